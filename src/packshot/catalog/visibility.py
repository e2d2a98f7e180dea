"""What may be seen: the reader as one audience sees it. The one place where status, dates, rights and territory act.

Everything published asks here; what is not given out here reaches no page, feed, document or slice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from packshot.catalog import bundles
from packshot.catalog.offers import (
    Price,
    PriceDecision,
    Stock,
    StockStep,
    price_of,
    refused,
    stock_steps,
    unlisted,
)
from packshot.catalog.reader import Reader
from packshot.catalog.visible_assets import VisibleAsset, asset_steps
from packshot.engine.types import Timestamp
from packshot.model.audience import Audience
from packshot.model.config import Market
from packshot.model.instants import begins
from packshot.model.lifecycle import STATUSES, Showing, Stage, Status
from packshot.model.product import Product, Scheduled, iter_skus
from packshot.model.record import Record
from packshot.model.resolve import Query, Resolved, ValueSource, entries, resolve
from packshot.model.rights import Decision
from packshot.model.schema import Attribute
from packshot.model.values import Measure, names_in

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why something is not seen."""

    reason: str


class Visible:
    """The reader as one audience sees it."""

    def __init__(self, reader: Reader, audience: Audience) -> None:
        self.reader = reader
        self.audience = audience
        self.chain = reader.remembered(("chain", audience.locale), lambda inner: inner.chain(audience.locale))

    @property
    def market(self) -> Market | None:
        """The audience's market."""
        return self.reader.market(self.audience.market)

    def product(self, key: str, *, is_part: bool = False) -> VisibleProduct | Hidden:
        """A product with the SKUs that may be seen, or why it is not. `is_part`: asked by a bundle that holds it."""
        product = self.reader.product(key)
        sheet = self.reader.sheet(key) if product else None
        if product is None or sheet is None:
            return Hidden("does not exist")
        asked = ("skus", self.audience.market, self.audience.customers, self._scope(product), key)
        skus = self._once(asked, lambda: self.inside(product, is_part, asked, lambda of: of._skus(product)))
        return skus if isinstance(skus, Hidden) else VisibleProduct(self, product, sheet, skus)

    def _once(self, key: Any, make: Callable[[], T]) -> T:
        """An answer of this evaluation, found once."""
        found = self.reader.found
        if key not in found:
            found[key] = make()
        return cast(T, found[key])

    def inside(self, product: Product, is_part: bool, key: Any, make: Callable[[Visible], T]) -> T:
        """An answer about a product; what is asked of a bundle in a bundle is found once for all that hold it."""
        if not (is_part and product.bundle):
            return make(self)
        asked = ("part", self.audience.locale, *key)
        return self.reader.remembered(asked, lambda inner: make(Visible(inner, self.audience)))

    def _scope(self, product: Product) -> str:
        """The channel scope where it has a word in what may be seen; empty where all scopes see the same.

        A locale never has. The parts of a bundle may be of any status.
        """
        own = {product.status, *(variant.status for variant in product.variants.values() if variant.status)}
        statuses = STATUSES if product.bundle else own
        return self.audience.scope if any(self._stage(each).speaks_of(self.audience.scope) for each in statuses) else ""

    def _stage(self, status: Status) -> Stage:
        return self._once(("stage", status), lambda: self.reader.stage(status))

    def shows(self, status: Status) -> Showing:
        """Whether things of a status are shown to this audience."""
        return self._stage(status).shows(self.audience.scope)

    def _skus(self, product: Product) -> tuple[str, ...] | Hidden:
        """The SKUs that may be seen, or why the product is not."""
        hidden = self._life(product)
        if hidden:
            return hidden
        found = {sku: self.hidden(product, sku) for sku in iter_skus(product)}
        reasons = dict.fromkeys(why.reason for why in found.values() if why)
        return tuple(sku for sku, why in found.items() if why is None) or Hidden("; ".join(reasons) or "has no SKU yet")

    def hidden(self, product: Product, sku: str) -> Hidden | None:
        """Why a SKU is not seen; None when it is."""
        variant = product.variants.get(sku)
        hidden = self._life(variant) if variant else None
        if hidden:
            return hidden
        status = (variant.status if variant else None) or product.status
        if self.shows(status) == "in-stock" and self.stock(product, sku).state == "out_of_stock":
            return Hidden(f"its status is {status} and it is out of stock")
        if product.bundle and (lacking := self._lacking(product)):
            return lacking
        return Hidden("not sold in this market") if refused(self.reader, self.audience, product.key, sku) else None

    def _life(self, thing: Scheduled) -> Hidden | None:
        """Whether status and dates hide a product or variant."""
        if thing.status and (reason := self._unshown(thing.status)):
            return Hidden(reason)
        if thing.available_from and self.before(self.begins(thing.available_from)):
            return Hidden(f"available from {thing.available_from}")
        if thing.available_until and not self.before(self.begins(thing.available_until)):
            return Hidden(f"available until {thing.available_until}")
        return None

    def _lacking(self, bundle: Product) -> Hidden | None:
        """Which part of a bundle is not seen: none of them, then the bundle is not seen either."""
        if found := bundles.loop(self.reader, bundle.key):
            return Hidden(f"its parts lead back to it: {found}" if found.circle else f"too deep a bundle: {found}")
        for part in bundles.parts(self.reader, bundle):
            why = self._unseen(part)
            if why is not None:
                return Hidden(f"its part {part.sku} is not shown: {why.reason}")
        return None

    def _unseen(self, part: bundles.Part) -> Hidden | None:
        """Why a part is not seen; None when it is."""
        shown = self.product(part.key, is_part=True) if part.key is not None else Hidden("does not exist")
        if isinstance(shown, Hidden) or part.sku in shown.skus:
            return shown if isinstance(shown, Hidden) else None
        return self.hidden(shown.product, part.sku)

    def _unshown(self, status: Status) -> str:
        """Why a status is not shown to this audience; empty when it is."""
        if self.shows(status) != "never":
            return ""
        elsewhere = self._stage(status).is_shown
        return f"its status is {status}" + (f", which {self.audience.scope} does not show" if elsewhere else "")

    def begins(self, moment: str) -> Timestamp:
        """When a plain date begins for this audience."""
        return begins(moment, self.audience.zone)

    def before(self, moment: Timestamp) -> bool:
        """Whether it is earlier than that instant; the clock was looked at."""
        self.reader.instant(moment)
        return self.reader.as_of < moment

    # Assets

    def asset(self, id_: str, then: Timestamp | None = None) -> VisibleAsset | None:
        """An asset that may be seen now, or at an instant; where its rights ended, the one that takes its place."""
        return next((shown for shown, _ in self.asset_steps(id_, then) if shown), None)

    def asset_steps(self, id_: str, then: Timestamp | None = None) -> Iterator[tuple[VisibleAsset | None, Decision]]:
        """The decision about an asset, then about each that takes the place of the one before; None: not seen."""
        return asset_steps(self.reader, self.audience, self._unshown, id_, then)

    # Price and stock

    def price(self, key: str, sku: str) -> Price | None:
        """What a SKU of a product costs now; None where it has no price."""
        return self.price_decision(key, sku).price

    def price_decision(self, key: str, sku: str) -> PriceDecision:
        """The price of a SKU of a product, or why it has none."""
        market, audience = self.market, self.audience
        asked = (market.key, audience.customers, sku) if market and not market.tax else (audience, sku)
        return self._once(("price", *asked), lambda: price_of(self.reader, audience, self.chain, key, sku))

    def stock(self, product: Product, sku: str, *, is_part: bool = False) -> Stock:
        """Whether a SKU of a product can be had; a bundle without a line of its own as far as its parts can."""
        asked = ("stock", self.audience.market, sku)

        def settle(of: Visible) -> Stock:
            return next(step.stock for step in of.stock_steps(product, sku) if step.stock)

        return self._once(asked, lambda: self.inside(product, is_part, asked, settle))

    def stock_steps(self, product: Product, sku: str) -> Iterator[StockStep]:
        """What is consulted for the stock of a SKU, in order; the first that says something counts."""
        yield from stock_steps(self.reader, self.market, sku)
        if product.bundle:
            yield StockStep("", bundles.stock(self.part_stocks(product)))
        else:
            yield unlisted(self.reader, self.market)

    def part_stocks(self, bundle: Product) -> list[tuple[bundles.Part, Stock]]:
        """What can be had of each part of a bundle; of one that does not exist nothing."""
        if bundles.loop(self.reader, bundle.key):
            return []
        return [(part, self._part_stock(part)) for part in bundles.parts(self.reader, bundle)]

    def _part_stock(self, part: bundles.Part) -> Stock:
        product = self.reader.product(part.key) if part.key is not None else None
        return self.stock(product, part.sku, is_part=True) if product else Stock("out_of_stock")

    # Records

    def record(self, entity: str, key: str) -> VisibleRecord | None:
        """A record with its values."""
        record, sheet = self.reader.record(entity, key), self.reader.record_sheet(entity, key)
        return VisibleRecord(self, record, sheet) if record and sheet else None


