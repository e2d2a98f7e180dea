"""A product repository that is tiny and complete: every kind of file, and at many places a choice of what stands there.

A *choice* is written `<<first~second~third>>`. The first is what the repository says to begin with; an alternative
that begins with `!` is a mistake that checks must find. Choices of one name (`<<name?first~second>>`) move together,
so that a rename is one choice. A file whose path comes out empty does not exist. The body `picture red` is a small
red PNG, `facts red` in a sidecar what must be written of it, `paper text` a PDF.

A state of the repository is a choice made at each place (`Chosen`), so edits, reverts and renames are dicts.
"""

import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image

from packshot.findings import Finding
from packshot.media.facts import examine
from support import files_of

Chosen = Mapping[str, int]
"""Name of a choice -> number of the alternative; the first where it is not named."""

Files = dict[str, bytes]

FJELL = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")

_CHOICE = re.compile(r"<<(?:(\w+)\?)?(.*?)>>", re.DOTALL)


class _Choices:
    """Names for the choices of the text: their own, or where they stand."""

    def __init__(self) -> None:
        self.alternatives: dict[str, list[str]] = {}

    def name(self, match: re.Match[str]) -> str:
        given = match[1]
        before = FJELL[: match.start()]
        path = before[before.rindex("--- ") + 4 :].partition("\n")[0]
        key = before.rpartition("\n")[2].strip()[-30:]
        return given or f"{len(self.alternatives)} {path[:40]} {key}"


@cache
def _parsed() -> tuple[list[str | tuple[str, tuple[str, ...]]], dict[str, tuple[str, ...]]]:
    """The text cut into plain pieces and choices, and the alternatives of every choice."""
    pieces: list[str | tuple[str, tuple[str, ...]]] = []
    held, at = _Choices(), 0
    for match in _CHOICE.finditer(FJELL):
        pieces.append(FJELL[at : match.start()])
        name, alternatives = held.name(match), tuple(match[2].split("~"))
        held.alternatives.setdefault(name, list(alternatives))
        pieces.append((name, alternatives))
        at = match.end()
    pieces.append(FJELL[at:])
    return pieces, {name: tuple(texts) for name, texts in held.alternatives.items()}


def choices() -> dict[str, tuple[str, ...]]:
    """Every choice with its alternatives."""
    return _parsed()[1]


def mistakes() -> set[tuple[str, int]]:
    """The alternatives that are wrong by themselves."""
    return {(name, number) for name, texts in choices().items() for number, text in enumerate(texts) if text[:1] == "!"}


def fjell(chosen: Chosen | None = None) -> Files:
    """The files of the repository with these choices made."""
    made = chosen or {}
    text = "".join(piece if isinstance(piece, str) else _pick(piece, made) for piece in _parsed()[0])
    return {path: _bytes(path, body) for path, body in files_of(text).items() if path}


def _pick(piece: tuple[str, tuple[str, ...]], chosen: Chosen) -> str:
    name, texts = piece
    return texts[min(chosen.get(name, 0), len(texts) - 1)].removeprefix("!")


def _bytes(path: str, body: str) -> bytes:
    kind, _, rest = body.partition(" ")
    if kind == "picture":
        return picture(rest.strip())
    if kind == "paper":
        return paper(rest.strip())
    if kind == "facts":
        name, _, rest = rest.partition("\n")
        data = paper(name) if path.endswith(".pdf.yaml") else picture(name)
        return (facts(data) + rest).encode()
    return body.encode()


@cache
def picture(colour: str) -> bytes:
    """A PNG of one colour, with a stripe, so that where it is cut shows."""
    image = Image.new("RGB", (12, 8), colour)
    image.paste("white", (0, 0, 12, 2))
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def paper(text: str) -> bytes:
    """Something that begins as a PDF does."""
    return f"%PDF-1.7\n{text}\n%%EOF\n".encode()


@cache
def facts(data: bytes) -> str:
    """What a sidecar must say of an original."""
    found = examine(data, "original")
    assert not isinstance(found, Finding)
    return "".join(f"{key}: {value}\n" for key, value in found.written().items())
