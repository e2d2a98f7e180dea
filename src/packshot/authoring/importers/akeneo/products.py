"""Products and models: the rows of each product, and the values of each of its SKUs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from packshot.authoring.importers._names import Names
from packshot.authoring.importers.akeneo.assets import Assets
from packshot.authoring.importers.akeneo.columns import Column, columns
from packshot.authoring.importers.akeneo.layers import Slot, Values, difference, scoped
from packshot.authoring.importers.akeneo.links import Links
from packshot.authoring.importers.akeneo.schema import UNCLASSIFIED, Schema, axes, codes, trees
from packshot.authoring.importers.akeneo.tables import Row
from packshot.authoring.importers.akeneo.values import mark_rich, value_of
from packshot.authoring.write import Plain
from packshot.model.names import SKU_LENGTH, is_sku


@dataclass(slots=True)
class Variant:
    """One SKU: its row, its values (own and inherited), its prices, and the values that it must set itself (`own`)."""

    sku: str
    row: Row
    values: dict[Slot, Plain]
    prices: dict[str, str]
    own: dict[Slot, Plain] = field(default_factory=dict)

    @property
    def status(self) -> str:
        return "draft" if self.row["enabled"] == "0" else "active"


@dataclass(slots=True)
class Product:
    """The content of one product folder: a product with one SKU and no axes, or a model with its variants."""

    key: str
    row: Row
    family: str
    categories: list[str]
    axes: tuple[str, ...]
    values: dict[Slot, Plain]
    prices: dict[str, str]
    variants: list[Variant]
    by: dict[str, dict[Slot, Plain]] = field(default_factory=dict)

    @property
    def status(self) -> str:
        return "active" if any(variant.status == "active" for variant in self.variants) else "draft"


class Reader:
    """A reader of the rows of products and models, which uses the declarations of the schema."""

    def __init__(self, schema: Schema, assets: Assets) -> None:
        self.schema, self.report, self.assets = schema, schema.report, assets
        tables = schema.tables
        self.columns = {name: columns(tables[name], schema) for name in ("products.csv", "product_models.csv")}
        for name, (found, _) in self.columns.items():
            mark_rich(found, tables[name].rows)
        # matched ignoring case: in real exports the parents of variants differ in case from the models
        self.models = {row["code"].casefold(): row for row in tables["product_models.csv"].rows}
        self.families = {row["code"]: row for row in tables["family_variants.csv"].rows}
        self.rows = tables["products.csv"].rows
        self.keys = Names("product", self.report, joint="-", taken=(row["sku"] for row in self.rows))
        self.links = Links(schema, self.keys, self.models)
        self.read_rows: dict[tuple[str, int], tuple[dict[Slot, Plain], dict[str, str]]] = {}

    def products(self) -> Iterator[Product]:
        """Yield all top-level models, then all simple products, both in file order.

        Yield nothing if there are findings already.
        """
        if self.report.findings:
            return
        self._check_skus()
        children = self._children()
        for row in self.models.values():
            if not row["parent"]:
                yield self._model(row, children.get(row["code"].casefold(), []))
        for row in self.rows:
            if row["parent"].casefold() not in self.models:
                yield self._simple(row)

    def _check_skus(self) -> None:
        counted = Counter(row["sku"].casefold() for row in self.rows)
        for row in self.rows:
            sku, at = row["sku"], row.at("sku")
            if counted[sku.casefold()] > 1:
                self.report.problem("sku-twice", at, sku=sku)
            elif not is_sku(sku):
                self.report.problem("sku", at, sku=sku, limit=SKU_LENGTH)

    def _children(self) -> dict[str, list[Row]]:
        """Return root model (case folded) -> rows of its SKUs, through any number of levels."""
        children: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            ancestors = self._ancestors(row)
            if ancestors:
                children[ancestors[-1]["code"].casefold()].append(row)
                if ancestors[0]["code"] != row["parent"]:
                    model = ancestors[0]["code"]
                    self.report.folded("parent-case", row.at("parent"), parent=row["parent"], model=model)
        return children

    def _ancestors(self, row: Row) -> list[Row]:
        """Return the models above a row, nearest first. An unknown name or a cycle is a finding."""
        found: list[Row] = []
        while row["parent"]:
            above = self.models.get(row["parent"].casefold())
            if above is None:
                names = (model["code"] for model in self.models.values())
                self.report.unknown("unknown-product-model", row["parent"], names, row.at("parent"))
                break
            if above in found:
                self.report.problem("unknown-product-model.cycle", row.at("parent"), name=row["parent"])
                break
            found.append(above)
            row = above
        return found

    def _read(self, row: Row) -> tuple[dict[Slot, Plain], dict[str, str]]:
        """Return the values (scope: channel) and selling prices that a row sets itself; each row is read once."""
        place = row.table.name, row.line
        if place not in self.read_rows:
            values: dict[Slot, Plain] = {}
            prices: dict[str, str] = {}
            for column in self.columns[row.table.name][0]:
                if row.cells.get(column.title):
                    self._put(row, column, values, prices)
            values |= self.links.of(row, self.columns[row.table.name][1])
            self.read_rows[place] = values, prices
        return self.read_rows[place]

    def _put(self, row: Row, column: Column, values: dict[Slot, Plain], prices: dict[str, str]) -> None:
        value = value_of(row, column, self.schema, self.assets)
        if value is None:
            return
        if column.attribute.code == self.schema.selling_price:
            prices.setdefault(column.currency, str(value))
            return
        slot = Slot(column.attribute.path, column.locale, column.channel)
        if column.currency:
            before = values.get(slot)
            value = {**(before if isinstance(before, Mapping) else {}), column.currency: value}
        values[slot] = value

    def _inherited(self, rows: list[Row]) -> tuple[dict[Slot, Plain], dict[str, str]]:
        """Return the values by scope, and the prices, of the first row.

        They include those inherited from the others.
        """
        values: dict[Slot, Plain] = {}
        prices: dict[str, str] = {}
        for row in reversed(rows):
            own_values, own_prices = self._read(row)
            values |= own_values
            prices |= own_prices
        return scoped(values, self.schema.channels, self.schema.scopes.new), prices

    def _simple(self, row: Row) -> Product:
        values, prices = self._inherited([row])
        family = self._family(row)
        self.keys.taken.discard(row["sku"].casefold())
        key = self.keys.add(row["sku"], row.at("sku"))
        variants = [Variant(row["sku"], row, values, prices)]
        return Product(key, row, family, self._categories([row]), (), values, prices, variants)

    def _family(self, row: Row) -> str:
        code = row["family"]
        if not code:
            self.report.invented("family", row.at("family"), sku=row["sku"], family=UNCLASSIFIED)
            return UNCLASSIFIED
        if code not in self.schema.families.new:
            self.report.unknown("unknown-family.import", code, self.schema.families.new, row.at("family"))
            return UNCLASSIFIED
        return self.schema.families.new[code]

    def _categories(self, rows: list[Row]) -> list[str]:
        """Return the categories of all rows: first those of the channels' trees, last their product groups."""
        schema = self.schema
        order = {code: number for number, code in enumerate(trees(schema))}
        found: dict[str, int] = {}
        for row in rows:
            for code in codes(row["categories"]):
                if code not in schema.roots:
                    schema.report.unknown("unknown-category.import", code, schema.roots, row.at("categories"))
                elif schema.roots[code] == code:
                    schema.report.folded("tree", row.at("categories"), code=code)
                else:
                    found.setdefault(schema.categories.new[code], order[schema.roots[code]])
        named = ((code, row.at("groups")) for row in rows for code in codes(row["groups"]))
        groups = dict.fromkeys(schema.groups.add(*each) for each in named)
        return [*sorted(found, key=found.__getitem__), *groups]

    def _model(self, row: Row, children: list[Row]) -> Product:
        """Return a model with its variants; values of second-level models go to `by`, or to each SKU."""
        family = self.families.get(row["family_variant"])
        if family is None:
            at = row.at("family_variant")
            self.report.unknown("unknown-family-variant", row["family_variant"], self.families, at)
        own_axes = tuple(axes(self.schema, [family]))
        values, prices = self._inherited([row])
        variants = [
            Variant(child["sku"], child, *self._inherited([child, *self._ancestors(child)])) for child in children
        ]
        middles = {above["code"]: above for child in children for above in self._ancestors(child)[:-1]}
        rows = [row, *middles.values(), *children]
        categories = self._categories(rows)
        key = self.keys.add(row["code"], row.at("code"))
        name = self.schema.families.new.get(family["family"], UNCLASSIFIED) if family else UNCLASSIFIED
        product = Product(key, row, name, categories, own_axes, _without(values, own_axes), prices, variants)
        if not children:
            self.report.invented("draft", row.at("code"), model=row["code"])
        if len({frozenset((*codes(each["categories"]), *codes(each["groups"]))) for each in rows}) > 1:
            self.report.folded("categories", row.at("categories"), product=key)
        self._fold(product, list(middles.values()), family)
        return product

    def _fold(self, product: Product, middles: list[Row], family: Row | None) -> None:
        """Fill `by` from the second level if its axis is one, then the own values of each SKU."""
        first = axes(self.schema, [family], "1")
        if len(first) == 1:
            self._fold_second_level(product, middles, Slot(first[0]))
        elif middles:
            self.report.folded("second-level", product.row.at("code"), product=product.key)
        for variant in product.variants:
            axis = variant.values.get(Slot(first[0])) if first else None
            layers = [product.by.get(str(axis), {}), product.values]
            variant.own = difference(_without(variant.values, product.axes), layers)
        self._check_axes(product)

    def _fold_second_level(self, product: Product, middles: list[Row], axis: Slot) -> None:
        found: dict[str, list[Values]] = defaultdict(list)
        for middle in middles:
            values, _ = self._inherited([middle, *self._ancestors(middle)])
            value = values.pop(axis, None)
            if value is not None:
                found[str(value)].append(difference(_without(values, product.axes), [product.values]))
        # with two models of one axis value neither can be in `by`; each SKU then sets its values
        product.by = {value: dict(layers[0]) for value, layers in found.items() if len(layers) == 1 and layers[0]}

    def _check_axes(self, product: Product) -> None:
        seen: dict[tuple[Plain, ...], str] = {}
        for variant in product.variants:
            combination = tuple(variant.values.get(Slot(axis)) for axis in product.axes)
            at = variant.row.at("sku")
            if None in combination:
                missing = [axis for axis, value in zip(product.axes, combination, strict=True) if value is None]
                self.report.problem("axis", at, sku=variant.sku, axes=missing)
            elif combination in seen:
                self.report.problem("axis-twice", at, sku=variant.sku, other=seen[combination], values=combination)
            seen.setdefault(combination, variant.sku)


def _without(values: Values, axes: Collection[str]) -> dict[Slot, Plain]:
    """Return the values except those of axes."""
    return {slot: value for slot, value in values.items() if slot.path not in axes}
