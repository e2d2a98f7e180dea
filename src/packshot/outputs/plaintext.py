"""Conversion of rich text (Markdown, with HTML and entities) to plain text, and truncation between words."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Unit = Literal["chars", "bytes"]

_MARKUP = re.compile(
    r"[*_`\[\]<>&\\#~|!]|^ {0,3}(?:[-+]|\d{1,9}[.)])\s|^ {0,3}(?:=+|-+)\s*$|^(?: {4}|\t)|  $", re.MULTILINE
)
_SILENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
"""A code span, whose text is literal."""

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[!?][^<>]*>")
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|table|h[1-6]|hr)\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")

_DEEPEST = 8
_ASIDE = str.maketrans("<>&", "\ufdd0\ufdd1\ufdd2")
_LITERAL = str.maketrans("\ufdd0\ufdd1\ufdd2", "<>&")
_NOTHING = dict.fromkeys(map(ord, "\ufdd0\ufdd1\ufdd2"))
"""`<`, `>` and `&` of code spans are replaced by noncharacters, which no text contains, while markup is removed."""

_MARKS = str.maketrans("<>&", "   ")
"""In HTML that was escaped more often than `_DEEPEST` the remaining `<`, `>` and `&` become spaces."""


def has_markup(text: str) -> bool:
    """Return whether a text that should be plain contains tags or entities."""
    if "<" in text and _TAG.search(text):
        return True
    return "&" in text and any(html.unescape(found) != found for found in _ENTITY.findall(text))


def squeeze(text: str) -> str:
    """Return a text with one space in place of each run of white space, and without white space at the ends."""
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def strip_html(text: str) -> str:
    """Return rich text as plain text: one line per paragraph, `- ` or the number before list items, no tags, and
    characters in place of entities.

    HTML that was escaped several times is converted too, so the result never contains markup outside code spans.
    Results are cached, because most variants of a product share the text.
    """
    if not _MARKUP.search(text):
        return "\n".join(squeeze(paragraph) for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip())
    plain = _tidy("".join(_written(_parser().parse(_without_silent(text.translate(_NOTHING))))))
    return _unwrapped(plain).translate(_LITERAL)


def one_line(text: str) -> str:
    """Convert rich text to plain text on one line, for descriptions in structured data and in the head of a page."""
    return squeeze(strip_html(text))


def _unwrapped(plain: str) -> str:
    for _ in range(_DEEPEST):
        if not has_markup(plain):
            return plain
        plain = _tidy(_without_tags(_SILENT.sub(" ", plain)))
    return _tidy(plain.translate(_MARKS))


def _without_silent(text: str) -> str:
    """Return the text without scripts, styles and comments, except for those in code spans."""
    pieces: list[str] = []
    end = 0
    while (silent := _SILENT.search(text, end)) is not None:
        span = next((each for each in _SPAN.finditer(text, end) if each.end() > silent.start()), None)
        if span is not None and span.start() < silent.start():
            pieces.append(text[end : span.end()])
            end = span.end()
        else:
            pieces += text[end : silent.start()], " "
            end = silent.end()
    return "".join(pieces) + text[end:]


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _written(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _written(token.children or ())
        elif token.type in _WRITE:
            yield _WRITE[token.type](token)
        elif token.nesting == -1 and token.block:
            yield "\n"


def _without_tags(text: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


_WRITE: dict[str, Callable[[Token], str]] = {
    "text": lambda token: token.content,
    "code_inline": lambda token: token.content.translate(_ASIDE),
    "image": lambda token: token.content,
    "fence": lambda token: token.content + "\n",
    "code_block": lambda token: token.content + "\n",
    "softbreak": lambda _: " ",
    "hardbreak": lambda _: "\n",
    "list_item_open": lambda token: f"{token.info}. " if token.info else "- ",
    "html_inline": lambda token: _without_tags(token.content),
    "html_block": lambda token: _without_tags(token.content) + "\n",
}


def _tidy(text: str) -> str:
    lines = (squeeze(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line not in {"", "-"})


def cut(text: str, limit: int, unit: Unit = "chars", end: str = "") -> str:
    """Return a text cut to at most `limit` characters or UTF-8 bytes, including `end` (such as an ellipsis). A text
    within the limit is unchanged; `end` is omitted if it is not shorter than the limit.

    The cut is between words if a word ends in the second half of the result, and never within a grapheme (a character
    with its accents, or a joined emoji).
    """
    if length(text, unit) <= limit:
        return text
    room = limit - length(end, unit)
    if room <= 0:
        return cut(text, limit, unit)
    kept = _border(text, _fitting(text, room, unit))
    return kept.rstrip().rstrip(",;:-–—").rstrip() + end


def length(text: str, unit: Unit) -> int:
    """Return the length of a text in characters, or in bytes of UTF-8."""
    return len(text) if unit == "chars" else len(text.encode(errors="replace"))


def _fitting(text: str, room: int, unit: Unit) -> int:
    """Return the number of characters that fit, without splitting a grapheme."""
    count = room if unit == "chars" else len(text.encode(errors="replace")[:room].decode(errors="ignore"))
    while 0 < count < len(text) and _belongs(text[count], text[count - 1]):
        count -= 1
    return count


def _belongs(character: str, before: str) -> bool:
    joined = character in "\u200d\ufe0e\ufe0f" or before == "\u200d" or "\U0001f3fb" <= character <= "\U0001f3ff"
    return joined or bool(unicodedata.combining(character))


def _border(text: str, count: int) -> str:
    if text[count : count + 1].isspace():
        return text[:count]
    kept = text[:count]
    word = max(kept.rfind(space) for space in " \n\t\u00a0\u202f")
    return kept[:word] if word * 2 > count else kept
