"""Conversion of HTML fragments, as other systems store them in description fields, to CommonMark without raw HTML.

The rendered CommonMark has the same text as the rendered HTML: text is never lost, even if the markup is broken. Only
comments and the tags of common HTML elements (`_INLINE`, `_BLOCK`) count as markup; everything else between angle
brackets is text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

_INLINE = "a abbr b big cite code del em font i img ins kbd mark q s samp small span strike strong sub sup tt u var"
_BLOCK = (
    "address article aside blockquote body br center dd div dl dt footer h1 h2 h3 h4 h5 h6 head header hr html li main "
    "nav ol p pre section table tbody td tfoot th thead tr ul"
)
_TAG = re.compile(rf"<(/?)({'|'.join(f'{_INLINE} {_BLOCK}'.split())})(?=[\s/>])([^<>]*)>|<!--.*?-->", re.I | re.S)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
MARKUP = re.compile(f"(?:{_TAG.pattern})|(?:{_ENTITY.pattern})", re.I | re.S)
"""A tag, a comment or an entity: its presence means that a text is HTML."""

_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ALWAYS = re.compile(r"[\\`*\[\]<]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY_LIKE = re.compile(rf"&(?={_ENTITY.pattern[1:]})")
_LINE_START = re.compile(
    r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|-{2,}\s*$|=+\s*$|-\s*-|>|#{1,6}(?:\s|$)|~{3}))"
)
"""The start of a list, a heading, a quote or a rule: the escape goes after the number, or before the sign."""


@dataclass(slots=True)
class _Run:
    """A piece of text with one kind of emphasis: none, `*`, `**` or `***`."""

    text: str
    mark: str


@dataclass(slots=True)
class _Writer:
    """Lines of runs; a line belongs to a paragraph, and a paragraph may be an entry of a list."""

    paragraphs: list[tuple[str, list[list[_Run]]]] = field(default_factory=lambda: [("", [[]])])
    bold: bool = False
    italic: bool = False
    lists: list[str] = field(default_factory=list)
    broke: bool = False

    def text(self, text: str) -> None:
        mark = "**" * self.bold + "*" * self.italic
        for number, line in enumerate(text.split("\n")):
            if number:
                self.line()
            if line.strip():
                self.broke = False
            line_runs = self.paragraphs[-1][1][-1]
            if line_runs and line_runs[-1].mark == mark:
                line_runs[-1].text += line
            elif line:
                line_runs.append(_Run(line, mark))

    def line(self) -> None:
        """End the line; an empty line ends the paragraph. A line end directly after a `<br>` is ignored."""
        if self.broke:
            self.broke = False
            return
        kind, lines = self.paragraphs[-1]
        if any(run.text.strip() for run in lines[-1]):
            lines.append([])
        else:
            self.paragraph(kind if kind and len(lines) == 1 else "")

    def paragraph(self, kind: str = "") -> None:
        self.paragraphs.append((kind, [[]]))


def commonmark(text: str) -> str:
    """Return an HTML fragment as CommonMark.

    Each line end becomes a line break, except directly after `<br>`, and each empty line begins a new paragraph.
    """
    writer, end = _Writer(), 0
    for tag in _TAG.finditer(text):
        writer.text(_decoded(text[end : tag.start()]))
        _apply(writer, tag)
        end = tag.end()
    writer.text(_decoded(text[end:]))
    return _joined(writer.paragraphs)


def _decoded(text: str) -> str:
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    """Return the character of an entity. An entity without a character that text may contain is returned unchanged."""
    found = html.unescape(entity.group())
    return found if found and not _UNFIT.search(found) else entity.group()


def _apply(writer: _Writer, tag: re.Match[str]) -> None:
    name, closes = (tag.group(2) or "").lower(), bool(tag.group(1))
    if name in _BOLD or (name == "span" and (closes or "bold" in tag.group(3).lower())):
        writer.bold = not closes
    elif name in _ITALIC:
        writer.italic = not closes
    elif name == "br":
        writer.broke = False
        writer.line()
        writer.broke = True
    elif name == "li":
        writer.paragraph("" if closes else "- " if writer.lists[-1:] != ["ol"] else "1. ")
    elif name in _BLOCK.split():
        if name in ("ul", "ol"):
            writer.lists = writer.lists[:-1] if closes else [*writer.lists, name]
        writer.paragraph()


def _joined(paragraphs: list[tuple[str, list[list[_Run]]]]) -> str:
    """Return the paragraphs that are not empty, with an empty line between; entries of one list follow each other."""
    text, before = "", ""
    for kind, lines in paragraphs:
        paragraph = ("\\\n" + " " * len(kind)).join(filter(None, map(_line, lines)))
        if paragraph:
            gap = "" if not text else "\n" if kind and kind == before else "\n\n"
            text, before = text + gap + kind + paragraph, kind
    return text


def _line(runs: list[_Run]) -> str:
    """Return one line with its emphasis; marks are written only if CommonMark reads them as marks."""
    line, mark = "", ""
    pieces = [piece for run in runs for piece in _shrunk(run)]
    for piece, after in zip_longest(pieces, pieces[1:]):
        is_taken = not mark and piece.text and line[-1:] not in ("*", "_") and not (after and after.text[:1] == "*")
        mark = piece.mark if is_taken else ""
        line += mark + _escaped(piece.text) + mark
    return _LINE_START.sub(r"\1\\", line.strip())


def _shrunk(run: _Run) -> Iterator[_Run]:
    """Move spaces and punctuation at the ends of an emphasis outside it.

    CommonMark reads `**Title**:text` as emphasis, but not `**Title:**text`.
    """
    found = re.fullmatch(r"([\W_]*)(.*?)([\W_]*)", run.text, re.S) if run.mark else None
    if found and found[2]:
        yield from (_Run(text, mark) for text, mark in zip(found.groups(), ("", run.mark, ""), strict=True) if text)
    else:
        yield _Run(run.text, "")


def _escaped(text: str) -> str:
    return _UNDERSCORE.sub(r"\\_", _ENTITY_LIKE.sub(r"\\&", _ALWAYS.sub(r"\\\g<0>", text)))


def plain(text: str) -> str:
    """Return the text normalized for comparison.

    The result is in NFC and has one form of line ends, no tabs, and no spaces at line ends or around the text.
    """
    lines = _LINE_END.split(unicodedata.normalize("NFC", text.replace("\t", " ")))
    return "\n".join(line.rstrip() for line in lines).strip()
