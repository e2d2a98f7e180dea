"""The Markdown of most texts, which is paragraphs, plain lists and strong words, read without the parser: to import it
takes as long as to read a hundred texts, and it takes ten times as long for each.

It answers only where CommonMark says the same; all else, whatever it looks like, is the parser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ODD = re.compile(r"[\\`_\[<|~\x00-\x09\x0b-\x1f]|&[#A-Za-z]|^ | $", re.MULTILINE)
"""What may be other markup, entities, blanks that say something, control characters."""

_BULLET = re.compile(r"[-*] (?! )")
_BEGIN = re.compile(r"[#>+=-]|\*(?!\*)|\d{1,9}[.)](?: |$)")
"""How a line begins that is no plain line: headings, quotes, rules, lists of other kinds."""

_BEFORE, _BEHIND = " (", " .,;:!?)"
"""What may stand around strong words, so that stars open and close as they seem to."""

Words = list[str]
"""A line: in turn plain and strong words, plain first."""


class Block(NamedTuple):
    """A paragraph with its lines, or a list (with its bullet) of items of one line."""

    bullet: str
    lines: list[Words]


def blocks(text: str) -> list[Block] | None:
    """The blocks of a text; None where the parser must decide."""
    if _ODD.search(text) or (not text.isascii() and max(text) > "\ud7ff"):
        return None
    found: list[Block] = []
    is_open = False
    for line in text.split("\n"):
        if line and not _put(found, line, is_open):
            return None
        is_open = bool(line)
    return found


def _put(found: list[Block], line: str, is_open: bool) -> bool:
    """Put a line to the block that it continues, or begin one with it; False where that is not plain."""
    bullet = line[0] if _BULLET.match(line) else ""
    words = _words(line[2:] if bullet else line)
    before = found[-1].bullet if found else None
    if words is None or (before and (is_open or bullet) and (not is_open or bullet != before)):
        return False  # a list that goes on without a bullet, with another one, or behind an empty line
    if is_open and bullet == before:
        found[-1].lines.append(words)
    else:
        found.append(Block(bullet, [words]))
    return True


def _words(line: str) -> Words | None:
    words = line.split("**")
    if line != line.strip() or _BEGIN.match(line) or len(words) % 2 == 0:
        return None
    if any("*" in each for each in words) or not all(words[1:-1]):
        return None
    return words if all(_is_strong(*words[place - 1 : place + 2]) for place in range(1, len(words), 2)) else None


def _is_strong(before: str, words: str, behind: str) -> bool:
    inside = words[0].isalnum() and not words[-1].isspace()
    return inside and (not before or before[-1] in _BEFORE) and (not behind or behind[0] in _BEHIND)


def html(found: list[Block]) -> str:
    """The blocks as HTML, spelt as nh3 spells it."""
    return "".join(_block(block) for block in found)


def _block(block: Block) -> str:
    lines = ["".join(_marked(words)) for words in block.lines]
    if block.bullet:
        return "<ul>\n" + "".join(f"<li>{line}</li>\n" for line in lines) + "</ul>\n"
    return "<p>" + "\n".join(lines) + "</p>\n"


def _marked(words: Words) -> Iterator[str]:
    for place, each in enumerate(words):
        escaped = each.replace("&", "&amp;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")
        yield f"<strong>{escaped}</strong>" if place % 2 else escaped


def lines(found: list[Block]) -> Iterator[str]:
    """The blocks as lines of plain text: a paragraph, or an item behind `- `."""
    for block in found:
        texts = ("".join(words) for words in block.lines)
        yield from (f"- {text}" for text in texts) if block.bullet else (" ".join(texts),)
