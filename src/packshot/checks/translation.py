"""Findings about translations that may be out of date."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from packshot.checks.entry import EntryFile
from packshot.checks.follow_on import meant_keys
from packshot.findings import Edit, Finding, Location, report
from packshot.model.family import of_hash
from packshot.model.resolve import ValueSource
from packshot.model.typed_files import TypedFile
from packshot.readiness.translation import Traced, traced

_MOST = 6
"""The largest number of fields that a suggestion lists."""


Wrong = Collection[tuple[str | int, ...]]
"""Keys of the files of a product or record at which another finding is reported."""

NOWHERE: Wrong = frozenset()


def stale(sheet: ValueSource, file: TypedFile, chain: tuple[str, ...], wrong: Wrong) -> Iterator[Finding]:
    """Yield findings about translations whose source text has changed or was removed, and one suggestion for all
    translations without a hash.

    A translation at, above or below one of the keys in `wrong` is skipped, because its source text may exist in a place
    that cannot be read.
    """
    unverified = []
    for text in traced(sheet, file, chain):
        if text.state == "fresh" or _is_at(file.keys_of(text.path, text.spot), wrong):
            continue
        match text.state:
            case "orphan" if chain[1:]:  # else catalog.yaml does not define its original
                yield _orphan(file, text, chain)
            case "stale":
                yield _stale(file, text)
            case "unknown":
                unverified.append(text)
    if unverified:
        yield _unchecked(file, unverified)


def wrong_places(files: Sequence[EntryFile]) -> Wrong:
    """Return the keys of the values in these files that have findings; the keys `()` mean a whole file that cannot be
    read.
    """
    unread: set[tuple[str | int, ...]] = {() for each in files if not each.document.is_readable}
    found = [finding for each in files for finding in (*each.shape, *each.values, *each.document.text)]
    return unread | {keys for finding in found for keys in (finding.at.keys, meant_keys(finding)) if keys}


def _is_at(keys: tuple[str, ...], wrong: Wrong) -> bool:
    """Return whether one of these places is, contains or is inside a place."""
    return any(keys[: len(each)] == each or each[: len(keys)] == keys for each in wrong)


def _unchecked(file: TypedFile, unverified: Sequence[Traced]) -> Finding:
    """Return one suggestion for each file, because imported repositories have no hashes. The edits of the suggestion
    add them.
    """
    fields = [".".join(file.keys_of(text.path, text.spot)) for text in unverified]
    edits = [Edit(_hash_location(file, text), _hash(text)) for text in unverified]
    more = max(0, len(fields) - _MOST) or None
    return report("translation-unchecked", Location(file.path), *edits, fields=fields[:_MOST], more=more)


def _orphan(file: TypedFile, text: Traced, chain: tuple[str, ...]) -> Finding:
    at = _hash_location(file, text)
    return report("translation-orphan", at, key=at.keys[-1], locales=chain[1:])


def _stale(file: TypedFile, text: Traced) -> Finding:
    assert text.source.file is not None
    at, digest = _hash_location(file, text), _hash(text)
    key = file.keys_of(text.path, text.spot)[-1]
    locale, path = text.source.locale, text.source.file.path
    return report("translation-stale", at, Edit(at, digest), key=key, locale=locale, path=path, hash=digest)


def _hash_location(file: TypedFile, text: Traced) -> Location:
    """Return the location of the hash."""
    keys = file.keys_of(text.path, text.spot)
    return Location(file.path, (*keys[:-1], f"{keys[-1]}.of"))


def _hash(text: Traced) -> str:
    assert isinstance(text.source.value, str | tuple)
    return of_hash(text.source.value)
