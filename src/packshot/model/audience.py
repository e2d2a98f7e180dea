"""Audience: for whom something is shown. Every published value is asked for on behalf of one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """A market, a locale, a channel scope and perhaps a partner, with what the market says of itself."""

    market: str
    locale: str
    scope: str = ""
    partner: str = ""
    country: str = ""
    currency: str = ""
    zone: str = "UTC"
    customers: str = ""
    """The customer group whose price lists speak; lists of no group speak for everybody."""

    @property
    def name(self) -> str:
        """Market and locale, as manifests name an audience: `de/de-AT`."""
        return f"{self.market}/{self.locale}"
