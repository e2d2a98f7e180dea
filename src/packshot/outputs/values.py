"""Conversion of typed values to JSON: decimals become text, timestamps become text in UTC, options and records become
`{code, label}`, and measurements become `{amount, unit, text}`.

An absent value is omitted; an explicit null becomes null.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from packshot import formatting
from packshot.catalog.visibility import Visible
from packshot.engine.types import Json
from packshot.model.instants import as_instant
from packshot.model.labels import label_in
from packshot.model.schema import Attribute, Field_
from packshot.model.values import Measure


def value_json(visible: Visible, field: Field_, value: Any) -> Json:
    """Return a value of an attribute or column as JSON. Assets are not supported, because they have renditions."""
    if isinstance(value, tuple):
        return [value_json(visible, field, member) for member in value]
    if isinstance(value, Measure):
        return measure_json(visible, field, value)
    if isinstance(value, Mapping):
        return _map_json(visible, field, value)
    if isinstance(value, str) and field.options:
        return option_json(visible, field.options, value)
    if isinstance(value, str) and field.entity:
        return record_json(visible, field.entity, value)
    return _plain(value)


def _plain(value: Any) -> Json:
    if isinstance(value, Decimal):
        return formatting.decimal(value)
    if isinstance(value, datetime):
        return as_instant(value)
    return value.isoformat() if isinstance(value, date) else value


def _map_json(visible: Visible, field: Field_, value: Mapping[str, Any]) -> Json:
    """Return a price by currency, or the rows of a table in their order."""
    if not isinstance(field, Attribute) or field.type != "table":
        return {currency: formatting.decimal(amount) for currency, amount in value.items()}
    columns = field.columns
    return [
        {
            "row": row,
            "cells": {code: value_json(visible, columns[code], cells[code]) for code in cells if code in columns},
        }
        for row, cells in value.items()
    ]


def option_json(visible: Visible, options: str, code: str) -> Json:
    """Return an option as JSON: its code, its label, and its parent options, if any, the topmost first."""
    body: dict[str, Json] = {"code": code, "label": option_label(visible, options, code)}
    if above := visible.reader.options_to(options, code)[:-1]:
        body["parents"] = [{"code": each.code, "label": option_label(visible, options, each.code)} for each in above]
    return body


def option_label(visible: Visible, options: str, code: str) -> str:
    """Return the label of an option; its code if it has no label."""
    option = visible.reader.option(options, code)
    return label_in(option.label if option else None, visible.chain, code)


def category_label(visible: Visible, key: str) -> str:
    """Return the label of a category; its key if it has no label."""
    category = visible.reader.category(key)
    return label_in(category.label if category else None, visible.chain, key)


def record_json(visible: Visible, entity: str, key: str) -> Json:
    """Return a record as JSON: its key as `code` and its name as `label`."""
    return {"code": key, "label": record_name(visible, entity, key)}


def record_name(visible: Visible, entity: str, key: str) -> str:
    """Return the name of a record; its key if the record has no name or cannot be read."""
    record = visible.record(entity, key)
    return record.name() if record else key


def measure_json(visible: Visible, field: Field_, value: Measure) -> Json:
    """Return a measurement as JSON: the exact amount, the unit, and both as text for the locale."""
    text = measure_text(visible, field, value)
    return {"amount": formatting.decimal(value.amount), "unit": value.unit, "text": text}


def measure_text(visible: Visible, field: Field_, value: Measure) -> str:
    """Return a measurement as text for the locale.

    If the unit has no name in CLDR, the text is the amount followed by the label of the unit, or by its sign if it has
    no label.
    """
    units = visible.reader.units(field.unit) if field.unit else None
    unit = units.units.get(value.unit) if units else None
    if unit and unit.cldr and formatting.is_unit(unit.cldr):
        return formatting.measure(value.amount, unit.cldr, visible.audience.locale)
    sign = label_in(unit.label if unit else None, visible.chain, value.unit)
    return f"{formatting.number(value.amount, visible.audience.locale)}\u00a0{sign}"
