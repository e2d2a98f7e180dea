"""The manifests of releases, and their copies at a target.

`.packshot/manifests/` at the target has the manifest of each release that the receipt names: the root and every part,
named by digest. With these copies, any machine can continue a publication, whatever its own store contains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from packshot.engine.manifest import NOTHING, Entry, Root, parse_root, read_shard, shard_key
from packshot.engine.output_rules import ROOT, SHARDS
from packshot.engine.parsing import LARGEST, DamagedError, digest
from packshot.engine.store import Store
from packshot.engine.tables import parts
from packshot.findings import Location, refusal
from packshot.local_state import HOME
from packshot.publish import receipt as receipts
from packshot.publish.files import Target, read

MANIFESTS = f"{HOME}/manifests"


class Releases:
    """The manifests of releases, read from the store, from the copies at the target, or from the public manifest, in
    this order.
    """

    def __init__(self, store: Store, target: Target) -> None:
        self._store = store
        self._target = target

    def root(self, name: str) -> Root:
        """Return the root of the manifest with this digest; an empty root if the digest is empty.

        Raises RefusedError if the manifest is unknown or invalid.
        """
        if not name:
            return NOTHING
        try:
            return parse_root(self.data(name, ROOT))
        except DamagedError as damage:
            at = Location(f"{MANIFESTS}/{name}")
            raise refusal("release-unfit", at, release=name, **damage.params) from None

    def entries(self, part: str, name: str) -> dict[str, Entry]:
        """Return the entries of the manifest part with this digest, as a map from path to entry; empty if the digest is
        empty.

        Raises RefusedError if the part is unknown or invalid, or if a path is reserved or in the wrong part.
        """
        if not name:
            return {}
        try:
            found = read_shard(self.data(name, part_path(part)))
        except DamagedError as damage:
            at = Location(f"{MANIFESTS}/{name}")
            raise refusal("release-unfit.part", at, part=part, **damage.params) from None
        for path in found:
            _must_fit(path, part)
        return found

    def data(self, name: str, published_as: str) -> bytes:
        """Return the bytes of the root or part with this digest; its public path is `published_as`.

        Raises RefusedError if neither the store nor the target has these bytes.
        """
        try:
            return self._store.get(name)
        except DamagedError:
            found = self._copy(f"{MANIFESTS}/{name}", name) or self._copy(published_as, name)
        if found is None:
            raise refusal("release-unknown", Location(receipts.NAME), release=name)
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
        for name, published_as in self._files(releases):
            if name not in there:
                self._target.write(f"{MANIFESTS}/{name}", self.data(name, published_as))
                there.add(name)

    def forget_all_but(self, releases: Iterable[str]) -> None:
        """Remove the copies of all manifests except those of these releases.

        Files whose names are not digests are foreign, and are kept.
        """
        needed = {name for name, _ in self._files(releases)}
        for name in self._target.names(MANIFESTS):
            if digest(name) and name not in needed:
                self._target.remove(f"{MANIFESTS}/{name}")

    def _files(self, releases: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the digest of each file of these manifests, with its public path."""
        for release in filter(None, releases):
            for part, name in self.root(release).shards.items():
                yield name, part_path(part)
            yield release, ROOT


def part_path(part: str) -> str:
    """Return the public path of a part of the manifest."""
    return f"{SHARDS}/{part}.json"


def _must_fit(path: str, part: str) -> None:
    """Refuse a path that is reserved for the publisher, or in the wrong part of the manifest."""
    if path.split("/", maxsplit=1)[0].casefold() in (ROOT, SHARDS, HOME):
        raise refusal("release-unfit.reserved", Location(path), path=path)
    if parts(shard_key(path))[0] != part:
        raise refusal("release-unfit.misplaced", Location(path), path=path, part=part)
