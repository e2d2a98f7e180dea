"""What surrounds every page: names, navigation, and the same page for other markets and languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, audiences
from packshot.model.audience import Audience
from packshot.outputs import addresses
from packshot.outputs.site import style

if TYPE_CHECKING:
    from packshot.outputs.site.shapes import Alternate, Frame, Link, StyleView

SCOPE = "web"
"""The channel scope that the site asks for."""

STYLE: StyleView = {"accent": "", "accent_dark": ""}


def frame(visible: Visible, path: str, alternates: list[Alternate], section: str = "") -> Frame:
    """The frame of the page at a path; `section` is the top category that it belongs to."""
    reader, audience = visible.reader, visible.audience
    origin, base = address(reader)
    catalog = reader.catalog()
    return {
        "site": catalog.name if catalog else "",
        "origin": origin,
        "market": audience.market,
        "locale": audience.locale,
        "place": place(reader, audience),
        "canonical": addresses.href(path, base),
        "alternates": alternates,
        "home": addresses.href(addresses.home(audience.market, audience.locale), base),
        "chooser": addresses.href(addresses.CHOOSER, base),
        "style": addresses.href(style.path(STYLE), base),
        "nav": navigation(visible),
        "section": category_href(visible, section) if section else "",
        "words": {},
    }


def address(reader: Reader) -> tuple[str, str]:
    """Origin and base path of the catalogue's URL."""
    return reader.remembered(("address",), _address)


def _address(reader: Reader) -> tuple[str, str]:
    catalog = reader.catalog()
    return addresses.address(catalog.url if catalog else "")


def navigation(visible: Visible) -> list[Link]:
    """The first level of the tree that the site navigates."""
    asked = ("navigation", visible.audience.market, visible.audience.locale)
    return visible.reader.remembered(asked, lambda inner: _navigation(Visible(inner, visible.audience)))


def _navigation(visible: Visible) -> list[Link]:
    return [_link(visible, key) for key in roots(visible.reader)]


def _link(visible: Visible, key: str) -> Link:
    return {"href": category_href(visible, key), "label": category_label(visible, key)}


def roots(reader: Reader) -> tuple[str, ...]:
    """The categories at the top of the site's tree: the one that catalog.yaml names, else the first."""
    return reader.remembered(("roots",), _roots)


def _roots(reader: Reader) -> tuple[str, ...]:
    name = tree(reader)
    return tuple(key for key in reader.tree(name) if reader.category(key)) if name else ()


def tree(reader: Reader) -> str:
    """The tree that the site navigates; empty when there is none."""
    catalog = reader.catalog()
    named = catalog.site.tree if catalog else None
    return named or next(iter(reader.names("categories")), "")


def category_href(visible: Visible, key: str) -> str:
    """The link to a category."""
    audience = visible.audience
    return addresses.href(addresses.category(audience.market, audience.locale, key), address(visible.reader)[1])


def category_label(visible: Visible, key: str) -> str:
    """What people read of a category."""
    category = visible.reader.category(key)
    return visible.reader.label(category.label if category else None, visible.chain, key)


def breadcrumb(visible: Visible, keys: Iterable[str]) -> list[Link]:
    """Links from the home page down these categories."""
    catalog, audience = visible.reader.catalog(), visible.audience
    home = addresses.href(addresses.home(audience.market, audience.locale), address(visible.reader)[1])
    first: Link = {"href": home, "label": catalog.name if catalog else ""}
    return [first, *(_link(visible, key) for key in keys)]


def place(reader: Reader, audience: Audience) -> str:
    """Market and language as the people there read them: `Deutschland – Deutsch`."""
    return reader.remembered(("place", audience.market, audience.locale), lambda inner: _place(inner, audience))


def _place(reader: Reader, audience: Audience) -> str:
    from packshot import formatting

    market = reader.market(audience.market)
    own = reader.label(market.label, reader.chain(audience.locale), "") if market and market.label else ""
    country = own or formatting.country(audience.country, audience.locale)
    return f"{country} – {formatting.language(audience.locale, audience.locale)}"


def alternates(reader: Reader, path: Callable[[Audience], str | None]) -> list[Alternate]:
    """The page for every audience that has it; the first one is for all others too."""
    base, found = address(reader)[1], []
    for audience in audiences(reader, SCOPE):
        own = path(audience)
        if own is not None:
            found.append((hreflang(audience), addresses.href(own, base), place(reader, audience)))
    links: dict[str, Alternate] = {}
    for tag, href, label in found:
        links.setdefault(tag, {"hreflang": tag, "href": href, "label": label})
    if found:
        links["x-default"] = {"hreflang": "x-default", "href": found[0][1], "label": ""}
    return list(links.values())


def hreflang(audience: Audience) -> str:
    """Language and country of an audience: `de-AT`; the locale itself where it names a region."""
    last = audience.locale.rpartition("-")[2]
    has_region = "-" in audience.locale and last.isupper()
    return audience.locale if has_region else f"{audience.locale}-{audience.country}"
