"""The columns of products and models: `<attribute>[-<locale>][-<channel>][-<currency> or -unit]`.

The declaration of the attribute, not the form of the suffixes, determines what each suffix means.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from packshot.authoring.importers.akeneo.schema import Attribute, Schema, codes
from packshot.authoring.importers.akeneo.tables import Table
from packshot.findings import Location

STRUCTURE = frozenset({"sku", "uuid", "code", "categories", "enabled", "family", "family_variant", "parent", "groups"})
_ASSOCIATED = ("products", "product_uuids", "groups", "product_models")
_QUANTITY = "-quantity"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an attribute. `locale` is the name in packshot; `channel` and `currency` are codes of the export;
    `unit` is the title of the column with the units.
    """

    title: str
    attribute: Attribute
    locale: str = ""
    channel: str = ""
    currency: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Association:
    """A column of related products, models or groups.

    `quantity` is the title of the column with their quantities; empty if there is none.
    """

    title: str
    relation: str
    to: str
    quantity: str = ""


def columns(table: Table, schema: Schema) -> tuple[list[Column], list[Association]]:
    """Return the attribute columns and the association columns of a table. Invalid columns are reported."""
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
            schema.report.unknown("unknown-attribute.import", code, schema.attributes, table.at(1, title))
        elif suffix != "unit" or schema.attributes[code].kind != "metric":
            column = _column(title, schema, table.at(1, title))
            found += [column] if column else []
    return found, associations


def _association(title: str, table: Table, schema: Schema) -> list[Association]:
    """Return the association of a column; a column of quantities is read with the column of its codes."""
    code, _, suffix = title.partition("-")
    counts = code in schema.quantified
    if suffix.endswith(_QUANTITY):
        if not counts:
            schema.report.problem("column.quantity", table.at(1, title), column=title, type=code)
        return []
    return [Association(title, schema.relations.new[code], suffix, f"{title}{_QUANTITY}" if counts else "")]


def _column(title: str, schema: Schema, at: Location) -> Column | None:
    code, *suffixes = title.split("-")
    attribute = schema.attributes[code]
    before = len(schema.report.findings)
    expected: tuple[tuple[str, bool, Collection[str]], ...] = (
        ("unknown-locale.import", attribute.localizable, schema.locales),
        ("unknown-channel", attribute.row["scopable"] == "1", schema.channels),
        ("unknown-currency", attribute.kind == "price_collection", currencies(schema)),
    )
    words: list[str] = []
    for message, is_expected, known in expected:
        words.append(suffixes.pop(0) if is_expected and suffixes else "")
        if is_expected and words[-1] not in known:
            schema.report.unknown(message, words[-1], known, at)
    if len(schema.report.findings) > before:
        return None
    if suffixes:
        schema.report.problem("column", at, column=title, attribute=code, suffix=suffixes[0])
        return None
    locale, channel, currency = words
    unit = f"{title}-unit" if attribute.kind == "metric" else ""
    return Column(title, attribute, schema.locales.get(locale, ""), channel, currency, unit)


def currencies(schema: Schema) -> list[str]:
    """Return the currencies of all channels, in file order."""
    rows = schema.tables["channels.csv"].rows
    return list(dict.fromkeys(code for row in rows for code in codes(row["currencies"])))
