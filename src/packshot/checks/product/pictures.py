"""Rules of the assets of shown products: images that are hidden, or will be hidden soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.visible_assets import VisibleAsset
from packshot.checks.asset_terms import Terms
from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.engine.types import Timestamp
from packshot.findings import Finding, Location, report
from packshot.model.instants import days_before
from packshot.model.resolve import Resolved
from packshot.model.values import names_in
from packshot.readiness.audiences import measured
from packshot.rules.gates import gates_of, product_gate

DAYS = 30
"""The number of days before the end of a licence from which this end is reported."""

SOLD = ("active", "phase-out")

_At = tuple[str, tuple[str | int, ...]]
"""A path of a file, and keys in the file."""


@rule("asset-hidden asset-ending", "32 36")
def pictures(product: ProductEntry) -> Iterator[Finding]:
    """What it does: warns if the image of a shown product, or another asset that its status requires, is hidden in all
    markets: the asset is not active, its licence has ended, its embargo has not ended, or its rights do not cover any
    of the markets and channels. In the thirty days before a licence ends, the finding is a suggestion. `image_from` of
    the family defines the image.

    Why: a hidden image is missing on every page and in every feed, and the product is shown without an image.

    Example: `assets: {main: fjord-front}`, whose licence ended yesterday. Fix: renew the licence and write its new end
    in `rights: {expires: ...}`, or use another image. `on_expiry: {replace: ...}` in the sidecar sets a replacement in
    advance.
    """
    if product.product is not None and product.sheet is not None and product.product.status in SOLD:
        for path in dict.fromkeys(_required_paths(product)):
            values = [value for file in product.files for value in file.spots.get(path, {}).values()]
            if any(_is_limited(product.reader, id_) for value in values for id_ in names_in(value)):
                yield from _findings(product, path)


def _required_paths(product: ProductEntry) -> Iterator[str]:
    """Yield the paths of the assets that it must be shown with."""
    assert product.product is not None
    assert product.family is not None
    yield product.family.image_from or ""
    for status in gates_of(product.product.status):
        gate = product_gate(product.reader, status)
        if gate is not None:
            yield from (".".join(path[:2]) for path in gate[1].required if path[0] == "assets")
            yield from (f"assets.{role}" for role in gate[0].assets)


def _is_limited(reader: Reader, id_: str) -> bool:
    """Return whether an asset may be hidden from an audience now or soon. Most have no such terms and are skipped."""
    raw = reader.raw(nodes.asset(id_))
    if not isinstance(raw, dict) or raw.keys().isdisjoint(("status", "licence", "rights")):
        return False
    asset = reader.asset(id_)
    terms = Terms(reader, asset) if asset is not None else None
    if terms is None or terms.is_reported:
        return False
    rights = terms.rights
    if terms.asset.status != "active" or rights.territory or rights.channel:
        return True
    is_early = rights.embargo is not None and terms.is_before(rights.embargo)
    return is_early or (rights.expires is not None and not terms.is_before(days_before(rights.expires, DAYS)))


@dataclass
class _Written:
    """A value that names assets: the markets that show the product with it, and the asset that each audience is shown
    last.
    """

    value: Resolved
    markets: dict[str, None] = field(default_factory=dict)
    lasts: list[VisibleAsset] = field(default_factory=list)

    @property
    def ids(self) -> tuple[str, ...]:
        return names_in(self.value.value)

    @property
    def is_safe(self) -> bool:
        """Return whether an asset whose rights do not end is shown to at least one audience."""
        return any(last.until is None for last in self.lasts)

    def add(self, seen: Visible) -> None:
        """Add the market of an audience, and the asset that it is shown last."""
        self.markets[seen.audience.market] = None
        last = _last(seen, self.ids)
        self.lasts += [last] if last is not None else []


def _findings(product: ProductEntry, path: str) -> Iterator[Finding]:
    for written in _written(product, path):
        if not written.lasts:
            yield from _hidden(product, written)
        elif not written.is_safe:
            yield from _ending(product, written, max(written.lasts, key=lambda last: last.until or ""))


def _written(product: ProductEntry, path: str) -> Iterable[_Written]:
    """Return each value that is shown to an audience, by its place. Stops when all of them are safe."""
    found: dict[_At, _Written] = {}
    spots = sum(len(file.spots.get(path, {})) for file in product.files)
    for audience in measured(product.reader):
        seen = Visible(product.reader, audience)
        shown = seen.product(product.key)
        for place, value in _values(shown, path).items() if isinstance(shown, VisibleProduct) else ():
            written = found.setdefault(place, _Written(value))
            if not written.is_safe:
                written.add(seen)
        if len(found) >= spots and all(written.is_safe for written in found.values()):
            break
    return found.values()


def _values(shown: VisibleProduct, path: str) -> dict[_At, Resolved]:
    """Return the values that name assets, by their places."""
    resolved = (shown.value(path, sku) for sku in shown.skus)
    return {(value.place.path, value.place.keys): value for value in resolved if value.place and names_in(value.value)}


def _last(seen: Visible, ids: tuple[str, ...]) -> VisibleAsset | None:
    """Return the asset that is shown last, including replacements of those that end; None if none is shown now."""
    last: VisibleAsset | None = None
    shown = next(_shown(seen, ids, None), None)
    while shown is not None:
        last = shown
        shown = next(_shown(seen, ids, shown.until), None) if shown.until else None
    return last


def _shown(seen: Visible, ids: tuple[str, ...], then: Timestamp | None) -> Iterator[VisibleAsset]:
    return (shown for id_ in ids if (shown := seen.asset(id_, then)) is not None)


def _hidden(product: ProductEntry, written: _Written) -> Iterator[Finding]:
    """Yield the finding of the first existing asset, with the reason why it is hidden."""
    for place, id_ in enumerate(written.ids):
        asset = product.reader.asset(id_) if product.reader.original(id_) else None
        terms = Terms(product.reader, asset) if asset is not None else None
        if terms is not None and not terms.is_reported:
            at = _place(product, written, place)
            yield report("asset-hidden", at, product=product.key, **terms.hidden(written.markets))
            return


def _ending(product: ProductEntry, written: _Written, last: VisibleAsset) -> Iterator[Finding]:
    terms = Terms(product.reader, last.asset)
    if last.until and not terms.is_before(days_before(last.until, DAYS)):
        place = written.ids.index(last.asset.id) if last.asset.id in written.ids else 0
        at = _place(product, written, place)
        yield report("asset-ending", at, product=product.key, **terms.ending(last.until))


def _place(product: ProductEntry, written: _Written, place: int) -> Location:
    """Return the location of an asset's name in the product; of `family:` if the family names it."""
    at = written.value.place
    if at is None or written.value.file is None:
        return Location(product.path, ("family",))
    return Location(at.path, (*at.keys, place) if isinstance(written.value.value, tuple) else at.keys)
