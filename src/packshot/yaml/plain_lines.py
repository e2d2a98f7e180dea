"""One pattern for files of ordinary lines, which matches most files.

A file that does not match is not rejected: the guard (`guard`) checks it character by character. A property test
verifies that the pattern accepts nothing that the guard would reject.
"""

from __future__ import annotations

import re
from functools import cache

_LETTER = r"[A-Za-z0-9\x80-\xff]"
_BEHIND = rf"(?:(?<={_LETTER})|(?<={_LETTER} ))"
"""Behind a letter or digit, and optionally a space, a character has no special meaning."""

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
    """Return the pattern of a list or map in one line. It contains `inner` twice, so nesting enlarges it quickly."""
    return rf"(?>\[(?:{inner}(?:, (?!\])|(?=\])))++\]|\{{(?:{_PAIR}{inner}(?:, (?!\}})|(?=\}})))++\}})"


_FLOW = _brackets(rf"(?>{_WORD}|{_brackets(rf'(?>{_WORD}|{_brackets(_WORD)})')})")
_LINES = (
    rf"( {{0,20}})[A-Za-z0-9_.-]++(?<=[A-Za-z0-9_]): [|>][-+]?+\n(\1 {{1,20}}){_TEXT}\n(?>\2 *+{_TEXT}\n|\n)*+",
    rf" {{0,40}}+(?:- )?+{_KEY}(?: (?>{_VALUE}|{_FLOW}))?+\n",
    rf" {{0,40}}+- (?>{_VALUE}|{_FLOW})\n",
    rf" {{0,40}}+# {_VALUE}\n",
    r"\n",
)
"""A block text; a key with or without a value; an entry of a list; a comment line; an empty line."""


@cache  # compiling takes as long as checking some hundreds of files character by character
def _ordinary() -> re.Pattern[bytes]:
    return re.compile(f"(?>{'|'.join(_LINES)})*+".encode("latin-1"))


_STAIRS = b"- - - - - - - - "


def are_ordinary(data: bytes) -> bool:
    """Return whether every line has one of the forms in the pattern, and no line contains ` ,` or the dashes of eight
    nested lists in a row. The check takes linear time.
    """
    return _ordinary().fullmatch(data) is not None and b" ," not in data and _STAIRS not in data
