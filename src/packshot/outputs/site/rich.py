"""Conversion of rich text and prose to safe HTML. All texts are untrusted: Markdown is read without raw HTML, and HTML
is cleaned by nh3 with lists of allowed tags and attributes. Rich text without markup is only escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = frozenset(
    {"p", "br", "em", "strong", "ul", "ol", "li", "a", "code", "pre", "blockquote", "hr", "h3", "h4", "h5", "h6"}
)
PROSE_TAGS = TAGS | {
    *("h2", "div", "section", "aside", "figure", "figcaption", "img", "table", "thead", "tbody", "tr", "th", "td"),
    *(
        "dl",
        "dt",
        "dd",
        "sup",
        "sub",
        "small",
        "span",
        "abbr",
        "kbd",
        "mark",
        "del",
        "ins",
        "q",
        "cite",
        "details",
        "summary",
    ),
}
ATTRIBUTES: Mapping[str, set[str]] = {"a": {"href", "title"}, "ol": {"start"}}
PROSE_ATTRIBUTES: Mapping[str, set[str]] = {
    **ATTRIBUTES,
    "*": {"id", "class", "lang", "dir"},
    "img": {"src", "alt", "width", "height", "loading"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
MARKED = re.compile(r"[\\`*_\[<]|&[#A-Za-z]|^[ \t]|^(?:[#+\-=~>]|\d{1,9}[.)])|  $|[^\n\x20-\ud7ff]", re.MULTILINE)
"""Possible markup, or a character that the parser treats specially. A text without a match consists of paragraphs."""


@cache  # building the parser costs more than a page
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    return parser.disable("image")  # images come from assets, with rights; texts must not add others


@lru_cache(maxsize=512)  # the same text is on the pages of several markets
def rich(text: str) -> Markup:
    """Return rich text (CommonMark without raw HTML) as safe HTML.

    Headings are lowered by two levels, at most to level six, because the page has the higher headings.
    """
    if not MARKED.search(text):
        return _paragraphs(text)
    html = _parser().render(text)
    lowered = re.sub(r"<(/?)h([1-6])>", lambda found: f"<{found[1]}h{min(int(found[2]) + 2, 6)}>", html)
    return _cleaned(lowered, TAGS, ATTRIBUTES)


def prose(html: str) -> Markup:
    """Return the HTML of the site's prose with only the allowed tags and attributes. Scripts and styles are removed."""
    return _cleaned(html, PROSE_TAGS, PROSE_ATTRIBUTES)


def _cleaned(html: str, tags: frozenset[str], attributes: Mapping[str, set[str]]) -> Markup:
    import nh3

    clean = nh3.clean(html, tags=set(tags), attributes=dict(attributes), url_schemes=set(SCHEMES), link_rel="noopener")
    return Markup(clean)  # noqa: S704 - cleaned by nh3


def _paragraphs(text: str) -> Markup:
    """Return a text without markup as paragraphs, ten times faster than through the parser."""
    blocks = (block.strip("\n") for block in re.split(r"\n{2,}", text))
    return Markup("").join(Markup("<p>{}</p>\n").format(block) for block in blocks if block)
