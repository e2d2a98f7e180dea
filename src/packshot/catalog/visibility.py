"""Visibility: the reader restricted to one audience. Status, dates, rights and territory are applied only here.

All published outputs use this module; hidden data reaches no page, feed, document or slice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from packshot.catalog import bundles
from packshot.catalog.hidden import Hidden
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
from packshot.findings import Note, note
from packshot.model.audience import PLACE, Audience
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


class Visible:
    """A reader of the entities that one audience may see."""

    def __init__(self, reader: Reader, audience: Audience) -> None:
        self.reader = reader
        self.audience = audience
        self.chain = reader.remembered(("chain", audience.locale), lambda inner: inner.chain(audience.locale))

    @property
    def market(self) -> Market | None:
        """Return the market of the audience; None if the market does not exist or cannot be read."""
        return self.reader.market(self.audience.market)

    def product(self, key: str, *, is_part: bool = False) -> VisibleProduct | Hidden:
        """Return a product with its visible SKUs, or the reason why it is hidden.

        `is_part` means that the product is requested as a part of a bundle.
        """
        product = self.reader.product(key)
        sheet = self.reader.sheet(key) if product else None
        if product is None or sheet is None:
            return Hidden.by("absent")
        cache_key = ("skus", self.audience.seen("locale", *self._unused_scope(product)), key)
        skus = self._once(
            cache_key, lambda: self.inside(product, is_part, cache_key, lambda visible: visible._skus(product))
        )
        return skus if isinstance(skus, Hidden) else VisibleProduct(self, product, sheet, skus)

    def _once(self, key: Any, make: Callable[[], T]) -> T:
        """Return a result of this evaluation, computed once."""
        found = self.reader.found
        if key not in found:
            found[key] = make()
        return cast(T, found[key])

    def inside(self, product: Product, is_part: bool, key: Any, make: Callable[[Visible], T]) -> T:
        """Return the result of `make` for a product.

        For a bundle that is a part of another bundle (`is_part`), the result is computed once for all outer bundles.
        """
        if not (is_part and product.bundle):
            return make(self)
        cache_key = ("part", self.audience.locale, *key)
        return self.reader.remembered(cache_key, lambda inner: make(Visible(inner, self.audience)))

    def _unused_scope(self, product: Product) -> tuple[str, ...]:
        """Return ("scope",) if the visibility of a product is the same for all channel scopes; else nothing.

        Visibility never depends on the locale. The parts of a bundle may have any status.
        """
        own = {product.status, *(variant.status for variant in product.variants.values() if variant.status)}
        statuses = STATUSES if product.bundle else own
        is_used = any(self._stage(each).names_scope(self.audience.scope) for each in statuses)
        return () if is_used else ("scope",)

    def _stage(self, status: Status) -> Stage:
        return self._once(("stage", status), lambda: self.reader.stage(status))

    def shows(self, status: Status) -> Showing:
        """Return when entities of a status are shown to this audience: `always`, `in-stock` or `never`."""
        return self._stage(status).shows(self.audience.scope)

    def _skus(self, product: Product) -> tuple[str, ...] | Hidden:
        """Return the visible SKUs, or the reason why the product is hidden."""
        hidden = self._hidden_by_schedule(product)
        if hidden:
            return hidden
        found = {sku: self.hidden(product, sku) for sku in iter_skus(product)}
        reasons = dict.fromkeys(reason for why in found.values() if why for reason in why.reasons)
        visible = tuple(sku for sku, why in found.items() if why is None)
        return visible or (Hidden(tuple(reasons)) if reasons else Hidden.by("no-sku"))

    def hidden(self, product: Product, sku: str) -> Hidden | None:
        """Return the reason why a SKU is hidden; None if it is visible.

        The status and dates that hide a whole product are evaluated by `product`, not here.
        """
        variant = product.variants.get(sku)
        hidden = self._hidden_by_schedule(variant) if variant else None
        if hidden:
            return hidden
        status = (variant.status if variant else None) or product.status
        if self.shows(status) == "in-stock" and self.stock(product, sku).state == "out_of_stock":
            return Hidden.by("out-of-stock", status=status)
        if product.bundle and (by_parts := self._hidden_by_parts(product)):
            return by_parts
        return Hidden.by("not-sold") if refused(self.reader, self.audience, product.key, sku) else None

    def _hidden_by_schedule(self, thing: Scheduled) -> Hidden | None:
        """Return why status or dates hide a product or variant; None if they do not."""
        if thing.status and (by_status := self._hidden_by_status(thing.status)):
            return Hidden((by_status,))
        if thing.available_from and self.before(self.begins(thing.available_from)):
            return Hidden.by("available-from", date=thing.available_from)
        if thing.available_until and not self.before(self.begins(thing.available_until)):
            return Hidden.by("available-until", date=thing.available_until)
        return None

    def _hidden_by_parts(self, bundle: Product) -> Hidden | None:
        """Return why a part of a bundle is hidden, which hides the bundle; None if all are visible."""
        if found := bundles.loop(self.reader, bundle.key):
            return Hidden.by("bundle-cycle" if found.circle else "bundle-deep", path=found.keys)
        for part in bundles.parts(self.reader, bundle):
            why = self._hidden_part(part)
            if why is not None:
                return Hidden.by("part", sku=part.sku, reasons=why.reasons)
        return None

    def _hidden_part(self, part: bundles.Part) -> Hidden | None:
        """Return why a part is hidden; None if it is visible."""
        shown = self.product(part.key, is_part=True) if part.key is not None else Hidden.by("absent")
        if isinstance(shown, Hidden) or part.sku in shown.skus:
            return shown if isinstance(shown, Hidden) else None
        return self.hidden(shown.product, part.sku)

    def _hidden_by_status(self, status: Status) -> Note | None:
        """Return why a status is hidden from this audience; None if it is shown."""
        if self.shows(status) != "never":
            return None
        scope = self.audience.scope if self._stage(status).is_shown else None
        return note("hidden.status", status=status, scope=scope)

    def begins(self, moment: str) -> Timestamp:
        """Return the timestamp at which a date or timestamp begins in the time zone of the audience."""
        return begins(moment, self.audience.zone)

    def before(self, moment: Timestamp) -> bool:
        """Return whether the current time is before this timestamp. The comparison is recorded as a dependency."""
        self.reader.instant(moment)
        return self.reader.as_of < moment

    # Assets

    def asset(self, id_: str, then: Timestamp | None = None) -> VisibleAsset | None:
        """Return the asset, or the first replacement, that may be shown at `then` (default: now); None if all are
        hidden.
        """
        cache_key = ("asset", self.audience.seen(), id_, then)
        return self._once(cache_key, lambda: next((shown for shown, _ in self.asset_steps(id_, then) if shown), None))

    def asset_steps(self, id_: str, then: Timestamp | None = None) -> Iterator[tuple[VisibleAsset | None, Decision]]:
        """Yield an asset (None if it is hidden) and the decision about it, then the same for each replacement
        in turn.
        """
        return asset_steps(self.reader, self.audience, self._hidden_by_status, id_, then)

    # Price and stock

    def price(self, key: str, sku: str) -> Price | None:
        """Return the current price of a SKU of a product; None if the SKU has no price."""
        return self.price_decision(key, sku).price

    def price_decision(self, key: str, sku: str) -> PriceDecision:
        """Return the price of a SKU of a product, or the reason why it has no price."""
        market, audience = self.market, self.audience
        has_one = market is not None and not market.tax  # without a tax class, a value of the product
        cache_key = ("price", audience.seen("locale", "scope") if has_one else audience.seen(), sku)
        return self._once(cache_key, lambda: price_of(self.reader, audience, self.chain, key, sku))

    def stock(self, product: Product, sku: str, *, is_part: bool = False) -> Stock:
        """Return the stock of a SKU of a product. For a bundle without a stock line, it is computed from the parts."""
        cache_key = ("stock", self.audience.seen("locale", "scope", "customers", "partner"), sku)

        def settle(visible: Visible) -> Stock:
            return next(step.stock for step in visible.stock_steps(product, sku) if step.stock)

        return self._once(cache_key, lambda: self.inside(product, is_part, cache_key, settle))

    def stock_steps(self, product: Product, sku: str) -> Iterator[StockStep]:
        """Yield the sources for the stock of a SKU, in order; the first source whose `stock` is not None applies."""
        yield from stock_steps(self.reader, self.market, sku)
        if product.bundle:
            yield StockStep("", bundles.stock(self.part_stocks(product)))
        else:
            yield unlisted(self.reader, self.market)

    def part_stocks(self, bundle: Product) -> list[tuple[bundles.Part, Stock]]:
        """Return each part of a bundle with its stock; a part that does not exist is out of stock.

        The list is empty if the bundle contains itself or is nested too deeply.
        """
        if bundles.loop(self.reader, bundle.key):
            return []
        return [(part, self._part_stock(part)) for part in bundles.parts(self.reader, bundle)]

    def _part_stock(self, part: bundles.Part) -> Stock:
        product = self.reader.product(part.key) if part.key is not None else None
        return self.stock(product, part.sku, is_part=True) if product else Stock("out_of_stock")

    # Records

    def record(self, entity: str, key: str) -> VisibleRecord | None:
        """Return a record with its values; None if the record or its family does not exist or cannot be read."""
        record, sheet = self.reader.record(entity, key), self.reader.record_sheet(entity, key)
        return VisibleRecord(self, record, sheet) if record and sheet else None


class _Valued:
    """Base of visible products and records: values resolved for an audience.

    Written and calculated values depend on the locale and the scope only; those of a bundle also on its visible parts.
    """

    def __init__(self, visible: Visible, sheet: ValueSource, *, is_bundle: bool = False) -> None:
        self.visible = visible
        self.sheet = sheet
        uses_scope = _uses_scope(sheet, visible)
        self._scope = visible.audience.scope if uses_scope else ""
        ignored = () if is_bundle else PLACE if uses_scope else (*PLACE, "scope")
        cache_key = (sheet.own.path, visible.audience.seen(*ignored))
        self._found: dict[Any, Resolved] = visible.reader.found.setdefault(cache_key, {})

    def value(self, path: str, sku: str | None = None) -> Resolved:
        """Return the value of a path for this audience.

        Assets are returned as ids, including hidden ones; `assets` returns only the visible assets.
        """
        found = self._found.get((path, sku))
        if found is None:
            found = self._found[path, sku] = self._resolved(path, sku)
        return found

    def _resolved(self, path: str, sku: str | None) -> Resolved:
        return resolve(self.sheet, path, Query(self.visible.chain, self._scope, sku))

    def entries(self, root: str, sku: str | None = None) -> dict[str, Resolved]:
        """Return the entries of `root` (`assets`, `related` or `maps`) that have a value, by name."""
        return entries(self.sheet, root, Query(self.visible.chain, self._scope, sku))

    def assets(self, role: str, sku: str | None = None) -> list[VisibleAsset]:
        """Return the visible assets of a role, in order, each once."""
        ids = names_in(self.value(f"assets.{role}", sku).value)
        found = {shown.asset.id: shown for id_ in ids if (shown := self.visible.asset(id_))}
        return list(found.values())

    def attributes(self) -> Iterator[Attribute]:
        """Yield the attributes of the family, in display order."""
        yield from self.sheet.family.attributes.values()


class VisibleProduct(_Valued):
    """A visible product with its visible SKUs."""

    def __init__(self, visible: Visible, product: Product, sheet: ValueSource, skus: tuple[str, ...]) -> None:
        super().__init__(visible, sheet, is_bundle=bool(product.bundle))
        self.product = product
        self.skus = skus

    @property
    def key(self) -> str:
        """Return the key of the product."""
        return self.product.key

    def _resolved(self, path: str, sku: str | None) -> Resolved:
        """Return the value as written; an unwritten weight of a bundle is that of its parts."""
        found = super()._resolved(path, sku)
        weight = None if found.present else bundles.weight(self.part_weights(path))
        return found if weight is None else Resolved(weight, present=True)

    @property
    def weight_attribute(self) -> str:
        """Return the code of the weight attribute; empty if the family has no such attribute of type `measure`."""
        catalog = self.visible.reader.catalog()
        attribute = self.sheet.family.attributes.get(catalog.weight) if catalog else None
        return attribute.code if attribute is not None and attribute.type == "measure" else ""

    def parts(self) -> list[tuple[bundles.Part, VisibleProduct]]:
        """Return each part of a bundle with its product, except the parts whose product is hidden or does not exist.

        The list is empty if the bundle contains itself or is nested too deeply.
        """
        reader = self.visible.reader
        entries = bundles.parts(reader, self.product) if not bundles.loop(reader, self.key) else ()
        shown = [(part, self.visible.product(part.key, is_part=True)) for part in entries if part.key is not None]
        return [(part, product) for part, product in shown if isinstance(product, VisibleProduct)]

    def part_weights(self, path: str) -> list[tuple[bundles.Part, Measure | None]]:
        """Return each of the `parts` of a bundle with its weight (None: unknown); empty if `path` is not the weight."""
        parts = self.parts() if self.product.bundle and path == self.weight_attribute else []
        values = [(part, shown.weight_as_part(path, part.sku)) for part, shown in parts]
        return [(part, value if isinstance(value, Measure) else None) for part, value in values]

    def weight_as_part(self, path: str, sku: str) -> Any:
        """Return the weight of a SKU of the product, for a bundle that contains the SKU; None if it is unknown."""
        cache_key = ("weight", self.visible.audience.seen(), path, sku)

        def weight(visible: Visible) -> Any:
            return VisibleProduct(visible, self.product, self.sheet, self.skus).value(path, sku).value

        return self.visible.inside(self.product, True, cache_key, weight)

    def name(self, sku: str | None = None) -> str:
        """Return the display name: the value of the family's `name_from` (default: `name`), or the product key if there
        is no value.
        """
        value = self.value(self.sheet.family.name_from or "name", sku).value
        return value if isinstance(value, str) else self.key

    def text(self, code: str, sku: str | None = None) -> str:
        """Return the text value of an attribute, unchanged; empty if there is no such text."""
        value = self.value(code, sku).value if code in self.sheet.family.attributes else None
        return value if isinstance(value, str) else ""

    def slug(self) -> str:
        """Return the name of the product in URLs: the value of `slug`, or the key if there is no value."""
        value = self.value("slug").value
        return value if isinstance(value, str) else self.key


class VisibleRecord(_Valued):
    """A record with its values for one audience."""

    def __init__(self, visible: Visible, record: Record, sheet: ValueSource) -> None:
        super().__init__(visible, sheet)
        self.record = record

    def name(self) -> str:
        """Return the display name: the value of the family's `name_from` (default: `name`), or the record key if there
        is no value.
        """
        value = self.value(self.sheet.family.name_from or "name").value
        return value if isinstance(value, str) else self.record.key


def _uses_scope(sheet: ValueSource, visible: Visible) -> bool:
    """Return whether any file has a value for this channel scope; if none has, all scopes have the same values."""
    scope = visible.audience.scope
    files = [sheet.own, *(sheet.translation(locale) for locale in visible.chain if locale != sheet.own.locale)]
    return any(spot[0] == scope for file in files if file is not None for spot in file.keys)
