"""The frame of a page in the views of the site; see `shapes` for what all of them have in common."""

from __future__ import annotations

from typing import TypedDict


class Link(TypedDict):
    """A link with its text."""

    href: str
    label: str


class Alternate(Link):
    """The same page for another market or language, this one included.

    Its label is `Österreich – Deutsch`, as its readers write it; `""`, as for `x-default`, hides it in the switcher.
    """

    hreflang: str


class PageBase(TypedDict):
    """What every page has, a redirect included."""

    site: str  # the catalogue's name
    origin: str  # "https://www.nordlys.example": scheme and host, no slash at the end; "" if there is no address yet
    locale: str  # a BCP 47 tag, "de-AT"
    style: str  # the path of the stylesheet, see `style.path`
    words: dict[str, str]  # the repository's own words in place of those of `words`; mostly {}


class Frame(PageBase):
    """What surrounds every page: names, navigation and the page's own address."""

    market: str
    place: str  # market and language as people read them, "Deutschland – Deutsch"
    canonical: str  # the page's own path
    alternates: list[Alternate]
    home: str
    chooser: str  # the root page, where markets and languages are chosen
    nav: list[Link]  # first level of the tree that the site navigates
    section: str  # the `href` in `nav` that this page belongs to, or ""