class _Valued:
    """What a product and a record have in common: values found for an audience."""

    def __init__(self, visible: Visible, sheet: ValueSource) -> None:
        self.visible = visible
        self.sheet = sheet
        self._scope = visible.audience.scope if _speaks(sheet, visible) else ""
        self._found: dict[Any, Resolved] = visible.reader.found.setdefault(
            (sheet.own.path, visible.chain, self._scope), {}
        )

    def value(self, path: str, sku: str | None = None) -> Resolved:
        """The value of a path for this audience; assets are ids, not yet judged: see `assets`."""
        found = self._found.get((path, sku))
        if found is None:
            found = self._found[path, sku] = self._resolved(path, sku)
        return found

    def _resolved(self, path: str, sku: str | None) -> Resolved:
        return resolve(self.sheet, path, Query(self.visible.chain, self._scope, sku))

    def entries(self, root: str, sku: str | None = None) -> dict[str, Resolved]:
        """The entries of assets, related or maps that are present."""
        return entries(self.sheet, root, Query(self.visible.chain, self._scope, sku))

    def assets(self, role: str, sku: str | None = None) -> list[VisibleAsset]:
        """The assets of a role that may be seen, in order, each once."""
        ids = names_in(self.value(f"assets.{role}", sku).value)
        found = {shown.asset.id: shown for id_ in ids if (shown := self.visible.asset(id_))}
        return list(found.values())

    def attributes(self) -> Iterator[Attribute]:
        """The attributes of its family, in display order."""
        yield from self.sheet.family.attributes.values()


