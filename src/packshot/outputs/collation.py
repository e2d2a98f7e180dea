"""Collation: the order of names in a language, as a sort key.

A sort key compares base letters first, then accents, then case, as the Unicode Collation Algorithm (UTS 10) does with
the data of CLDR. Spaces are first, then punctuation, symbols, digits and letters. A sort key is text that is compared
by code points.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from packshot.outputs import collation_rules as data

SEPARATOR = " "
"""The separator between levels. It sorts before all weights."""

_FIRST = 0x21
"""The least weight of each level: of a space, of a letter without an accent, and of the usual case."""

_MARKS = 0x40
"""The weight of the first combining mark. Accents of a language are below it."""

_SYMBOLS, _DIGITS, _LETTERS, _OTHERS = 0xC0, 0xD0, 0x100, 0x10000
"""The first primary weights of symbols out of the table, digits, letters, and characters out of the table."""

_SPACING = 12
"""The distance of the weights of two letters; the letters of a language are between them."""

_LATE = 8
"""A variant that sorts after all cases of its letter; less for one that sorts after the lower case."""

_CLUSTER = re.compile("(?s:.)[\u0300-\u036f\ue000]*")
_RULE = re.compile("(&|<<<|<<|<|=)([^&<=/]+)(?:/([^&<=]+))?")


class Element(NamedTuple):
    """The weights of one letter with its accents. Variants are other spellings of a letter."""

    primary: str
    secondary: str = chr(_FIRST)
    variant: int = 0


class Reading(NamedTuple):
    """The elements of a letter or digraph, and its case.

    The case is 2 if all letters are upper case, 1 if the first one is but not all are, and 0 otherwise.
    """

    elements: tuple[Element, ...]
    case: int


def sort_key(text: str, locale: str) -> str:
    """Return the sort key of a text in a locale."""
    return _collator(locale).key(text)


@cache
def _collator(locale: str) -> Collator:
    return Collator(locale)


class Collator:
    """The sort keys of one locale."""

    def __init__(self, locale: str) -> None:
        language = locale.partition("-")[0]
        self._is_upper_first = language in data.UPPER_FIRST
        self._is_backwards = locale in data.BACKWARDS
        self._is_dotless = language in data.DOTLESS
        self._alphabet = _alphabet(language)
        self._marks = list(data.MARKS)
        self._tailored: dict[str, tuple[Element, ...]] = {}
        self._known: dict[str, Reading | None] = {}
        self._tailor(unicodedata.normalize("NFKD", data.ROOT + data.RULES.get(language, "")))
        self._longest = max((len(_CLUSTER.findall(letter)) for letter in self._tailored), default=1)

    def key(self, text: str) -> str:
        """Return the sort key of a text."""
        readings = list(self._readings(text))
        elements = [element for reading in readings for element in reading.elements]
        accents = "".join(element.secondary for element in elements)
        cases = (self._case(each.variant, reading.case) for reading in readings for each in reading.elements)
        levels = (accents[::-1] if self._is_backwards else accents, "".join(cases))
        letters = "".join(element.primary for element in elements)
        return SEPARATOR.join((letters, *(level.rstrip(chr(_FIRST)) for level in levels)))

    def _case(self, variant: int, case: int) -> str:
        late, early = divmod(variant, _LATE)
        weight = _LATE * (2 - case) + late if self._is_upper_first else _LATE * (case + 3 * late)
        return chr(_FIRST + weight + early)

    def _readings(self, text: str) -> Iterator[Reading]:
        """Yield the letters and digraphs of a text, each as long as possible."""
        clusters = _CLUSTER.findall(unicodedata.normalize("NFKD", text))
        place = 0
        while place < len(clusters):
            for length in range(min(self._longest, len(clusters) - place), 0, -1):
                reading = self._reading("".join(clusters[place : place + length]), length)
                if reading is not None:
                    yield reading
                    place += length
                    break

    def _reading(self, written: str, length: int) -> Reading | None:
        """Return the reading of some clusters; None for more than one that are no letter of the language."""
        if written not in self._known:
            dotless = written.replace("I\u0307", "i").replace("I", "ı") if self._is_dotless else written
            elements = self._letter(dotless.lower()) if length == 1 else self._digraph(dotless.lower())
            case = written[0].isupper() + written.isupper()
            self._known[written] = None if elements is None else Reading(elements, case)
        return self._known[written]

    def _digraph(self, clusters: str) -> tuple[Element, ...] | None:
        """Return the elements of clusters that form a letter of the language, with further combining marks."""
        for end in range(len(clusters), 1, -1):
            if clusters[:end] in self._tailored and all(mark in self._marks for mark in clusters[end:]):
                return self._marked(self._tailored[clusters[:end]], clusters[end:])
        return None

    def _letter(self, cluster: str) -> tuple[Element, ...]:
        """Return the elements of a letter with its combining marks, some of which may form a letter of the language."""
        letter, marks = cluster[0], cluster[1:]
        for mark in marks:
            if letter + mark in self._tailored:
                letter, marks = letter + mark, marks.replace(mark, "", 1)
                break
        return self._marked(self._tailored.get(letter) or self._root(letter), marks)

    def _marked(self, elements: tuple[Element, ...], marks: str) -> tuple[Element, ...]:
        """Return elements with combining marks on the last one."""
        *others, last = elements or (Element("", ""),)
        return (*others, last._replace(secondary=last.secondary + "".join(map(self._mark, marks))))

    def _mark(self, mark: str) -> str:
        return chr(_MARKS + (self._marks.index(mark) if mark in self._marks else len(self._marks)))

    def _root(self, letter: str) -> tuple[Element, ...]:
        """Return the elements of a letter or another character in the order of the root; none if it is ignored."""
        if letter in data.SPELLINGS:
            return self._letters(data.SPELLINGS[letter])
        place = self._alphabet.get(letter)
        primary = _other(letter) if place is None else chr(_LETTERS + _SPACING * place)
        return (Element(primary),) if primary else ()

    def _letters(self, text: str) -> tuple[Element, ...]:
        return tuple(element for cluster in _CLUSTER.findall(text) for element in self._letter(cluster))

    def _tailor(self, rules: str) -> None:
        """Add the letters of a language."""
        at: tuple[Element, ...] = ()
        mark = ""
        for relation, letter, extension in (found.groups("") for found in _RULE.finditer(rules)):
            if relation == "&":
                mark = letter
                at = self._tailored.get(letter) or self._letters(letter)
            elif letter in self._marks:
                self._marks.remove(letter)
                self._marks.insert(self._marks.index(mark) + 1, letter)
                mark = letter
            else:
                at = (*at[:-1], _next(at[-1], relation, 1 if extension else _LATE))
                self._tailored[letter] = (*at, *(self._tailored.get(extension) or self._letters(extension)))


def _next(element: Element, relation: str, variant: int) -> Element:
    """Return the element that differs from another one by a relation."""
    match relation:
        case "<":
            return Element(chr(ord(element.primary) + 1))
        case "<<":
            return Element(element.primary, chr(ord(element.secondary) + 1))
        case "<<<":
            return element._replace(variant=element.variant + variant)
    return element


def _alphabet(language: str) -> dict[str, int]:
    """Return the position of each letter; the script of the language may be first."""
    first = data.FIRST_SCRIPT.get(language, "Latn")
    letters = "".join((data.SCRIPTS[first], *(data.SCRIPTS[name] for name in data.SCRIPTS if name != first)))
    return {letter: place for place, letter in enumerate(letters)}


def _other(letter: str) -> str:
    """Return the primary weight of a character that is not in the alphabet; empty if it is ignored."""
    category = unicodedata.category(letter)
    if letter.isspace():
        return chr(_FIRST)
    if letter in data.PUNCTUATION:
        return chr(_FIRST + data.PUNCTUATION.index(letter))
    if category == "Nd":
        return chr(_DIGITS + unicodedata.decimal(letter))
    if category in ("Cc", "Cf"):
        return ""
    other = chr(min(_OTHERS + ord(letter), sys.maxunicode))
    return chr(_SYMBOLS) + other if category[0] in "PSZ" else other
