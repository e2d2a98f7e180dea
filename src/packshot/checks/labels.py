"""Labels: texts that stand in several languages at one place, in files that have no locale files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.documents import Document
from packshot.catalog.reader import Reader
from packshot.findings import Absent, Finding, Location, warning
from packshot.model.names import LOCALE, nearest, suggestion

Keys = tuple[str | int, ...]

ANY = "*"
"""In a pattern of keys: whatever stands there."""


def foreign(reader: Reader, document: Document, *patterns: str) -> Iterator[Finding]:
    """Languages of labels that the catalogue does not have, each once a file.

    A pattern such as `options.*.label` says where labels stand.
    """
    found: dict[str, list[Keys]] = defaultdict(list)
    for pattern in patterns:
        for keys, label in at_pattern(document.raw, tuple(pattern.split("."))):
            for tag in label if isinstance(label, dict) else ():
                if LOCALE.fullmatch(tag) and not reader.has(nodes.locale(tag)):
                    found[tag].append((*keys, tag))
    for tag, places in found.items():
        yield _unknown(reader, document.path, tag, places)


def _unknown(reader: Reader, path: str, tag: str, places: list[Keys]) -> Finding:
    near = nearest(tag, reader.locales())
    here = "A label is" if len(places) == 1 else f"{len(places)} labels are"
    cure = "Take the text away, or add the locale to catalog.yaml."
    cure = f"{suggestion(near)} If not: {cure[0].lower()}{cure[1:]}" if near else cure
    what = f'{here} in "{tag}", which is no locale of the catalogue; nobody sees it.'
    finding = warning("label-locale", Location(path, places[0], "key"), what, cure)
    return replace(finding, absent=Absent(tag, ("catalog",)))


def at_pattern(raw: Any, pattern: tuple[str, ...], keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Every value at the places that a pattern describes."""
    if not pattern:
        yield keys, raw
    elif isinstance(raw, dict):
        for key in raw if pattern[0] == ANY else (pattern[0],):
            if key in raw:
                yield from at_pattern(raw[key], pattern[1:], (*keys, key))
