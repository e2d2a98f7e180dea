"""Renamed keys and values of the file format. Files with `packshot: 1` may use the old or the new names.

A document is converted to the new names when it is read, so that no other module handles the old names (format rule
47).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from packshot.catalog.layout import Kind
from packshot.findings import Edit, Finding, Location, report

Keys = tuple[str | int, ...]

ANY = "*"


class Pattern(NamedTuple):
    """A pattern for a renamed key or value: the keys of its path (`ANY`: any key), whether a key or a value is renamed,
    and the old and the new name.
    """

    keys: Keys
    on: Literal["key", "value"]
    old: str
    new: str


def _severity(*keys: str) -> Pattern:
    return Pattern(keys, "value", "advice", "suggestion")


RENAMED: Mapping[Kind, Sequence[Pattern]] = {
    "catalog": (_severity("severity", ANY),),
    "lifecycle": (
        _severity("statuses", ANY, "needs", "severity"),
        _severity("statuses", ANY, "asset_needs", "severity"),
    ),
    "validation": (_severity("severity"), Pattern(("cure",), "key", "cure", "help")),
}
"""Kind of file -> its renamed keys and values."""


class OldWord(NamedTuple):
    """An outdated key or value in a file.

    `keys` is its location in the file, and `on` is `key` or `value`. `old` is the outdated text, and `new` the current
    one.
    """

    keys: Keys
    on: Literal["key", "value"]
    old: str
    new: str

    def finding(self, path: str) -> Finding:
        """Return the suggestion to use the new word, with its edit."""
        at = Location(path, self.keys, self.on)
        return report("renamed-key", at, Edit(at, self.new, safe=True), old=self.old, new=self.new)


def old_words(kind: Kind, raw: Any) -> list[OldWord]:
    """Return the old words of a file.

    A key is left out if the same map also contains the new key, because the model reports the old one.
    """
    patterns = RENAMED.get(kind, ())
    return [OldWord(keys, *each[1:]) for each in patterns for keys in _matching(raw, each.keys, each)]


def _matching(raw: Any, keys: Keys, pattern: Pattern, above: Keys = ()) -> Iterator[Keys]:
    first, *rest = keys
    for key in raw if isinstance(raw, dict) and first == ANY else (first,):
        if not isinstance(raw, dict) or key not in raw:
            continue
        if rest:
            yield from _matching(raw[key], tuple(rest), pattern, (*above, key))
        elif pattern.new not in raw if pattern.on == "key" else raw[key] == pattern.old:
            yield (*above, key)


def current(raw: Any, words: Sequence[OldWord]) -> Any:
    """Return the data of a file with these old words replaced by the new ones. The given data is not changed."""
    for word in words:
        raw = _replaced(raw, word.keys, word)
    return raw


def _replaced(raw: Any, keys: Keys, word: OldWord) -> Any:
    first, *rest = keys
    if rest:
        return {**raw, first: _replaced(raw[first], tuple(rest), word)}
    if word.on == "value":
        return {**raw, first: word.new}
    return {word.new if key == first else key: value for key, value in raw.items()}


def as_written(kind: Kind, keys: Keys) -> Keys:
    """Return the keys of a value as in a file that uses the old names: a renamed key is replaced by its old name."""
    for each in RENAMED.get(kind, ()):
        depth = len(each.keys)
        if each.on == "key" and keys[:depth] == (*each.keys[:-1], each.new):
            return (*each.keys, *keys[depth:])
    return keys
