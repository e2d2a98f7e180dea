"""The declarations of an export, with their names in packshot: attributes, options, families, categories, channels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packshot.authoring.importers._names import Names
from packshot.authoring.importers._report import Report
from packshot.authoring.importers.akeneo.measurements import Families, families
from packshot.authoring.importers.akeneo.tables import Row, Table, read
from packshot.authoring.importers.akeneo.units import Unit
from packshot.findings import Location
from packshot.model.config import BUILT_IN_SCOPES
from packshot.model.names import choices

TABLES: Mapping[str, tuple[str, ...]] = {
    "attributes.csv": ("code", "type"),
    "families.csv": ("code", "attributes"),
    "channels.csv": ("code", "locales"),
    "products.csv": ("sku", "family"),
    "product_models.csv": (),
    "family_variants.csv": (),
    "attribute_groups.csv": (),
    "attribute_options.csv": (),
    "categories.csv": (),
    "association_types.csv": (),
    "groups.csv": (),
    "group_types.csv": (),
}
"""The columns that each table must have; tables without any are optional."""

CHANNEL_ORDER = ("ecommerce", "print", "mobile")
"""Channels that are processed before all others, in this order.

If the value of an attribute differs by channel, the value of the first channel has no scope.
"""

SELECTS = frozenset({"simpleselect", "multiselect", "reference_data_simpleselect", "reference_data_multiselect"})
ASSETS = frozenset({"image", "file"})
UNCLASSIFIED = "unclassified"


@dataclass(slots=True)
class Attribute:
    """A declared attribute: its name in packshot, its code and type in Akeneo, and its options.

    `rich` is set if its cells may contain HTML.
    """

    name: str
    code: str
    kind: str
    row: Row
    options: Names | None = None
    option_list: str = ""
    rich: bool = False

    @property
    def localizable(self) -> bool:
        return self.row["localizable"] == "1"

    @property
    def many(self) -> bool:
        return self.kind.endswith("multiselect")

    @property
    def path(self) -> str:
        """Return the path of the attribute in a product. The paths of assets begin with `assets.`."""
        return f"assets.{self.name}" if self.kind in ASSETS else self.name


class Schema:
    """The declarations of an export, and the packshot names of all codes."""

    def __init__(self, tables: dict[str, Table], report: Report) -> None:
        self.tables, self.report = tables, report
        self.attributes: dict[str, Attribute] = {}
        self.channels: list[str] = []
        self.locales: dict[str, str] = {}
        self.source = self.selling_price = ""
        self.scopes = Names("scope", report, joint="-", taken=BUILT_IN_SCOPES)
        self.families = Names("family", report, joint="-")
        self.categories = Names("category", report, joint="-")
        self.relations = Names("relation", report, joint="_")
        self.groups = Names("product group", report, joint="-")
        self.groups.taken = self.categories.taken  # they become categories, whose keys are unique over all trees
        self.quantified: set[str] = set()
        self.units: Families = {}
        self.roots: dict[str, str] = {}

    def is_value(self, attribute: Attribute) -> bool:
        """Return whether the attribute is a value of products.

        SKUs and selling prices are not values: they are written as SKUs and price lines.
        """
        return attribute.kind != "identifier" and attribute.code != self.selling_price

    def unit(self, attribute: Attribute, code: str) -> Unit | None:
        """Return the unit with this code in the measurement family of the attribute; None if it does not exist."""
        return self.units.get(attribute.row["metric_family"], {}).get(code)

    def labels(self, row: Row) -> dict[str, str] | str:
        """Return the labels of a row by packshot locale.

        Return one text if all locales have the same label, and the code if there are no labels. If there are labels,
        but none in the source locale, the first label is added for that locale.
        """
        found = {new: row[f"label-{old}"] for old, new in self.locales.items() if row[f"label-{old}"]}
        first = next(iter(found.values()), row["code"])
        if not found:
            self.report.invented("label", row.at("code"), code=row["code"])
        if not found or (len(found) == len(self.locales) and len(set(found.values())) == 1):
            return first
        if self.source not in found:
            self.report.invented("label", row.at("code"), code=row["code"], label=first, locale=self.source)
        return {self.source: first} | found


def load(folder: Path, report: Report, source_locale: str) -> Schema:
    """Return the declarations of an export, read from all its tables. Problems are added to the report.

    If a table has problems, only the tables are returned, without declarations.
    """
    schema = Schema({name: read(folder, name, columns, report.findings) for name, columns in TABLES.items()}, report)
    if not report.findings:
        schema.units = families(folder, report.findings)
        _locales(schema, source_locale)
        _attributes(schema)
        _options(schema)
        _codes(schema)
        _note_settings(schema)
    return schema


def _note_settings(schema: Schema) -> None:
    """Report the declarations that are left out: labels of channels and family variants, form settings of Akeneo."""
    for attribute in schema.attributes.values():
        if attribute.row["minimum_input_length"]:
            at = attribute.row.at("minimum_input_length")
            schema.report.folded("setting", at, setting="minimum_input_length", attribute=attribute.code)
    for row in schema.tables["channels.csv"].rows:
        schema.report.folded("channel", row.at("code"), channel=row["code"])
    for row in schema.tables["family_variants.csv"].rows:
        schema.report.folded("family-variant", row.at("code"), variant=row["code"])


def _locales(schema: Schema, requested: str) -> None:
    """Read channels in their order, and locales with the source locale first.

    The code of a locale is shortened to its language if that is unique.
    """
    rows, at = schema.tables["channels.csv"].rows, Location("channels.csv", line=1, column=1)
    codes = [row["code"] for row in rows]
    schema.channels = sorted(codes, key=(*CHANNEL_ORDER, *codes).index)
    found = sorted({locale.strip() for row in rows for locale in row["locales"].split(",") if locale.strip()})
    languages = [locale.split("_")[0] for locale in found]
    short = {
        locale: language if languages.count(language) == 1 else locale.replace("_", "-")
        for locale, language in zip(found, languages, strict=True)
    }
    source = _source_locale(short, requested)
    if source is None:
        schema.report.problem("source-locale", at, name=requested, **choices(requested, found))
        return
    schema.source = short[source]
    schema.locales = {source: short[source]} | short
    for old, new in schema.locales.items():
        if old != new:
            schema.report.renamed("locale", old, new, at)


def _source_locale(short: Mapping[str, str], requested: str) -> str | None:
    if requested:
        return next((old for old, new in short.items() if requested in (old, new)), None)
    return next((old for old in short if old.startswith("en_")), next(iter(short), None))


def _attributes(schema: Schema) -> None:
    """Read the attributes. The selling price is the attribute `price`, else the first price collection."""
    names, rows = Names("attribute", schema.report, joint="_"), schema.tables["attributes.csv"].rows
    prices = [row["code"] for row in rows if row["type"].endswith("price_collection")]
    schema.selling_price = "price" if "price" in prices else next(iter(prices), "")
    for row in rows:
        code, kind = row["code"], row["type"].removeprefix("pim_").removeprefix("catalog_")
        if code in schema.attributes:
            schema.report.problem("code-twice", row.at("code"), code=code)
            continue
        # identifiers and selling prices are not attributes here: their codes are not taken, so nothing is renamed
        own = kind == "identifier" or (kind == "price_collection" and code == schema.selling_price)
        schema.attributes[code] = Attribute(code if own else names.add(code, row.at("code")), code, kind, row)


def _options(schema: Schema) -> None:
    shared: dict[str, Attribute] = {}
    for attribute in schema.attributes.values():
        if attribute.kind in SELECTS:
            _option_list(schema, attribute, shared)
    for row in schema.tables["attribute_options.csv"].rows:
        holder = schema.attributes.get(row["attribute"])
        if holder and holder.options:
            holder.options.add(row["code"], row.at("code"))


def _option_list(schema: Schema, attribute: Attribute, shared: dict[str, Attribute]) -> None:
    """Create the option list of an attribute; attributes of one kind of reference data share theirs."""
    reference = attribute.row["reference_data_name"]
    attribute.option_list = attribute.name
    attribute.options = Names(f"option of {reference or attribute.code}", schema.report, joint="-")
    if reference:
        first = shared.setdefault(reference, attribute)
        attribute.option_list, attribute.options = first.option_list, first.options


def _codes(schema: Schema) -> None:
    """Name families, scopes, relations and categories; the root of a tree is not a category."""
    for row in schema.tables["families.csv"].rows:
        schema.families.add(row["code"], row.at("code"))
    for code in schema.channels:
        schema.scopes.add(code, Location("channels.csv"))
    for row in schema.tables["association_types.csv"].rows:
        schema.relations.add(row["code"], row.at("code"))
        schema.quantified |= {row["code"]} if row["is_quantified"] == "1" else set()
    _trees(schema)


def _trees(schema: Schema) -> None:
    rows = {row["code"]: row for row in schema.tables["categories.csv"].rows}
    for code, row in rows.items():
        root = _root(rows, row)
        if root is None:
            schema.report.problem("category-parent", row.at("parent"), parent=row["parent"], code=code)
            continue
        schema.roots[code] = root
        if root != code:
            schema.categories.add(code, row.at("code"))


def _root(rows: Mapping[str, Row], row: Row) -> str | None:
    """Return the tree of a category; None if a parent is missing or the parents form a cycle."""
    for _ in rows:
        if not row["parent"]:
            return row["code"]
        if row["parent"] not in rows:
            return None
        row = rows[row["parent"]]
    return None


def axes(schema: Schema, families: Iterable[Row | None], levels: str = "12") -> list[str]:
    """Return the axes of these family variants on the given levels; `12` means both levels."""
    cells = (family[f"variant-axes_{level}"] for family in families if family for level in levels)
    found = (schema.attributes.get(code) for cell in cells for code in codes(cell))
    return [attribute.name for attribute in found if attribute]


def trees(schema: Schema) -> list[str]:
    """Return the codes of all category trees: first those that channels refer to, then the others in file order."""
    named = [row["tree"] for row in schema.tables["channels.csv"].rows]
    roots = [code for code, root in schema.roots.items() if code == root]
    return sorted(roots, key=lambda code: (named.index(code) if code in named else len(named), roots.index(code)))


def codes(cell: str) -> Iterator[str]:
    """Yield the comma-separated codes of a cell."""
    return (code for code in map(str.strip, cell.split(",")) if code)