class VisibleProduct(_Valued):
    """A product that may be seen, with the SKUs that may be seen."""

    def __init__(self, visible: Visible, product: Product, sheet: ValueSource, skus: tuple[str, ...]) -> None:
        super().__init__(visible, sheet)
        self.product = product
        self.skus = skus

    @property
    def key(self) -> str:
        """The product's key."""
        return self.product.key

    def _resolved(self, path: str, sku: str | None) -> Resolved:
        """As written; a bundle's weight is that of its parts where nobody says it."""
        found = super()._resolved(path, sku)
        weight = None if found.present else bundles.weight(self.part_weights(path))
        return found if weight is None else Resolved(weight, present=True)

    @property
    def weighed(self) -> str:
        """The attribute that holds a weight; empty where the family has none that is a measure."""
        catalog = self.visible.reader.catalog()
        attribute = self.sheet.family.attributes.get(catalog.weight) if catalog else None
        return attribute.code if attribute is not None and attribute.type == "measure" else ""

    def parts(self) -> list[tuple[bundles.Part, VisibleProduct]]:
        """What a bundle contains, each part with its product. It is seen only where all of them are."""
        reader = self.visible.reader
        held = bundles.parts(reader, self.product) if not bundles.loop(reader, self.key) else ()
        shown = [(part, self.visible.product(part.key, is_part=True)) for part in held if part.key is not None]
        return [(part, product) for part, product in shown if isinstance(product, VisibleProduct)]

    def part_weights(self, path: str) -> list[tuple[bundles.Part, Measure | None]]:
        """The weight of each part of a bundle, None where it is not known; empty for a path that is not its weight."""
        parts = self.parts() if self.product.bundle and path == self.weighed else []
        values = [(part, shown.weight_as_part(path, part.sku)) for part, shown in parts]
        return [(part, value if isinstance(value, Measure) else None) for part, value in values]

    def weight_as_part(self, path: str, sku: str) -> Any:
        """What one of its SKUs weighs, for a bundle that holds it."""
        asked = ("weight", self.visible.audience, path, sku)

        def weight(of: Visible) -> Any:
            return VisibleProduct(of, self.product, self.sheet, self.skus).value(path, sku).value

        return self.visible.inside(self.product, True, asked, weight)

    def price(self, sku: str) -> Price | None:
        """What one of its SKUs costs now."""
        return self.visible.price(self.key, sku)

    def stock(self, sku: str) -> Stock:
        """Whether one of its SKUs can be had."""
        return self.visible.stock(self.product, sku)

    def name(self, sku: str | None = None) -> str:
        """What people call it: the value its family names it by, else the key."""
        value = self.value(self.sheet.family.name_from or "name", sku).value
        return value if isinstance(value, str) else self.key

    def slug(self) -> str:
        """Its name in addresses."""
        value = self.value("slug").value
        return value if isinstance(value, str) else self.key


class VisibleRecord(_Valued):
    """A record as an audience sees it."""

    def __init__(self, visible: Visible, record: Record, sheet: ValueSource) -> None:
        super().__init__(visible, sheet)
        self.record = record

    def name(self) -> str:
        """What people call it."""
        value = self.value(self.sheet.family.name_from or "name").value
        return value if isinstance(value, str) else self.record.key


def _speaks(sheet: ValueSource, visible: Visible) -> bool:
    """Whether any file says something for this channel scope; where none does, all scopes see the same values."""
    scope = visible.audience.scope
    files = [sheet.own, *(sheet.translation(locale) for locale in visible.chain if locale != sheet.own.locale)]
    return any(spot[0] == scope for file in files if file is not None for spot in file.keys)
