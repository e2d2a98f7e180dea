"""The words of an expression, each with its column; and where a character belongs to none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = frozenset(["and", "or", "not", "in", "is", "if", "else", "true", "false", "null", "none", "for", "lambda"])
"""Words with a meaning of their own; no attribute may be called so."""

_TOKEN = re.compile(
    r"""[ \t\n]*(?:
      (?P<number>[0-9][0-9A-Za-z_.]*)
    | (?P<text>'[^'\n]*'|"[^"\n]*")
    | (?P<name>[A-Za-z][A-Za-z0-9_]*)
    | (?P<sign>==|!=|<=|>=|[<>+\-*/().,\[\]])
    | (?P<end>\Z)
    )""",
    re.VERBOSE | re.ASCII,
)
LONGEST_NUMBER = 28
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)


class NotAnExpressionError(Exception):
    """What is wrong with the text, at which column (from 1), and the cure."""

    def __init__(self, column: int, what: str, cure: str) -> None:
        super().__init__(what)
        self.column, self.what, self.cure = column, what, cure


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind (number, text, name, word, sign, end), its text, its column from 1."""

    kind: str
    text: str
    column: int

    def is_one_of(self, *texts: str) -> bool:
        """Whether it is one of these signs or words."""
        return self.kind in {"sign", "word"} and self.text in texts


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, the last of kind `end`; raises NotAnExpressionError at the first foreign character."""
    place = 0
    while True:
        found = _TOKEN.match(text, place)
        if found is None:
            raise _foreign(text, place)
        kind = found.lastgroup or "end"
        yield _checked(Token(kind, found[kind], found.start(kind) + 1))
        if kind == "end":
            return
        place = found.end()


def _checked(token: Token) -> Token:
    if token.kind == "number" and not _NUMBER.fullmatch(token.text):
        raise NotAnExpressionError(token.column, f"{token.text!r} is not a number", "Write digits, as 5 or 0.5.")
    if token.kind == "number" and len(token.text) > LONGEST_NUMBER:
        raise NotAnExpressionError(token.column, "too long a number", f"Write at most {LONGEST_NUMBER} characters.")
    if token.kind == "text" and "\\" in token.text:
        raise NotAnExpressionError(
            token.column, "a text with a backslash", "Write the character itself; there are no escapes."
        )
    if token.kind == "name" and token.text in WORDS:
        return Token("word", token.text, token.column)
    return token


def _foreign(text: str, place: int) -> NotAnExpressionError:
    while text[place] in " \t\n":
        place += 1
    character = text[place]
    if character in "'\"":
        return NotAnExpressionError(place + 1, "a text without its closing quote", f"Close it with {character}.")
    cure = {
        "=": "Compare with ==.",
        "&": "Write `and`.",
        "|": "Write `or`; pipes belong under `pipe:`.",
        "!": "Write `not` or !=.",
        "_": "Names begin with a letter.",
        "{": "Write the name alone, without braces.",
    }.get(character, "Remove it; see the expression language in the manual.")
    return NotAnExpressionError(place + 1, f"the character {character!r} has no meaning here", cure)
