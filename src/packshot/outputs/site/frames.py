"""The frame of a page: names, navigation, and links to the same page for other markets and languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from packshot.catalog.audiences import audiences
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible
from packshot.model.audience import Audience
from packshot.model.config import SITE_SCOPE
from packshot.model.labels import label_in
from packshot.outputs import addresses
from packshot.outputs.site import style
from packshot.outputs.values import category_label

if TYPE_CHECKING:
    from packshot.outputs.site.frame_shapes import Alternate, Frame, Link
    from packshot.outputs.site.shapes import StyleView

STYLE: StyleView = {"accent": "", "accent_dark": ""}


def frame(visible: Visible, path: str, alternates: list[Alternate], section: str = "") -> Frame:
    """Return the frame of the page at a path. `section` is the key of the page's top category, if any."""
    reader, audience = visible.reader, visible.audience
    origin, base = address(reader)
    return {
        "site": site_name(reader),
        "origin": origin,
        "market": audience.market,
        "locale": audience.locale,
        "place": audience_label(reader, audience),
        "canonical": addresses.href(path, base),
        "alternates": alternates,
        "home": home_href(visible),
        "chooser": addresses.href(addresses.CHOOSER, base),
        "style": addresses.href(style.path(STYLE), base),
        "nav": navigation(visible),
        "section": category_href(visible, section) if section else "",
        "words": {},
    }


def address(reader: Reader) -> tuple[str, str]:
    """Return the origin and the base path of the URL of the catalogue."""
    return reader.remembered(("address",), _address)


def _address(reader: Reader) -> tuple[str, str]:
    catalog = reader.catalog()
    return addresses.address(catalog.url if catalog else "")


def site_name(reader: Reader) -> str:
    """Return the name of the catalogue; empty if catalog.yaml cannot be read."""
    catalog = reader.catalog()
    return catalog.name if catalog else ""


def home_href(visible: Visible) -> str:
    """Return the link to the home page for the market and locale of the audience."""
    audience = visible.audience
    return addresses.href(addresses.home(audience.market, audience.locale), address(visible.reader)[1])


def navigation(visible: Visible) -> list[Link]:
    """Return links to the first level of the category tree of the site."""
    key = ("navigation", visible.audience.seen("scope", "customers", "partner"))
    return visible.reader.remembered(key, lambda inner: _navigation(Visible(inner, visible.audience)))


def _navigation(visible: Visible) -> list[Link]:
    return [category_link(visible, key) for key in roots(visible.reader)]


def category_link(visible: Visible, key: str) -> Link:
    """Return the link to a category with its label."""
    return {"href": category_href(visible, key), "label": category_label(visible, key)}


def roots(reader: Reader) -> tuple[str, ...]:
    """Return the keys of the top-level categories in the category tree of the site."""
    return reader.remembered(("roots",), _roots)


def _roots(reader: Reader) -> tuple[str, ...]:
    name = tree(reader)
    return tuple(key for key in reader.tree(name) if reader.category(key)) if name else ()


def tree(reader: Reader) -> str:
    """Return the name of the category tree of the site: the tree that catalog.yaml names, or the first tree if it names
    none; empty if there is no tree.
    """
    catalog = reader.catalog()
    named = catalog.site.tree if catalog else None
    return named or next(iter(reader.names("categories")), "")


def category_href(visible: Visible, key: str) -> str:
    """Return the link to a category."""
    audience = visible.audience
    return addresses.href(addresses.category(audience.market, audience.locale, key), address(visible.reader)[1])


def breadcrumb(visible: Visible, keys: Iterable[str]) -> list[Link]:
    """Return links to the home page and to each of these categories, in order."""
    first: Link = {"href": home_href(visible), "label": site_name(visible.reader)}
    return [first, *(category_link(visible, key) for key in keys)]


def audience_label(reader: Reader, audience: Audience) -> str:
    """Return the names of market and language in the language of the audience, such as `Deutschland – Deutsch`."""
    key = ("audience label", audience.seen("scope", "customers", "partner"))
    return reader.remembered(key, lambda inner: _audience_label(inner, audience))


def _audience_label(reader: Reader, audience: Audience) -> str:
    from packshot import formatting

    market = reader.market(audience.market)
    own = label_in(market.label, reader.chain(audience.locale), "") if market and market.label else ""
    country = own or formatting.country(audience.country, audience.locale)
    return f"{country} – {formatting.language(audience.locale, audience.locale)}"


def alternates(reader: Reader, path: Callable[[Audience], str | None]) -> list[Alternate]:
    """Return the versions of a page for all audiences that can see the page, one for each `hreflang`. `path` returns
    the path of the page for an audience, or None if the audience cannot see the page.

    The first version is also the default (`x-default`), which is the last entry. The result is empty if no audience can
    see the page.
    """
    base, tags = address(reader)[1], set[str]()
    found: list[Alternate] = []
    for audience in audiences(reader, SITE_SCOPE):
        own, tag = path(audience), audience.hreflang
        if own is not None:
            free = "" if tag in tags else tag
            link: Link = {"href": addresses.href(own, base), "label": audience_label(reader, audience)}
            found.append({**link, "hreflang": free})
            tags.add(tag)
    return [*found, {"hreflang": "x-default", "href": found[0]["href"], "label": ""}] if found else []
