"""Currencies: the number of decimal places of the minor unit of each currency (ISO 4217, list one)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_WIDE = Context(prec=1000)
"""The context for rounding: Python's default context rejects results of more than 28 digits."""

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DECIMALS = dict.fromkeys(_NONE.split(), 0) | dict.fromkeys(_THREE.split(), 3)


def decimals_of(currency: str) -> int:
    """Return the number of decimal places of a currency's minor unit: 0 for JPY, 3 for KWD, 2 for most."""
    return _DECIMALS.get(currency, 2)


def in_minor_units(amount: Decimal, currency: str) -> Decimal:
    """Return an amount rounded half up to the minor unit of a currency, with exactly its decimal places."""
    return amount.quantize(Decimal(1).scaleb(-decimals_of(currency)), ROUND_HALF_UP, _WIDE)
