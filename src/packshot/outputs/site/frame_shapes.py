"""The types of the page frame in the views of the site. See `shapes` for the conventions of all views."""

from __future__ import annotations

from typing import TypedDict


class Link(TypedDict):
    """A link with its label."""

    href: str
    label: str


class Alternate(Link):
    """A version of the page for one market and language. A list of alternates is empty or includes the page itself.

    The label, such as `Österreich – Deutsch`, is in the language of the version. An empty label, as for `x-default`,
    hides the version in the language switcher. `hreflang` is empty for a market whose country and language another
    market has too.
    """

    hreflang: str


class PageBase(TypedDict):
    """The keys that every page has, including redirects."""

    site: str  # the name of the catalogue
    origin: str  # "https://www.nordlys.example": scheme and host, no slash at the end; "" if there is no address yet
    locale: str  # a BCP 47 tag, "de-AT"
    style: str  # the path of the stylesheet, see `style.path`
    words: dict[str, str]  # words of the repository that replace those of `words`; mostly {}


class Frame(PageBase):
    """The data that is shown around the content of a page: names, navigation and the address of the page."""

    market: str
    place: str  # market and language in that language, "Deutschland – Deutsch"
    canonical: str  # the path of the page
    alternates: list[Alternate]
    home: str
    chooser: str  # the root page, for the choice of market and language
    nav: list[Link]  # first level of the tree that the site navigates
    section: str  # the `href` in `nav` that this page belongs to, or ""
