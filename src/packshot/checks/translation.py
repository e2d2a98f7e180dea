"""What is said of translations that may not follow their original."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from packshot.checks.entry import EntryFile
from packshot.checks.follow_on import meant_keys
from packshot.findings import Edit, Finding, Location, advice, warning
from packshot.model.family import of_hash
from packshot.model.resolve import ValueSource
from packshot.model.typed_files import TypedFile
from packshot.readiness.translation import Traced, traced

_MOST = 6
"""How many paths an advice names."""


Wrong = Collection[tuple[str | int, ...]]
"""Keys of the files of a product or record at which something is wrong that is told there."""

NOWHERE: Wrong = frozenset()


def stale(sheet: ValueSource, file: TypedFile, chain: tuple[str, ...], wrong: Wrong) -> Iterator[Finding]:
    """Translations whose original has changed since, or is gone; and an advice on those that do not say.

    Nothing is said of a text that stands at one of the `wrong` places: it may be there, and cannot be read.
    """
    unsaid = []
    for text in traced(sheet, file, chain):
        if text.state == "fresh" or _is_at(file.keys_of(text.path, text.spot), wrong):
            continue
        match text.state:
            case "orphan" if chain[1:]:  # else catalog.yaml does not say what it is made from
                yield _orphan(file, text, chain)
            case "stale":
                yield _stale(file, text)
            case "unknown":
                unsaid.append(text)
    if unsaid:
        yield _unchecked(file, unsaid)


def wrong_places(files: Sequence[EntryFile]) -> Wrong:
    """Return where something is wrong with the values of files; `()` where one cannot be read at all."""
    unread: set[tuple[str | int, ...]] = {() for each in files if not each.document.is_readable}
    found = [finding for each in files for finding in (*each.shape, *each.values, *each.document.text)]
    return unread | {keys for finding in found for keys in (finding.at.keys, meant_keys(finding)) if keys}


def _is_at(keys: tuple[str, ...], wrong: Wrong) -> bool:
    """Whether a place is one of these, or in or around one."""
    return any(keys[: len(each)] == each or each[: len(keys)] == keys for each in wrong)


def _unchecked(file: TypedFile, unsaid: Sequence[Traced]) -> Finding:
    """One advice a file: repositories from other systems have no hashes at all. The hashes are its edits."""
    keys = [file.keys_of(text.path, text.spot) for text in unsaid]
    listed = ", ".join(map(".".join, keys[:_MOST])) + (", ..." if len(keys) > _MOST else "")
    what = f"It is not known which text was translated: {listed}."
    cure = "Where a translation is right, write its .of; --format json shows the hashes."
    edits = [Edit(_beside(file, text), _hash(text)) for text in unsaid]
    return advice("translation-unchecked", Location(file.path), what, cure, *edits)


def _orphan(file: TypedFile, text: Traced, chain: tuple[str, ...]) -> Finding:
    at = _beside(file, text)
    what = f'"{at.keys[-1]}" names a text that no longer stands in {" or ".join(chain[1:])}.'
    return warning("translation-orphan", at, what, "Look whether the translation is still wanted; take .of away.")


def _stale(file: TypedFile, text: Traced) -> Finding:
    assert text.source.file is not None
    at, digest = _beside(file, text), _hash(text)
    key = file.keys_of(text.path, text.spot)[-1]
    what = f"The {text.source.locale} text of {key} has changed since it was translated."
    cure = f"Look at the new text in {text.source.file.path}, mend the translation, and write {key}.of: {digest}."
    return warning("translation-stale", at, what, cure, Edit(at, digest))


def _beside(file: TypedFile, text: Traced) -> Location:
    """The place of the hash."""
    keys = file.keys_of(text.path, text.spot)
    return Location(file.path, (*keys[:-1], f"{keys[-1]}.of"))


def _hash(text: Traced) -> str:
    assert isinstance(text.source.value, str | tuple)
    return of_hash(text.source.value)
