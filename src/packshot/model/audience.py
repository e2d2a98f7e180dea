"""The audience for which values are resolved and published."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """A market, a locale, a channel scope and an optional partner, with the properties of the market."""

    market: str
    locale: str
    scope: str = ""
    partner: str = ""
    country: str = ""
    currency: str = ""
    zone: str = "UTC"
    customers: str = ""
    """The customer group whose price lists apply; lists without a group apply to all customers."""

    @property
    def name(self) -> str:
        """The name of the audience in manifests: market and locale, such as `de/de-AT`."""
        return f"{self.market}/{self.locale}"
