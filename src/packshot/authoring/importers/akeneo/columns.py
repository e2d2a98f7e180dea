"""The columns of products and models: `<attribute>[-<locale>][-<channel>][-<currency> or -unit]`, read by what the
attribute is and not by how the suffix looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packshot.authoring.importers._report import Report
from packshot.authoring.importers.akeneo.schema import Attribute, Schema
from packshot.authoring.importers.akeneo.tables import Table
from packshot.findings import Location

STRUCTURE = frozenset({"sku", "uuid", "code", "categories", "enabled", "family", "family_variant", "parent", "groups"})
_ASSOCIATED = ("products", "product_uuids", "groups", "product_models")
_QUANTITY = "-quantity"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; locale under its new name, channel and currency as they are."""

    title: str
    attribute: Attribute
    locale: str = ""
    channel: str = ""
    currency: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Association:
    """A column that names products, models or groups to which a product is related; `quantity` is the title of the
    column that says how many of each.
    """

    title: str
    relation: str
    to: str
    quantity: str = ""


def columns(table: Table, schema: Schema) -> tuple[list[Column], list[Association]]:
    """The columns of attributes and of associations."""
    found: list[Column] = []
    associations: list[Association] = []
    identifier = next((code for code, each in schema.attributes.items() if each.kind == "identifier"), "sku")
    for title in table.header:
        code, _, suffix = title.partition("-")
        if title in STRUCTURE or title == identifier:
            continue
        if code in schema.relations.new and suffix.removesuffix(_QUANTITY) in _ASSOCIATED:
            associations += _association(title, table, schema)
        elif code not in schema.attributes:
            schema.report.unknown("attribute", code, schema.attributes, table.at(1, title))
        elif suffix != "unit" or schema.attributes[code].kind != "metric":
            column = _column(title, schema, table.at(1, title))
            found += [column] if column else []
    return found, associations


def _association(title: str, table: Table, schema: Schema) -> list[Association]:
    """The association of a column; a column of quantities is read with the one whose codes it counts."""
    code, _, suffix = title.partition("-")
    counts = code in schema.quantified
    if suffix.endswith(_QUANTITY):
        if not counts:
            what = f'The column "{title[:100]}" counts, and the association type {code} does not (is_quantified).'
            schema.report.error("column", table.at(1, title), what, "Take the column away, or mend the type.")
        return []
    return [Association(title, schema.relations.new[code], suffix, f"{title}{_QUANTITY}" if counts else "")]


def _column(title: str, schema: Schema, at: Location) -> Column | None:
    code, *suffixes = title.split("-")
    attribute = schema.attributes[code]
    locale = channel = currency = ""
    before = len(schema.report.findings)
    if attribute.localizable:
        old = _next(suffixes, "locale", schema.locales, at, schema.report)
        locale = schema.locales.get(old, "")
    if attribute.row["scopable"] == "1":
        channel = _next(suffixes, "channel", schema.channels, at, schema.report)
    if attribute.kind == "price_collection":
        currency = _next(suffixes, "currency", currencies(schema), at, schema.report)
    if len(schema.report.findings) > before:
        return None
    if suffixes:
        what = f'The column "{title[:100]}" ends in "{suffixes[0][:50]}", which the attribute {code} does not have.'
        schema.report.error("column", at, what, "Take the column away, or mend its name.")
        return None
    return Column(title, attribute, locale, channel, currency, f"{title}-unit" if attribute.kind == "metric" else "")


def currencies(schema: Schema) -> list[str]:
    """The currencies of all channels, in file order."""
    cells = (row["currencies"] for row in schema.tables["channels.csv"].rows)
    return list(dict.fromkeys(code.strip() for cell in cells for code in cell.split(",") if code.strip()))


def _next(suffixes: list[str], kind: str, known: Iterable[str], at: Location, report: Report) -> str:
    word = suffixes.pop(0) if suffixes else ""
    if word not in known:
        report.unknown(kind, word, known, at)
    return word
