"""Rich text: CommonMark without raw HTML (format rule 15). Where HTML stands in one, as the parser sees it, and what is
written in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import PydanticCustomError

from packshot.model import text_forms
from packshot.model.frozen import Raw
from packshot.model.message_words import Context, Problem
from packshot.model.text_forms import Form
from packshot.model.values import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


class Html(NamedTuple):
    """The HTML of a text: its first tag as written, to the end of the line; how often the same stands before that; all
    tags by their names.
    """

    first: str
    before: int
    names: tuple[str, ...]


def rich(longest: int, shortest: int, pattern: str | None) -> Form:
    """Rich text. A text without an angle is not taken apart."""
    return text_forms.text(longest, shortest, pattern, _read)


def _read(text: str) -> str:
    found = html(text) if "<" in text else None
    if found is not None:
        raise PydanticCustomError("html", "html", {"html": found})
    return clean(text)


@lru_cache(maxsize=512)  # a text is typed for its checks, and again for whoever reads it
def html(text: str) -> Html | None:
    """The raw HTML in a text, as CommonMark tells it from code, links and signs; None where there is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as the parser does
    tags = list(_raw(_parser().parse(text)))
    if not tags:
        return None
    first, block, begin = tags[0]
    piece = first.split("\n", 1)[0]
    before = text.count(piece, 0, _place(text.split("\n"), block, begin))
    return Html(piece, before, tuple(dict.fromkeys(_name(tag) for tag, _, _ in tags)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import html_inline

    def noted(state: StateInline, silent: bool) -> bool:
        """As the parser's own rule, which does not say where in a paragraph a tag stands."""
        begin = state.pos
        found = html_inline(state, silent)
        if found and not silent:
            state.tokens[-1].meta["at"] = begin
        return found

    parser = MarkdownIt("commonmark", {"html": True}).disable("image")
    parser.inline.ruler.at("html_inline", noted)
    return parser


_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^<>]*>|</?[A-Za-z][^<>]*>", re.DOTALL)


def _raw(tokens: list[Token]) -> Iterator[tuple[str, Token, int]]:
    """Each tag with its block and its place in the text of that."""
    for token in tokens:
        if token.type == "html_block":
            tags = list(_TAG.finditer(token.content))
            yield from ((tag[0], token, tag.start()) for tag in tags)
            yield from () if tags else [(token.content, token, 0)]
        for child in token.children or ():
            if child.type == "html_inline":
                yield child.content, token, child.meta["at"]


def _place(lines: list[str], block: Token, at: int) -> int:
    """Where a place in a block stands in the whole, whose lines may begin with the marks of lists and quotations."""
    down = block.content.count("\n", 0, at)
    start = (block.map[0] if block.map else 0) + down
    indent = max(lines[start].rfind(block.content.split("\n")[down]), 0)
    column = at - block.content.rfind("\n", 0, at) - 1
    return sum(len(line) + 1 for line in lines[:start]) + indent + column


def _name(tag: str) -> str:
    """A tag without its attributes, small; a comment is one whatever it says."""
    found = re.match(r"</?([A-Za-z][A-Za-z0-9-]*)", tag)
    return f"<{found[1].lower()}>" if found else "<!-- -->" if tag.startswith("<!--") else tag[:20]


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def words(value: Raw, context: Context) -> Problem:
    """HTML in rich text, and the Markdown for it."""
    found: Html = context["html"]
    listed = found.names[:_MOST]
    more = f" and {len(found.names) - _MOST} more" if len(found.names) > _MOST else ""
    what = f"Rich text is Markdown without HTML; people would read the tags: {', '.join(listed)}{more}."
    cures = dict.fromkeys(_INSTEAD.get(name, f"\\< for the < of {name}, if it is no tag") for name in listed)
    entity = _ENTITY.search(str(value))
    also = f" {entity[0]} may stay: Markdown knows it." if entity else ""
    return Problem("html-in-text", what, f"Write {', '.join(cures)}.{also}", part=(found.first, found.before))


_MOST = 5
"""Tags that are named."""

_INSTEAD = {
    **dict.fromkeys(("<b>", "<strong>"), "**text** for bold"),
    **dict.fromkeys(("<i>", "<em>"), "*text* for italic"),
    **dict.fromkeys(("<p>", "<div>"), "an empty line between paragraphs"),
    **dict.fromkeys(("<ul>", "<li>"), "- before each entry of a list"),
    **dict.fromkeys((f"<h{level}>" for level in range(1, 7)), "# before a heading"),
    **dict.fromkeys(("<code>", "<tt>", "<kbd>", "<samp>"), "`text` for code"),
    **dict.fromkeys(("<table>", "<thead>", "<tbody>", "<tr>", "<th>", "<td>"), "a table attribute for <table>"),
    **dict.fromkeys(("<script>", "<style>", "<iframe>", "<object>"), "nothing for what runs or styles a page"),
    **dict.fromkeys(("<span>", "<font>", "<u>", "<small>", "<section>", "<center>"), "nothing for what only styles"),
    "<a>": "[text](https://address) for a link",
    "<blockquote>": "> before a quotation",
    "<br>": "a backslash where a line ends for <br>",
    "<hr>": "--- between empty lines for <hr>",
    "<img>": "the picture's id below assets: for <img>",
    "<ol>": "1. before each entry of a numbered list",
    "<pre>": "four blanks before each line of code",
    "<sub>": "the sign itself for <sub>, such as ₂",
    "<sup>": "the sign itself for <sup>, such as ²",
    "<!-- -->": "nothing for <!-- -->, as # begins a comment above the key",
}  # fmt: skip
"""A tag -> what is written in Markdown, behind "Write"."""
