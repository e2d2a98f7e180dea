"""Files that are ordinary line by line, told at a glance: one pattern that says yes to most files.

It says nothing against any file. A property test holds that it accepts nothing that the guard (`yamlguard`) would
turn away; what is not ordinary is looked at there sign by sign.
"""

from __future__ import annotations

import re
from functools import cache

_LETTER = r"[A-Za-z0-9\x80-\xff]"
_BEHIND = rf"(?:(?<={_LETTER})|(?<={_LETTER} ))"
"""Behind a letter or digit, one blank aside, a sign is no more than itself."""

_INSIDE = r"[A-Za-z0-9\x80-\xff _./()+=-]*+"
_WORD = rf"-?+{_LETTER}{_INSIDE}(?:{_BEHIND}[%&']{_INSIDE})*+"
"""A scalar in brackets."""

_ALONG = r"[A-Za-z0-9\x80-\xff _.,()/;=+$^-]*+"
_VALUE = rf"-?+{_LETTER}{_ALONG}(?:(?:{_BEHIND}['\"%&?!*]|(?<={_LETTER}):(?=[A-Za-z0-9/])){_ALONG})*+"
"""A scalar behind a key or a dash."""

_KEY = r"[A-Za-z0-9_][A-Za-z0-9_./\x80-\xff -]*+\*?+(?<=[A-Za-z0-9_*\x80-\xff]):"
_PAIR = r"[A-Za-z0-9_][A-Za-z0-9_./-]*+(?<=[A-Za-z0-9_]): "

_TEXT = r"[^\x00-\x20\x7f\\<:\[\]{}][SAFE]*+(?:(?<=[A-Za-z0-9)\x80-\xff]):[SAFE]*+)*+"
_TEXT = _TEXT.replace("SAFE", r"^\x00-\x1f\x7f\\<:\[\]{}")
"""A line of a block, from its first letter on."""


def _brackets(inner: str) -> str:
    """A list or map in its line. What is inside is said once for each: nested, it is said often enough to compile."""
    return rf"(?>\[(?:{inner}(?:, (?!\])|(?=\])))++\]|\{{(?:{_PAIR}{inner}(?:, (?!\}})|(?=\}})))++\}})"


_FLOW = _brackets(rf"(?>{_WORD}|{_brackets(rf'(?>{_WORD}|{_brackets(_WORD)})')})")
_LINES = (
    rf"( {{0,20}})[A-Za-z0-9_.-]++(?<=[A-Za-z0-9_]): [|>][-+]?+\n(\1 {{1,20}}){_TEXT}\n(?>\2 *+{_TEXT}\n|\n)*+",
    rf" {{0,40}}+(?:- )?+{_KEY}(?: (?>{_VALUE}|{_FLOW}))?+\n",
    rf" {{0,40}}+- (?>{_VALUE}|{_FLOW})\n",
    rf" {{0,40}}+# {_VALUE}\n",
    r"\n",
)
"""A block text; a key with or without a value; an entry of a list; a comment of its own; an empty line."""


@cache  # compiling it takes as long as looking at some hundreds of files sign by sign
def _ordinary() -> re.Pattern[bytes]:
    return re.compile(f"(?>{'|'.join(_LINES)})*+".encode("latin-1"))


_STAIRS = b"- - - - - - - - "


def are_ordinary(data: bytes) -> bool:
    """Whether all lines are of the kinds that most files are made of. Takes time in proportion to the file."""
    return _ordinary().fullmatch(data) is not None and b" ," not in data and _STAIRS not in data
