"""How far a translation follows its original: the hashes that stand beside translated texts (`name.of`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from packshot.findings import Edit, Finding, Location, advice, warning
from packshot.model.family import of_hash
from packshot.model.resolve import Files as Sheet
from packshot.model.resolve import Resolved, original
from packshot.model.schema import Attribute
from packshot.model.typed import Spot, TypedFile

Chain = tuple[str, ...]

_TEXTS = frozenset({"text", "rich"})
_MOST = 6
"""How many paths an advice names."""


def stale(sheet: Sheet, file: TypedFile, chain: Chain) -> Iterator[Finding]:
    """Translations whose original has changed since, or is gone; and an advice on those that do not say."""
    for (path, spot), digest in file.of.items():
        yield from _compared(sheet, file, chain, path, spot, digest)
    unsaid = list(_unsaid(sheet, file, chain))
    if unsaid:
        yield _unchecked(file, unsaid)


def _unchecked(file: TypedFile, unsaid: list[tuple[str, Spot, Resolved]]) -> Finding:
    """One advice a file: repositories from other systems have no hashes at all. The hashes are its edits."""
    keys = [file.keys_of(path, spot) for path, spot, _ in unsaid]
    listed = ", ".join(map(".".join, keys[:_MOST])) + (", ..." if len(keys) > _MOST else "")
    what = f"It is not known which text was translated: {listed}."
    cure = "Where a translation is right, write its .of; --format json shows the hashes."
    edits = [_edit(file, place, found) for place, (_, _, found) in zip(keys, unsaid, strict=True)]
    return advice("translation-unchecked", Location(file.path), what, cure, *edits)


def _edit(file: TypedFile, keys: tuple[str, ...], found: Resolved) -> Edit:
    assert isinstance(found.value, str | tuple)
    return Edit(Location(file.path, (*keys[:-1], f"{keys[-1]}.of")), of_hash(found.value))


def _compared(sheet: Sheet, file: TypedFile, chain: Chain, path: str, spot: Spot, digest: str) -> Iterator[Finding]:
    source = original(sheet, path, spot, chain)
    keys = file.keys_of(path, spot)
    at = Location(file.path, (*keys[:-1], f"{keys[-1]}.of"))
    if source.file is None:
        what = f'"{keys[-1]}.of" names a text that no longer stands in {" or ".join(chain[1:])}.'
        yield warning("translation-orphan", at, what, "Look whether the translation is still wanted; take .of away.")
    elif isinstance(source.value, str | tuple) and of_hash(source.value) != digest:
        what = f"The {source.locale} text of {keys[-1]} has changed since it was translated."
        digest = of_hash(source.value)
        cure = f"Look at the new text in {source.file.path}, mend the translation, and write {keys[-1]}.of: {digest}."
        yield warning("translation-stale", at, what, cure, Edit(at, digest))


def _unsaid(sheet: Sheet, file: TypedFile, chain: Chain) -> Iterator[tuple[str, Spot, Resolved]]:
    """Every translated text without a hash that has an original."""
    for path, spots in file.spots.items():
        attribute = sheet.family.attributes.get(path)
        if attribute is None:
            continue
        for spot, value in spots.items():
            for place in _texts(attribute, path, value):
                if (place, spot) not in file.of:
                    source = original(sheet, place, spot, chain)
                    yield from [(place, spot, source)] if isinstance(source.value, str | tuple) else []


def _texts(attribute: Attribute, path: str, value: Any) -> Iterator[str]:
    if attribute.type in _TEXTS and value is not None:
        yield path
    elif attribute.type == "table" and isinstance(value, Mapping):
        for row, cells in value.items():
            yield from (f"{path}.{row}.{column}" for column, cell in cells.items() if cell is not None)
