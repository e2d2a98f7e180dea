"""Formatting of values for a locale, and the rows and tables of attributes on a product page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from packshot import formatting
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.model.labels import label_in
from packshot.model.schema import Attribute, Field_
from packshot.model.values import Measure
from packshot.outputs.site.words import words
from packshot.outputs.values import measure_text, option_label, record_name

if TYPE_CHECKING:
    from packshot.outputs.site.product_shapes import Group, Row, Table


def text(visible: Visible, field: Field_, value: Any) -> str:
    """Return one value as text in the locale of the audience.

    For a price, return the amount in the currency of the audience; empty if the price has no such amount.
    """
    locale = visible.audience.locale
    match value:
        case bool():
            return words(locale, {})["yes" if value else "no"]
        case Measure():
            return measure_text(visible, field, value)
        case Decimal():
            return formatting.number(value, locale)
        case datetime():
            return formatting.moment(value, visible.audience.zone, locale)
        case date():
            return formatting.day(value, locale)
        case Mapping():
            amount = value.get(visible.audience.currency)
            return "" if amount is None else formatting.price(amount, visible.audience.currency, locale)
    if field.options:
        return option_label(visible, field.options, str(value))
    return record_name(visible, field.entity, str(value)) if field.entity else str(value)


def texts(visible: Visible, field: Field_, value: Any) -> list[str]:
    """Return the texts of a value: one for each member of a list, without empty texts. A null has no texts."""
    if value is None:
        return []
    members = value if isinstance(value, tuple) else (value,)
    return [written for member in members if (written := text(visible, field, member))]


def joined(shown: VisibleProduct, attribute: Attribute, sku: str | None = None) -> str:
    """Return a value of a product or SKU as one text, with commas between the members of a list; empty for a table."""
    if attribute.type == "table":
        return ""
    return ", ".join(texts(shown.visible, attribute, shown.value(attribute.code, sku).value))


def groups(shown: VisibleProduct, without: frozenset[str]) -> list[Group]:
    """Return the attribute groups of a product in display order.

    The attributes in `without`, assets and rich texts are omitted, as are groups without values.
    """
    chain = shown.visible.chain
    found: list[Group] = []
    for key, label, members in _layout(shown):
        attributes = [attribute for attribute in members if attribute.code not in without]
        rows = [row for attribute in attributes for row in _row(shown, attribute)]
        tables = [table for attribute in attributes for table in _table(shown, attribute)]
        if rows or tables:
            found.append({"label": label_in(label, chain, key), "rows": rows, "tables": tables})
    return found


def _layout(shown: VisibleProduct) -> list[tuple[str, Any, list[Attribute]]]:
    """Return the groups of a family's attributes: key, label, members."""
    own = shown.sheet.family.attributes

    def layout(reader: Reader) -> list[tuple[str, Any, list[Attribute]]]:
        reader.typed_family(shown.product.family)
        found = [(key, label, [own[code] for code in codes if code in own]) for key, label, codes in reader.groups()]
        return [(key, label, members) for key, label, members in found if members]

    return shown.visible.reader.remembered(("layout", shown.product.family), layout)


def _row(shown: VisibleProduct, attribute: Attribute) -> Iterator[Row]:
    if attribute.type not in ("asset", "table", "rich"):
        values = texts(shown.visible, attribute, shown.value(attribute.code).value)
        if values:
            yield {"label": label(shown.visible, attribute), "values": values}


def _table(shown: VisibleProduct, attribute: Attribute) -> Iterator[Table]:
    value = shown.value(attribute.code).value if attribute.type == "table" else None
    if isinstance(value, Mapping) and value:
        lines = list(value.values())
        columns = [code for code in attribute.columns if any(cells.get(code) is not None for cells in lines)]
        rows = [[_cell(shown.visible, attribute, code, cells.get(code)) for code in columns] for cells in lines]
        heads = [label(shown.visible, attribute.columns[code]) for code in columns]
        yield {"label": label(shown.visible, attribute), "columns": heads, "rows": rows}


def _cell(visible: Visible, attribute: Attribute, code: str, value: Any) -> str:
    return "" if value is None else text(visible, attribute.columns[code], value)


def label(visible: Visible, field: Field_) -> str:
    """Return the label of an attribute or column in the locale of the audience; its code if it has no label."""
    return label_in(field.label, visible.chain, field.code)
