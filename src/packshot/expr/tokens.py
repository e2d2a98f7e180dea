"""The tokenizer of expressions, which reports the columns of tokens and of invalid characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = frozenset(["and", "or", "not", "in", "is", "if", "else", "true", "false", "null", "none", "for", "lambda"])
"""Reserved words, which cannot be names of attributes."""

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
    """A syntax error at a column (from 1): a message and its parameters."""

    def __init__(self, message: str, column: int, **params: object) -> None:
        super().__init__(message)
        self.message, self.column, self.params = message, column, params


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (number, text, name, word, sign, end), its text and its column from 1."""

    kind: str
    text: str
    column: int

    def is_one_of(self, *texts: str) -> bool:
        """Return whether the token is one of these signs or words."""
        return self.kind in {"sign", "word"} and self.text in texts


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, the last of kind `end`; raise NotAnExpressionError at the first invalid token."""
    place = 0
    while True:
        found = _TOKEN.match(text, place)
        if found is None:
            raise _unknown_character(text, place)
        kind = found.lastgroup or "end"
        yield _checked(Token(kind, found[kind], found.start(kind) + 1))
        if kind == "end":
            return
        place = found.end()


def _checked(token: Token) -> Token:
    if token.kind == "number" and not _NUMBER.fullmatch(token.text):
        raise NotAnExpressionError("expression.number", token.column, value=token.text)
    if token.kind == "number" and len(token.text) > LONGEST_NUMBER:
        raise NotAnExpressionError("expression.number-long", token.column, limit=LONGEST_NUMBER)
    if token.kind == "text" and "\\" in token.text:
        raise NotAnExpressionError("expression.backslash", token.column)
    if token.kind == "name" and token.text in WORDS:
        return Token("word", token.text, token.column)
    return token


def _unknown_character(text: str, place: int) -> NotAnExpressionError:
    while text[place] in " \t\n":
        place += 1
    character = text[place]
    if character in "'\"":
        return NotAnExpressionError("expression.quote", place + 1, quote=character)
    return NotAnExpressionError("expression.character", place + 1, character=character)
