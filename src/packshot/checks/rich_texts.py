"""Findings about rich texts that are shown differently from what their editor meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.checks.entry import EntryFile
from packshot.findings import Edit, Finding, Location, report
from packshot.model.family import TypedFamily
from packshot.model.markup import escaped_in_words, has_table


def doubtful(family: TypedFamily, files: Iterable[EntryFile]) -> Iterator[Finding]:
    """Yield findings about the rich texts in the files of a product or record."""
    for each in files:
        for path, spots in each.file.spots.items() if each.file is not None else ():
            attribute = family.attributes.get(path)
            for spot in spots if attribute is not None and attribute.type == "rich" else ():
                keys = each.file.keys_of(path, spot) if each.file is not None else ()
                text = each.document.at(keys)  # as it is in the file: an edit keeps the line end of a text block
                if isinstance(text, str):
                    yield from _text(text, Location(each.document.path, keys))


def _text(text: str, at: Location) -> Iterator[Finding]:
    escaped = escaped_in_words(text)
    if escaped is not None:
        yield report("emphasis-in-word", at, Edit(at, escaped, safe=True))
    if has_table(text):
        yield report("table-in-text", at)
