"""Converts an explanation to JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from packshot.catalog.explanation import AssetDecision, Explained, ValueOrigin
from packshot.catalog.offer_explanation import Line, Offer
from packshot.findings import Locate, Location
from packshot.model.instants import as_instant
from packshot.reporting.explanation import Answer


def as_json(answer: Answer) -> dict[str, Any]:
    """Return the explanation as plain data for JSON, with a format version."""
    explanation, audience, locate = answer.explanation, answer.audience, answer.locate
    return {
        "packshot": 1,
        "product": explanation.product.key,
        "sku": explanation.sku,
        "name": explanation.name,
        **_where(explanation.at, locate),
        "market": audience.market,
        "locale": audience.locale,
        "scope": audience.scope,
        "as_of": answer.as_of,
        "hidden": explanation.hidden or None,
        "values": [_value(value, locate) for value in explanation.values],
        "assets": [_asset(asset, locate) for asset in explanation.assets],
        "links": [
            {"code": link.code, "name": link.name, "relation": link.relation, **_where(link.at, locate)}
            for link in explanation.links
        ],
        "offers": [_offer(offer, locate) for offer in explanation.offers],
        "feeds": [
            {
                "channel": feed.channel,
                "audience": feed.audience.name,
                "sku": feed.sku,
                "reason": feed.reason or None,
                "notes": [note.text for note in feed.notes],
            }
            for feed in answer.feeds
        ],
    }


def _where(at: Location, locate: Locate) -> dict[str, Any]:
    position = locate(at) if at.path else None
    return {"path": at.path or None, "line": position.line if position else None}


def _value(value: Explained, locate: Locate) -> dict[str, Any]:
    body: dict[str, Any] = {"value": value.path, "required": value.required}
    if not value.said:
        return body | {"absent": value.absent}
    return body | {"fallback": value.fallback or None, "said": [_origin(each, locate) for each in value.said]}


def _origin(origin: ValueOrigin, locate: Locate) -> dict[str, Any]:
    level = {"locale": origin.locale, "scope": origin.scope or None, "level": origin.level or None}
    body = {"value": plain(origin.value), **level, **_where(origin.at, locate)}
    if origin.expression:
        inputs = {code: _origin(each, locate) if each else None for code, each in origin.inputs}
        body |= {"expression": origin.expression, "inputs": inputs}
    return body


def _asset(asset: AssetDecision, locate: Locate) -> dict[str, Any]:
    return {
        "role": asset.role,
        "id": asset.id,
        "allowed": asset.allowed,
        "reason": asset.reason or None,
        "until": asset.until,
        "licence": asset.licence or None,
        "instead": asset.instead or None,
        **_where(asset.at, locate),
    }


def _offer(offer: Offer, locate: Locate) -> dict[str, Any]:
    price, stock = offer.price, offer.stock
    return {
        "sku": offer.sku,
        "hidden": offer.hidden or None,
        "price": price
        and {
            "amount": str(price.amount),
            "currency": price.currency,
            "tax": price.tax,
            "was": plain(price.was),
            "since": price.since,
            "until": price.until,
        },
        "stock": {"state": stock.state, "qty": stock.qty, "date": plain(stock.date)},
        "prices": [_line(line, locate) for line in offer.prices],
        "stocks": [_line(line, locate) for line in offer.stocks],
    }


def _line(line: Line, locate: Locate) -> dict[str, Any]:
    body = {"list": line.list, "key": line.key or None, "text": line.text, "verdict": line.verdict}
    return body | _where(line.at, locate)


def plain(value: Any) -> Any:
    """Return a typed value as plain data for JSON. Exact numbers become strings."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return as_instant(value)
    return value.isoformat() if isinstance(value, date) else str(getattr(value, "to", value))
