"""What the site shows of a record, in every market and locale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Shown, Visible, audiences
from packshot.engine.types import Item, Json, Listing, View
from packshot.model.audience import Audience
from packshot.model.resolve import Query, resolve
from packshot.model.schema import Category
from packshot.outputs import addresses, category_paths
from packshot.outputs.site import (
    category,
    chooser,
    frames,
    home,
    missing,
    redirect,
    robots,
    sitemap,
    style,
)
from packshot.outputs.site import product as leaf
from packshot.outputs.site.products import Page
from packshot.outputs.site.theme import HTML

if TYPE_CHECKING:
    from packshot.outputs.site import shapes

CARDS = 48
"""Cards on a page of a category, about."""

HIGHLIGHTS = 8
"""Products on the home page, about."""

SITEMAP = "sitemap"


def views(reader: Reader, kind: str, key: str) -> Iterator[View | Item | Listing]:
    """The pages, cards and listings of one record."""
    if kind == "product":
        yield from _product(reader, key)
    elif kind == "category":
        yield from _category(reader, key)
    elif kind == "site":
        yield from _site(reader)


# Products


def _product(reader: Reader, key: str) -> Iterator[View | Item]:
    held = {audience: Visible(reader, audience).product(key) for audience in audiences(reader, frames.SCOPE)}
    seen = {audience: shown for audience, shown in held.items() if isinstance(shown, Shown)}

    def page(audience: Audience) -> str | None:
        shown = seen.get(audience)
        return addresses.product(audience.market, audience.locale, shown.slug()) if shown else None

    others = frames.alternates(reader, page) if seen else []
    for audience in held:
        if audience in seen:
            yield from _shown(seen[audience], others)
        else:
            yield from _replaced(Visible(reader, audience), key)


def _shown(shown: Shown, others: list[shapes.Alternate]) -> Iterator[View | Item]:
    audience, made = shown.visible.audience, Page(shown)
    view = made.view(others)
    path = addresses.product(audience.market, audience.locale, shown.slug())
    yield View(path, leaf.OUTPUT.name, cast(Json, view), HTML, audience.name)
    yield from _cards(shown, made.card())
    yield from made.media.values()
    images = [picture["src"] for picture in view["pictures"]]
    yield _in_sitemap(view["frame"]["canonical"], others, images)
    for old in _former_names(shown):
        path = addresses.product(audience.market, audience.locale, old)
        yield _redirect(shown.visible, path, view["frame"]["canonical"], view["title"])


def _cards(shown: Shown, card: shapes.Card) -> Iterator[Item]:
    """The product's card in every category that shows it, and on the home page, which shows pictures only."""
    reader, audience = shown.visible.reader, shown.visible.audience
    tree = frames.tree(reader)
    if card["picture"]:
        yield Item(_home_id(audience), shown.key, cast(Json, card))
    for key in category_paths.above(reader, shown.product):
        if category_paths.line(reader, key)[0] == tree:
            yield Item(_category_id(audience, key), shown.key, cast(Json, card))


def _former_names(shown: Shown) -> Iterator[str]:
    """Names under which its page stood before; only keys and slugs, for SKUs have no page of their own."""
    reader, product = shown.visible.reader, shown.product
    old = list(product.formerly)
    for locale in shown.visible.chain:
        translation = reader.translation(product.key, locale)
        old += translation.formerly if translation else ()
    named = {shown.slug(), *shown.skus}
    yield from dict.fromkeys(name for name in old if name not in named and name == addresses.anchor(name))


def _replaced(visible: Visible, key: str) -> Iterator[View]:
    """A retired product leads to the one that takes its place, unless lifecycle.yaml shows it all the same."""
    other = _successor(visible, key)
    if other is not None and other.key != key:
        audience, base = visible.audience, frames.address(visible.reader)[1]
        href = addresses.href(addresses.product(audience.market, audience.locale, other.slug()), base)
        sheet = visible.reader.sheet(key)
        slug = resolve(sheet, "slug", Query(visible.chain)).value if sheet else None
        path = addresses.product(audience.market, audience.locale, slug if isinstance(slug, str) else key)
        yield _redirect(visible, path, href, other.name())


def _successor(visible: Visible, key: str) -> Shown | None:
    """The first product that is shown along the chain of retired ones; None where the chain ends before, or turns."""
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        shown, product = visible.product(key), visible.reader.product(key)
        if isinstance(shown, Shown):
            return shown
        if product is None or product.status != "retired" or not product.replaced_by:
            return None
        named = visible.reader.named(product.replaced_by)
        key = named[0] if named else key
    return None


def _redirect(visible: Visible, path: str, href: str, title: str) -> View:
    origin, base = frames.address(visible.reader)
    catalog, audience = visible.reader.catalog(), visible.audience
    data: shapes.RedirectView = {
        "site": catalog.name if catalog else "",
        "origin": origin,
        "locale": audience.locale,
        "style": addresses.href(style.path(frames.STYLE), base),
        "href": href,
        "title": title,
        "words": {},
    }
    return View(path, redirect.OUTPUT.name, cast(Json, data), HTML, audience.name)


# Categories


