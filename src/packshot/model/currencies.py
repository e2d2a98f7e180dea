"""Currencies: the number of decimal places of the minor unit of each currency (ISO 4217, list one)."""

from __future__ import annotations

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DECIMALS = dict.fromkeys(_NONE.split(), 0) | dict.fromkeys(_THREE.split(), 3)


def decimals_of(currency: str) -> int:
    """Return the number of decimal places of a currency's minor unit: 0 for JPY, 3 for KWD, 2 for most."""
    return _DECIMALS.get(currency, 2)
