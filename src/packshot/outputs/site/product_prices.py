"""The prices and the availability on a product page, both formatted and machine-readable."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from packshot import formatting
from packshot.catalog.offer import Offer
from packshot.catalog.offers import Price
from packshot.model.audience import Audience
from packshot.model.currencies import decimals_of
from packshot.outputs.site.words import fill, words

if TYPE_CHECKING:
    from packshot.outputs.site import product_shapes as shapes


def price(offer: Offer) -> shapes.Price | None:
    """Return the price of a SKU; None if the SKU has no price."""
    return _price(offer.price, offer.shown.visible.audience) if offer.price else None


def lowest(offers: Iterable[Offer]) -> tuple[shapes.Price | None, bool]:
    """Return the lowest price of the SKUs (None if no SKU has a price), and whether other SKUs cost more."""
    prices = [(offer.price, offer) for offer in offers if offer.price]
    if not prices:
        return None, False
    first, offer = min(prices, key=lambda each: each[0].amount)
    return _price(first, offer.shown.visible.audience), any(each.amount != first.amount for each, _ in prices)


def _price(price: Price, audience: Audience) -> shapes.Price:
    is_reduced = price.was is not None
    text, amount = _written(price.amount, price, audience)
    was, was_amount = _written(price.was, price, audience) if price.was is not None else ("", "")
    return {
        "text": text,
        "amount": amount,
        "currency": price.currency,
        "was": was,
        "was_amount": was_amount,
        "until": formatting.last_day(price.until, audience.zone) if price.until and is_reduced else "",
        "tax_included": price.tax == "included",
        "note": _tax_note(price, audience.locale),
        "tiers": [_tier(quantity, amount, price, audience) for quantity, amount in price.tiers],
    }


def _written(amount: Decimal, price: Price, audience: Audience) -> tuple[str, str]:
    """Return an amount in the currency of a price: formatted for the locale, and exact."""
    exact = formatting.decimal(amount, decimals_of(price.currency))
    return formatting.price(amount, price.currency, audience.locale), exact


def _tier(quantity: int, amount: Decimal, price: Price, audience: Audience) -> shapes.Tier:
    text, exact = _written(amount, price, audience)
    return {"quantity": quantity, "text": text, "amount": exact}


def _tax_note(price: Price, locale: str) -> str:
    if price.rate is None:
        return ""
    rate = f"{formatting.number(formatting.shortest(price.rate), locale)}\u00a0%"
    return fill(words(locale, {})[f"tax_{price.tax}"], rate)


def availability(offer: Offer) -> shapes.Availability:
    """Return the availability of a SKU."""
    stock, locale = offer.stock, offer.shown.visible.audience.locale
    label = words(locale, {})[stock.state]
    if stock.date and stock.state in ("preorder", "backorder"):
        label = f"{label} · {formatting.day(stock.date, locale, 'medium')}"
    date = stock.date.isoformat() if stock.date else ""
    return {"code": cast("shapes.AvailabilityCode", stock.state), "label": label, "date": date}
