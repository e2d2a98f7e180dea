"""Google's own types as a judge of feeds: each row becomes a `ProductInput` of the Merchant API, or says why it cannot.

One generic conversion by the names and types of Google's message (a measure is its value and unit); money and dates
are written differently there, and nothing else is treated specially. An element that has no place in the message is
an error, so that none is dropped.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from lxml import etree

from conftest import absent

NAMESPACE = "{http://base.google.com/ns/1.0}"


class RefusedError(Exception):
    """Why Google's types do not take a row."""


def items(feed: bytes) -> list[Any]:
    """The rows of a feed; fails where it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(feed, parser)
    assert root.tag == "rss"
    assert root.nsmap == {"g": NAMESPACE[1:-1]}
    return root.findall("channel/item")


def fields(item: Any) -> list[tuple[str, str]]:
    """The name and text of each field of a row, in order."""
    return [(child.tag.removeprefix(NAMESPACE), child.text or "") for child in item]


def product_input(item: Any, language: str = "de", label: str = "DE") -> Any:
    """The row in Google's own type."""
    merchant = _merchant()
    attributes: dict[str, Any] = {}
    offer = ""
    for child in item:
        name = child.tag.removeprefix(NAMESPACE)
        if name == child.tag:
            raise RefusedError(f"{child.tag} is not in Google's namespace")
        if name == "id":
            offer = child.text or ""
        else:
            _put(attributes, merchant.ProductAttributes, name, child)
    data = {"offer_id": offer, "content_language": language, "feed_label": label, "product_attributes": attributes}
    return _parsed(merchant.ProductInput, data)


def problems(feed: bytes) -> Iterator[str]:
    """What the types say against any row, and ids that stand twice."""
    seen: set[str] = set()
    for item in items(feed):
        name = dict(fields(item)).get("id", "")
        if name in seen:
            yield f"{name}: stands twice"
        seen.add(name)
        try:
            product_input(item)
        except RefusedError as problem:
            yield f"{name}: {problem}"


def _merchant() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Google's package warns of is not ours to mend
        try:
            from google.shopping import merchant_products_v1
        except ImportError:
            absent("google-shopping-merchant-products")
    return merchant_products_v1


def _parsed(message: Any, data: dict[str, Any]) -> Any:
    from google.protobuf.json_format import ParseDict, ParseError

    try:
        return message.wrap(ParseDict(data, message.pb()(), ignore_unknown_fields=False))
    except (ParseError, ValueError, TypeError) as problem:
        raise RefusedError(str(problem)) from problem


def _put(data: dict[str, Any], message: Any, name: str, element: Any) -> None:
    known = message.meta.fields
    field = next((known[each] for each in (name, f"{name}s") if each in known), None)
    if field is None:
        raise RefusedError(f"{name} has no place in {message.__name__}")
    value = _value(field, element)
    if field.repeated:
        data.setdefault(field.name, []).append(value)
    elif field.name in data:
        raise RefusedError(f"{name} stands twice")
    else:
        data[field.name] = value


def _value(field: Any, element: Any) -> Any:
    text = element.text or ""
    if field.message is not None:
        return _message(field.message, element, text)
    if field.enum is not None:
        return _word(field.enum, text)
    if field.proto_type == 8:  # a boolean
        return _word_of({"yes": True, "no": False, "true": True, "false": False}, text)
    return text


def _word(enum: Any, text: str) -> str:
    capitals = enum.__name__.startswith("Certification")  # EC and EPREL are written so; all other words are small
    if text.upper() not in enum.__members__ or text != (text.upper() if capitals else text.lower()):
        raise RefusedError(f"{text!r} is no {enum.__name__}")
    return text.upper()


def _word_of(words: dict[str, bool], text: str) -> bool:
    if text not in words:
        raise RefusedError(f"{text!r} is neither yes nor no")
    return words[text]


def _message(message: Any, element: Any, text: str) -> Any:
    if message.__name__ == "Timestamp":
        return _instant(text)
    if message.__name__ == "Interval":
        start, _, end = text.partition("/")
        return {"start_time": _instant(start), "end_time": _instant(end)}
    if message.__name__ == "Price":
        return _money(text)
    data: dict[str, Any] = {}
    if set(message.meta.fields) == {"value", "unit"}:
        data["value"], _, data["unit"] = text.partition(" ")
    for child in element:
        _put(data, message, child.tag.removeprefix(NAMESPACE), child)
    return data


def _instant(text: str) -> str:
    """Feeds write minutes and `+0100`, the API wants seconds and `+01:00`."""
    day, _, time = text.partition("T")
    if len(day) != 10 or len(time) != 10 or time[5] not in "+-":
        raise RefusedError(f"{text!r} is no instant")
    return f"{day}T{time[:5]}:00{time[5:8]}:{time[8:]}"


def _money(text: str) -> dict[str, str]:
    amount, blank, currency = text.partition(" ")
    whole, dot, part = amount.partition(".")
    if not (
        blank and len(currency) == 3 and currency.isupper() and whole.isdecimal() and (part.isdecimal() or not dot)
    ):
        raise RefusedError(f"{text!r} is no price")
    return {"amount_micros": str(int(whole) * 10**6 + int((part + "000000")[:6])), "currency_code": currency}
