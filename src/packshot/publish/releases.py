"""The manifests of releases, and the copies of them that a target keeps.

`.packshot/manifests/` at the target has the manifest of each release that the receipt names: the root and every part,
under their digests. Any machine can continue a publication from there, whatever its store has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from packshot.build.fitness import ROOT, SHARDS, is_below
from packshot.build.manifest import FORMAT, NOTHING, Entry, Root, shard_key
from packshot.build.parsing import (
    LARGEST,
    DamagedError,
    digest,
    exactly,
    fields,
    instant,
    many,
    mapping,
    number,
    optional,
    parsed,
    row,
    text,
)
from packshot.build.state import parts
from packshot.build.store import Store
from packshot.findings import Location, RefusedError, error
from packshot.publish import receipt as receipts
from packshot.publish.files import HOME, Target, read

MANIFESTS = f"{HOME}/manifests"

_PART = re.compile("[0-9a-f]{2}", re.ASCII)


def _part(name: object) -> bool:
    return isinstance(name, str) and _PART.fullmatch(name) is not None


_ROOT = fields(
    packshot=exactly(FORMAT),
    valid_from=optional(instant),
    next_transition=optional(instant),
    toolchain=text,
    shards=mapping(digest, _part),
)
_ENTRIES = many(
    fields(
        path=text,
        digest=digest,
        bytes=number,
        type=text,
        audience=text,
        expires=optional(instant),
        flags=many(text),
        parts=many(row(digest, number)),
    )
)


class Releases:
    """Reads manifests from the store, else from the copies at the target, else from the manifest that readers see."""

    def __init__(self, store: Store, target: Target) -> None:
        self._store = store
        self._target = target

    def root(self, name: str) -> Root:
        """Return a manifest's root; an empty one for no release. RefusedError if it is unknown or unfit."""
        if not name:
            return NOTHING
        held = _checked(self.data(name, ROOT), _ROOT, name)
        return Root(**{each: held[each] for each in Root.__slots__})

    def entries(self, part: str, name: str) -> dict[str, Entry]:
        """Return the entries of a part by path. RefusedError if one would be outside of the target."""
        if not name:
            return {}
        rows = _checked(self.data(name, part_path(part)), _ENTRIES, name)
        for each in rows:
            _must_fit(each["path"], part)
        return {each["path"]: _entry(each) for each in rows}

    def data(self, name: str, shown_as: str) -> bytes:
        """Return what has this digest: a root or a part, which readers see under the other name."""
        try:
            return self._store.get(name)
        except DamagedError:
            found = self._copy(f"{MANIFESTS}/{name}", name) or self._copy(shown_as, name)
        if found is None:
            raise _unknown(name)
        return found

    def _copy(self, path: str, name: str) -> bytes | None:
        try:
            found = read(self._target, path, LARGEST)
        except DamagedError:
            return None
        return found if found is not None and sha256(found).hexdigest() == name else None

    def describe(self, releases: Iterable[str]) -> None:
        """Copy the manifests of these releases to the target. A root is written after its parts."""
        there = set(self._target.names(MANIFESTS))
        for name, shown_as in self._files(releases):
            if name not in there:
                self._target.write(f"{MANIFESTS}/{name}", self.data(name, shown_as))
                there.add(name)

    def forget_all_but(self, releases: Iterable[str]) -> None:
        """Remove the copies of all other manifests. What is not named like a digest is not ours."""
        needed = {name for name, _ in self._files(releases)}
        for name in self._target.names(MANIFESTS):
            if digest(name) and name not in needed:
                self._target.remove(f"{MANIFESTS}/{name}")

    def _files(self, releases: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The digest of each file of these manifests, with the name by which readers see it."""
        for release in filter(None, releases):
            for part, name in self.root(release).shards.items():
                yield name, part_path(part)
            yield release, ROOT


def part_path(part: str) -> str:
    """Return where readers of the target find a part of the manifest."""
    return f"{SHARDS}/{part}.json"


def _checked(data: bytes, check: Any, name: str) -> Any:
    try:
        return parsed(data, check, f"manifest {name[:12]}")
    except DamagedError as damage:
        raise _unfit(Location(f"{MANIFESTS}/{name}"), f"{damage}.") from None


def _entry(held: Any) -> Entry:
    pieces = tuple((name, size) for name, size in held["parts"])
    head = held["path"], held["digest"], held["bytes"], held["type"], held["audience"], held["expires"]
    return Entry(*head, tuple(held["flags"]), pieces)


def _must_fit(path: str, part: str) -> None:
    """Refuse a path outside of the target, one of the publisher's own, and one in the wrong part of the manifest."""
    if not is_below(path) or path.split("/", maxsplit=1)[0].casefold() in (ROOT, SHARDS, HOME):
        raise _unfit(Location(path), f"The release lists {path!r}, which is not a valid path below a target.")
    if parts(shard_key(path))[0] != part:
        raise _unfit(Location(path), f"The release lists {path!r} in the wrong part of its manifest ({part}).")


def _unfit(at: Location, what: str) -> RefusedError:
    cure = "Restore the target's .packshot/ folder, or empty the target; if the store is damaged, build into a new one."
    return RefusedError(error("release-unfit", at, what, cure))


def _unknown(name: str) -> RefusedError:
    return RefusedError(
        error(
            "release-unknown",
            Location(receipts.NAME),
            f"The target has release {name[:12]}, but neither the store nor the target has its manifest.",
            "Publish with the store from which it was published, or empty the target and publish again.",
        )
    )
