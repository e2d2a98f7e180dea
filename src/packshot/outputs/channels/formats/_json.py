"""Typed values as JSON text: numbers with their exact digits, money and measurements as objects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from packshot.outputs.channels.row_values import Measurement, Money, Timestamp, Value, text

_text = json.JSONEncoder(ensure_ascii=False).encode


def json_text(value: Value) -> str:
    """Return a value as compact JSON.

    Money becomes `{"amount":24.00,"currency":"EUR"}`, a measurement `{"value":540,"unit":"g"}`, a date or timestamp a
    string (RFC 3339), a tuple an array, and a mapping an object.
    """
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, tuple):
        return f"[{','.join(map(json_text, value))}]"
    if isinstance(value, Money):
        return _object({"amount": value.amount, "currency": value.currency})
    if isinstance(value, Measurement):
        return _object({"value": value.amount, "unit": value.unit})
    return text(value) if isinstance(value, bool | Decimal) else _text(_moment(value))


def _moment(value: str | date | Timestamp) -> str:
    moment = value.at if isinstance(value, Timestamp) else value
    return moment if isinstance(moment, str) else moment.isoformat()


def _object(members: Mapping[str, Value]) -> str:
    return f"{{{','.join(f'{_text(name)}:{json_text(value)}' for name, value in members.items())}}}"
