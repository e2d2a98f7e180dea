"""The readiness of one product as an item of an aggregate: its completeness and quality for all measured audiences, and
the freshness of its translations.
"""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible
from packshot.engine.parsing import fields, many, mapping, number, row, text
from packshot.engine.types import Item, Json, Listing
from packshot.model.audience import PLACE
from packshot.model.config import Quality
from packshot.readiness import duplicate_texts
from packshot.readiness.audiences import measured
from packshot.readiness.completeness import completeness, skus
from packshot.readiness.quality import quality
from packshot.readiness.translation import freshness
from packshot.readiness.values import Values, values_of

READY = "ready"
"""The listing, whose members are the products by key."""

FORM = fields(
    family=text,
    status=text,
    name=text,
    rows=many(row(text, text, text, number, mapping(number), many(row(number, number)))),
    fresh=many(row(text, number, number, number, many(text))),
    texts=mapping(number),
)
"""The schema of a member's data."""


def entries(reader: Reader, kind: str, key: str) -> Iterator[Item | Listing]:
    """Yield the items of a product for reports: its readiness and its texts. For the kind `site`, yield the listing of
    texts.

    A retired product, a product whose files cannot be read, and other kinds yield nothing.
    """
    if kind == "site":
        yield duplicate_texts.LISTING
    values = values_of(reader, key) if kind == "product" else None
    if values is not None and values.product.status != "retired":
        yield Item(READY, key, _readiness(values))
        yield from duplicate_texts.texts(values)


def _readiness(values: Values) -> Json:
    product = values.product
    name = values.sheet.family.name_from or "name"
    title = values.sheet.own.spots.get(name, {}).get(("",))
    return {
        "family": product.family,
        "status": product.status,
        "name": title if isinstance(title, str) else product.key,
        "rows": list(_rows(values)),
        "fresh": list(_fresh(values)),
        "texts": duplicate_texts.counts(values),
    }


def _rows(values: Values) -> Iterator[Json]:
    """Yield the audience, completeness and quality counts for each audience whose market sells one of the SKUs."""
    for audience in measured(values.reader):
        visible = Visible(values.reader, audience)
        counted = skus(values, visible)
        if counted:
            yield [audience.scope, audience.market, audience.locale, *_numbers(values, visible, counted)]


def _numbers(values: Values, visible: Visible, counted: tuple[str | None, ...]) -> Json:
    """Return required, missing, and quality counts; computed once for audiences that cannot differ."""
    catalog = values.reader.catalog()
    limits = catalog.quality if catalog is not None else Quality()
    key = ("numbers", counted, visible.audience.seen(*_ignored(values, visible.audience.scope, limits)))
    if key not in values.found:
        found = completeness(values, visible, counted)
        counts = [list(count) for count in quality(values, visible, counted, limits)]
        values.found[key] = [found.required, dict(found.missing), counts]
    return values.found[key]


def _ignored(values: Values, scope: str, limits: Quality) -> Iterator[str]:
    """Yield the fields of an audience on which the numbers of a product do not depend."""
    if values.product.bundle or _requires_offers(values):
        return
    names_assets = _names_assets(values)
    yield from (field for field in PLACE if field != "country" or not names_assets)
    if not names_assets and scope not in values.scopes | values.sheet.family.required.keys() | limits.lengths.keys():
        yield "scope"


def _names_assets(values: Values) -> bool:
    """Return whether it has assets, which may be hidden in some countries and channels."""
    return any(path.startswith("assets.") for file in values.files for path in file.spots)


def _requires_offers(values: Values) -> bool:
    """Return whether its family requires price or stock, which each market defines."""
    return any(path in ("price", "stock") for paths in values.sheet.family.required.values() for path in paths)


def _fresh(values: Values) -> Iterator[Json]:
    for file in values.files[1:]:
        found = freshness(values, file)
        yield [file.locale, found.fresh, found.stale, found.unknown, list(found.behind)]
