"""Rich text: CommonMark without raw HTML (format rule 15). The CommonMark parser detects HTML in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import PydanticCustomError

from packshot.model import text_forms
from packshot.model.frozen import Raw
from packshot.model.text_forms import Form
from packshot.model.value_problem import Context, Problem
from packshot.model.values import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


class Html(NamedTuple):
    """The raw HTML tags in a text.

    `first` is the first tag as written, up to the end of its line; `before` is the number of earlier occurrences of the
    same characters; `names` are the names of all tags.
    """

    first: str
    before: int
    names: tuple[str, ...]


def rich(longest: int, shortest: int, pattern: str | None) -> Form:
    """Return the form of rich text with a maximum length, a minimum length and an optional pattern.

    A text without `<` is not parsed.
    """
    return text_forms.text(longest, shortest, pattern, _read)


def _read(text: str) -> str:
    found = html(text) if "<" in text else None
    if found is not None:
        raise PydanticCustomError("html", "html", {"html": found})
    return clean(text)


@lru_cache(maxsize=512)  # a text is typed for its checks and again for each output
def html(text: str) -> Html | None:
    """Return the raw HTML in a text according to CommonMark (not code, autolinks or plain `<`).

    Return None if the text has no HTML.
    """
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
        """Apply the rule of the parser and record the position of the tag, which the parser does not keep."""
        begin = state.pos
        found = html_inline(state, silent)
        if found and not silent:
            state.tokens[-1].meta["at"] = begin
        return found

    parser = MarkdownIt("commonmark", {"html": True}).disable("image")
    parser.inline.ruler.at("html_inline", noted)
    return parser


_IN_WORD = re.compile(r"(?<=[^\W_])\*(?=[^\W_])")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


def escaped_in_words(text: str) -> str | None:
    """Return the text with a backslash before each `*` inside a word, if one of them makes emphasis; otherwise None.

    Each `*` of code spans is kept. `_` inside a word never makes emphasis (CommonMark 0.31, 6.2).
    """
    if len(_IN_WORD.findall(text)) < 2:
        return None
    pieces: list[str] = []
    end = 0
    for span in _CODE.finditer(text):
        pieces += _IN_WORD.sub(r"\\*", text[end : span.start()]), span[0]
        end = span.end()
    escaped = "".join(pieces) + _IN_WORD.sub(r"\\*", text[end:])
    return None if _parser().render(text) == _parser().render(escaped) else escaped


def has_table(text: str) -> bool:
    """Return whether a text has a table in the syntax of GitHub, which CommonMark does not have."""
    return "|" in text and any(token.type == "table_open" for token in _with_tables().parse(text))


@lru_cache(maxsize=1)
def _with_tables() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^<>]*>|</?[A-Za-z][^<>]*>", re.DOTALL)


def _raw(tokens: list[Token]) -> Iterator[tuple[str, Token, int]]:
    """Yield each tag with its block and its offset in the text of the block."""
    for token in tokens:
        if token.type == "html_block":
            tags = list(_TAG.finditer(token.content))
            yield from ((tag[0], token, tag.start()) for tag in tags)
            yield from () if tags else [(token.content, token, 0)]
        for child in token.children or ():
            if child.type == "html_inline":
                yield child.content, token, child.meta["at"]


def _place(lines: list[str], block: Token, at: int) -> int:
    """Return the offset in the whole text of an offset in a block; lines may begin with list and quotation markers."""
    down = block.content.count("\n", 0, at)
    start = (block.map[0] if block.map else 0) + down
    indent = max(lines[start].rfind(block.content.split("\n")[down]), 0)
    column = at - block.content.rfind("\n", 0, at) - 1
    return sum(len(line) + 1 for line in lines[:start]) + indent + column


def _name(tag: str) -> str:
    """Return a tag in lower case without attributes; all comments have the same name."""
    found = re.match(r"</?([A-Za-z][A-Za-z0-9-]*)", tag)
    return f"<{found[1].lower()}>" if found else "<!-- -->" if tag.startswith("<!--") else tag[:20]


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def describe(value: Raw, context: Context) -> Problem:
    """Return the problem of HTML in rich text; the help of the message lists the Markdown for the tags."""
    found: Html = context["html"]
    listed = found.names[:_MOST]
    hints = (*listed, "entities") if _ENTITY.search(str(value)) else listed
    params = {"tags": listed, "hints": hints, "more": len(found.names) - len(listed) or None}
    return Problem("html-in-text", params, part=(found.first, found.before))


_MOST = 5
"""Maximum number of tags in the message."""
