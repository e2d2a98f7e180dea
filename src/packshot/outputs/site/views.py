"""The views of a product, a category, or the site as a whole, for every market and locale of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from packshot.catalog.audiences import audiences
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.engine.types import Item, Json, Listing, View
from packshot.model.audience import OVERVIEW, Audience
from packshot.model.config import SITE_SCOPE
from packshot.model.resolve import Query, resolve
from packshot.outputs import addresses, category_paths, collation
from packshot.outputs.site import category, chooser, frames, home, missing, redirect, robots, sitemap, style
from packshot.outputs.site import product as leaf
from packshot.outputs.site.products import Page
from packshot.outputs.site.theme import HTML
from packshot.outputs.values import category_label

if TYPE_CHECKING:
    from packshot.outputs.site import shapes
    from packshot.outputs.site.frame_shapes import Alternate, Frame
    from packshot.outputs.site.product_shapes import Card

CARDS = 48
"""Approximate number of cards on a page of a category."""

HIGHLIGHTS = 8
"""Approximate number of products on the home page."""

SITEMAP = "sitemap"


def views(reader: Reader, kind: str, key: str) -> Iterator[View | Item | Listing]:
    """Yield the views, items and listings of a product, a category, or (kind `site`) the site as a whole.

    Other kinds yield nothing.
    """
    if kind == "product":
        yield from _product(reader, key)
    elif kind == "category":
        yield from _category(reader, key)
    elif kind == "site":
        yield from _site(reader)


# Products


def _product(reader: Reader, key: str) -> Iterator[View | Item]:
    found = {audience: Visible(reader, audience).product(key) for audience in audiences(reader, SITE_SCOPE)}
    pages = {audience: Page(shown) for audience, shown in found.items() if isinstance(shown, VisibleProduct)}
    paths = {audience: page.path for audience, page in pages.items()}
    others = frames.alternates(reader, paths.get) if pages else []
    for audience in found:
        if audience in pages:
            yield from _page(pages[audience], others)
        else:
            yield from _replaced(Visible(reader, audience), key)


def _page(page: Page, others: list[Alternate]) -> Iterator[View | Item]:
    shown, audience, view = page.shown, page.visible.audience, page.view(others)
    yield View(page.path, leaf.OUTPUT.name, cast(Json, view), HTML, audience.id)
    yield from _cards(shown, page.card())
    yield from page.files.views.values()
    yield _in_sitemap(view["frame"]["canonical"], others, [picture["src"] for picture in view["pictures"]])
    for name in _former_names(shown):
        path = addresses.product(audience.market, audience.locale, name)
        yield _redirect(shown.visible, path, view["frame"]["canonical"], view["title"])


def _cards(shown: VisibleProduct, card: Card) -> Iterator[Item]:
    """Yield the product's card in every category that shows it, sorted by name, and on the home page if it has an
    image.
    """
    reader, audience = shown.visible.reader, shown.visible.audience
    tree, order = frames.tree(reader), _order(shown)
    if card["picture"]:
        yield Item(_home_id(audience), shown.key, cast(Json, card))
    for key in category_paths.above(reader, shown.product):
        if category_paths.line(reader, key)[0] == tree:
            yield Item(_category_id(audience, key), shown.key, cast(Json, card), order=order)


def _order(shown: VisibleProduct) -> str:
    """Return the sort key of a product on the site: its name, then its key."""
    return f"{collation.sort_key(shown.name(), shown.visible.audience.locale)}{collation.SEPARATOR}{shown.key}"


def _former_names(shown: VisibleProduct) -> Iterator[str]:
    """Yield the former names of the page; only keys and slugs, because SKUs have no page."""
    names = list(shown.product.formerly)
    for locale in shown.visible.chain:
        translation = shown.visible.reader.translation(shown.key, locale)
        names += translation.formerly if translation else ()
    current = {shown.slug(), *shown.skus}
    yield from dict.fromkeys(name for name in names if name not in current and name == addresses.anchor(name))


def _replaced(visible: Visible, key: str) -> Iterator[View]:
    """Yield a redirect from a retired product to its replacement, unless lifecycle.yaml shows the retired one."""
    other = _successor(visible, key)
    if other is not None and other.key != key:
        audience, sheet = visible.audience, visible.reader.sheet(key)
        slug = resolve(sheet, "slug", Query(visible.chain)).value if sheet else None
        path, new = (
            addresses.product(audience.market, audience.locale, name)
            for name in (slug if isinstance(slug, str) else key, other.slug())
        )
        yield _redirect(visible, path, addresses.href(new, frames.address(visible.reader)[1]), other.name())


def _successor(visible: Visible, key: str) -> VisibleProduct | None:
    """Return the first visible product along the chain of retired ones; None if the chain ends before, or is a
    cycle.
    """
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        shown, product = visible.product(key), visible.reader.product(key)
        if isinstance(shown, VisibleProduct):
            return shown
        if product is None or product.status != "retired" or not product.replaced_by:
            return None
        named = visible.reader.named(product.replaced_by)
        key = named[0] if named else key
    return None


def _redirect(visible: Visible, path: str, href: str, title: str) -> View:
    origin, base = frames.address(visible.reader)
    data: shapes.RedirectView = {
        "site": frames.site_name(visible.reader),
        "origin": origin,
        "locale": visible.audience.locale,
        "style": addresses.href(style.path(frames.STYLE), base),
        "href": href,
        "title": title,
        "words": {},
    }
    return View(path, redirect.OUTPUT.name, cast(Json, data), HTML, visible.audience.id)


# Categories


def _category(reader: Reader, key: str) -> Iterator[View | Listing | Item]:
    found = reader.category(key)
    if found is None or found.tree != frames.tree(reader):
        return
    former = [old for old in dict.fromkeys(found.formerly) if reader.category(old) is None]
    others = frames.alternates(reader, lambda audience: addresses.category(audience.market, audience.locale, key))
    for audience in audiences(reader, SITE_SCOPE):
        visible = Visible(reader, audience)
        head = _category_head(visible, key, others)
        yield Listing(_category_id(audience, key), category.OUTPUT.name, CARDS, _for(audience, head), ordered=True)
        yield _in_sitemap(head["frame"]["canonical"], others, [])
        for old in former:
            path = addresses.category(audience.market, audience.locale, old)
            yield _redirect(visible, path, head["frame"]["canonical"], head["title"])


def _category_head(visible: Visible, key: str, others: list[Alternate]) -> shapes.CategoryListing:
    reader = visible.reader
    line = [above.key for above in reader.path_to(key)]
    path = addresses.category(visible.audience.market, visible.audience.locale, key)
    return {
        "frame": frames.frame(visible, path, others, line[0] if line else ""),
        "key": key,
        "title": category_label(visible, key),
        "summary": "",
        "description": "",
        "breadcrumb": frames.breadcrumb(visible, line[:-1]),
        "children": [_tile(visible, child) for child in reader.below(key) if reader.category(child)],
        "prose": "",
    }


def _tile(visible: Visible, key: str) -> shapes.Tile:
    return {**frames.category_link(visible, key), "picture": None}


# The site as a whole


def _site(reader: Reader) -> Iterator[View | Item | Listing]:
    every_audience = list(audiences(reader, SITE_SCOPE))
    others = frames.alternates(reader, lambda audience: addresses.home(audience.market, audience.locale))
    for audience in every_audience:
        view = _home(Visible(reader, audience), others)
        yield Listing(_home_id(audience), home.OUTPUT.name, HIGHLIGHTS, _for(audience, view))
        yield _in_sitemap(view["frame"]["canonical"], others, [])
    if every_audience:
        yield from _roots(Visible(reader, every_audience[0]))
    yield View(style.path(frames.STYLE), style.OUTPUT.name, cast(Json, frames.STYLE), "text/css")
    origin, base = frames.address(reader)
    yield Listing(SITEMAP, sitemap.OUTPUT.name, sitemap.size(len(every_audience), 4), {"origin": origin, "base": base})
    rules = {"sitemap": addresses.absolute(origin, base + addresses.SITEMAP), "disallow": []}
    yield View(addresses.ROBOTS, robots.OUTPUT.name, rules, "text/plain")


def _home(visible: Visible, others: list[Alternate]) -> shapes.HomeView:
    name = frames.site_name(visible.reader)
    path = addresses.home(visible.audience.market, visible.audience.locale)
    return {
        "frame": frames.frame(visible, path, others),
        "title": name,
        "summary": "",
        "hero": {"title": name, "text": "", "picture": None, "action": None},
        "tiles": [_tile(visible, key) for key in frames.roots(visible.reader)],
        "highlights": [],
        "prose": "",
        "logo": "",
    }


def _roots(visible: Visible) -> Iterator[View]:
    """Yield the pages that belong to no market: the choice of markets, and the page for unknown addresses."""
    markets = _markets(visible.reader)
    for path, name in ((addresses.CHOOSER, chooser.OUTPUT.name), (addresses.MISSING, missing.OUTPUT.name)):
        frame: Frame = {**frames.frame(visible, path, []), "place": "", "nav": []}
        yield View(path, name, {"frame": cast(Json, frame), "places": cast(Json, markets)}, HTML, flags=(OVERVIEW,))


def _markets(reader: Reader) -> list[shapes.MarketHomes]:
    """Return the markets with their home pages."""
    base = frames.address(reader)[1]
    found: dict[str, shapes.MarketHomes] = {}
    for audience in audiences(reader, SITE_SCOPE):
        country, _, language = frames.audience_label(reader, audience).partition(" – ")
        href = addresses.href(addresses.home(audience.market, audience.locale), base)
        page: Alternate = {"hreflang": audience.hreflang, "href": href, "label": language}
        found.setdefault(audience.market, {"label": country, "pages": []})["pages"].append(page)
    return list(found.values())


def _in_sitemap(href: str, others: list[Alternate], images: list[str]) -> Item:
    return Item(SITEMAP, href, {"href": href, "alternates": cast(Json, others), "images": cast(Json, images)})


def _for(audience: Audience, head: object) -> Json:
    """Return the declaration of a listing: the audience of its pages, and their head."""
    return {"audience": audience.id, "head": head}


def _home_id(audience: Audience) -> str:
    return f"site/{audience.market}/{audience.locale}"


def _category_id(audience: Audience, key: str) -> str:
    return f"site/{audience.name}/{key}"
