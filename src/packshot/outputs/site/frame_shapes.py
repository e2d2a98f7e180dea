"""The frame of a page in the views of the site; see `shapes` for what all of them have in common."""

from __future__ import annotations

from typing import TypedDict


class Link(TypedDict):
    """A link with its text."""

    href: str
    label: str


class Alternate(TypedDict):
    """The same page for another market or language, this one included; `x-default` has no label."""

    hreflang: str
    href: str
    label: str  # "Österreich – Deutsch", as its readers write it; "" keeps it out of the visible switcher


class Frame(TypedDict):
    """What surrounds every page: names, navigation and the page's own address."""

    site: str  # the catalogue's name
    origin: str  # "https://www.nordlys.example": scheme and host, no slash at the end; "" if there is no address yet
    market: str
    locale: str  # a BCP 47 tag, "de-AT"
    place: str  # market and language as people read them, "Deutschland – Deutsch"
    canonical: str  # the page's own path
    alternates: list[Alternate]
    home: str
    chooser: str  # the root page, where markets and languages are chosen
    style: str  # the path of the stylesheet, see `style.path`
    nav: list[Link]  # first level of the tree that the site navigates
    section: str  # the `href` in `nav` that this page belongs to, or ""
    words: dict[str, str]  # the repository's own words in place of those of `words`; mostly {}