def _category(reader: Reader, key: str) -> Iterator[View | Listing | Item]:
    found = reader.category(key)
    if found is None or found.tree != frames.tree(reader):
        return
    others = frames.alternates(reader, lambda audience: addresses.category(audience.market, audience.locale, key))
    for audience in audiences(reader, frames.SCOPE):
        head = _category_head(Visible(reader, audience), key, others)
        yield Listing(_category_id(audience, key), category.OUTPUT.name, CARDS, cast(Json, head))
        yield _in_sitemap(head["frame"]["canonical"], others, [])
        for old in _former_keys(reader, found):
            path = addresses.category(audience.market, audience.locale, old)
            yield _redirect(Visible(reader, audience), path, head["frame"]["canonical"], head["title"])


def _former_keys(reader: Reader, found: Category) -> list[str]:
    """Keys under which its pages stood before, and no category stands now."""
    return [old for old in dict.fromkeys(found.formerly) if reader.category(old) is None]


def _category_head(visible: Visible, key: str, others: list[shapes.Alternate]) -> shapes.CategoryListing:
    audience, reader = visible.audience, visible.reader
    line = [above.key for above in reader.path_to(key)]
    below = [child for child in reader.below(key) if reader.category(child)]
    path = addresses.category(audience.market, audience.locale, key)
    return {
        "frame": frames.frame(visible, path, others, line[0] if line else ""),
        "key": key,
        "title": frames.category_label(visible, key),
        "summary": "",
        "description": "",
        "breadcrumb": frames.breadcrumb(visible, line[:-1]),
        "children": [_tile(visible, child) for child in below],
        "prose": "",
    }


def _tile(visible: Visible, key: str) -> shapes.Tile:
    return {"href": frames.category_href(visible, key), "label": frames.category_label(visible, key), "picture": None}


# The site as a whole


def _site(reader: Reader) -> Iterator[View | Item | Listing]:
    everybody = list(audiences(reader, frames.SCOPE))
    others = frames.alternates(reader, lambda audience: addresses.home(audience.market, audience.locale))
    for audience in everybody:
        view = _home(Visible(reader, audience), others)
        yield Listing(_home_id(audience), home.OUTPUT.name, HIGHLIGHTS, cast(Json, view))
        yield _in_sitemap(view["frame"]["canonical"], others, [])
    if everybody:
        yield from _roots(Visible(reader, everybody[0]), others)
    yield View(style.path(frames.STYLE), style.OUTPUT.name, cast(Json, frames.STYLE), "text/css")
    origin, base = frames.address(reader)
    yield Listing(SITEMAP, sitemap.OUTPUT.name, sitemap.size(len(everybody), 4), {"origin": origin, "base": base})
    rules: shapes.RobotsView = {"sitemap": addresses.absolute(origin, base + addresses.SITEMAP), "disallow": []}
    yield View(addresses.ROBOTS, robots.OUTPUT.name, cast(Json, rules), "text/plain")


def _home(visible: Visible, others: list[shapes.Alternate]) -> shapes.HomeView:
    audience, catalog = visible.audience, visible.reader.catalog()
    name = catalog.name if catalog else ""
    return {
        "frame": frames.frame(visible, addresses.home(audience.market, audience.locale), others),
        "title": name,
        "summary": "",
        "hero": {"title": name, "text": "", "picture": None, "action": None},
        "tiles": [_tile(visible, key) for key in frames.roots(visible.reader)],
        "highlights": [],
        "prose": "",
        "logo": "",
    }


def _roots(visible: Visible, others: list[shapes.Alternate]) -> Iterator[View]:
    """The pages that belong to no market: where markets are chosen, and what stands for a missing page."""
    places = _places(visible.reader, others)
    for path, name in ((addresses.CHOOSER, chooser.OUTPUT.name), (addresses.MISSING, missing.OUTPUT.name)):
        frame = frames.frame(visible, path, [])
        bare: shapes.Frame = {**frame, "place": "", "nav": [], "alternates": []}
        yield View(path, name, {"frame": cast(Json, bare), "places": cast(Json, places)}, HTML)


def _places(reader: Reader, others: list[shapes.Alternate]) -> list[shapes.Place]:
    """The markets with their home pages."""
    base = frames.address(reader)[1]
    found: dict[str, shapes.Place] = {}
    for audience in audiences(reader, frames.SCOPE):
        country, _, language = frames.place(reader, audience).partition(" – ")
        href = addresses.href(addresses.home(audience.market, audience.locale), base)
        page: shapes.Alternate = {"hreflang": frames.hreflang(audience), "href": href, "label": language}
        found.setdefault(audience.market, {"label": country, "pages": []})["pages"].append(page)
    return list(found.values())


def _in_sitemap(href: str, others: list[shapes.Alternate], images: list[str]) -> Item:
    return Item(SITEMAP, href, {"href": href, "alternates": cast(Json, others), "images": cast(Json, images)})


def _home_id(audience: Audience) -> str:
    return f"site/{audience.market}/{audience.locale}"


def _category_id(audience: Audience, key: str) -> str:
    return f"site/{audience.market}/{audience.locale}/{key}"
