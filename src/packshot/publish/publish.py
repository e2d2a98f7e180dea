"""One publication: what differs between a target and a release is sent in an order in which readers never miss a file.

Media first, then pages, then the rest, then the manifest, then deletions, and the receipt last. Killed anywhere, the
next publication goes on: the receipt says between which releases the target stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from packshot.build.manifest import Entry, Root, read_root, read_shard
from packshot.build.place import Place
from packshot.build.store import DamagedError, Store
from packshot.findings import Finding, Location, RefusedError, error
from packshot.publish import receipt as receipts
from packshot.publish.receipt import Receipt
from packshot.publish.seal import NoSeal, Seal
from packshot.publish.submission import NoSubmission, Submission

ROOT = "manifest.json"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One path: what the target may hold there, and what it shall hold (None: nothing)."""

    path: str
    held: tuple[Entry, ...]
    wanted: Entry | None


@dataclass(slots=True)
class Sent:
    """What a publication did."""

    uploaded: int = 0
    bytes: int = 0
    removed: int = 0
    there: int = 0
    """Files that a broken publication had sent already."""
    limits: tuple[str, ...] = ()


@dataclass(slots=True)
class Publication:
    """A release on its way to a target."""

    store: Store
    target: Place
    release: str
    """Digest of the release's manifest root."""
    seal: Seal = field(default_factory=NoSeal)
    submission: Submission = field(default_factory=NoSubmission)
    progress: Progress = lambda path: None

    def plan(self) -> list[Step]:
        """What would be sent and removed, in order."""
        return sorted(self._steps(self._held()), key=_order)

    def publish(self) -> Sent:
        """Send and remove what differs. RefusedError if a file at the target is not ours."""
        held = self._held()
        steps = sorted(self._steps(held), key=_order)
        sent = Sent(limits=(*self.seal.limits(), *self.submission.limits()))
        if not steps and held.is_whole and held.between == (self.release,):
            return sent
        self._check(steps, held)
        receipts.write(self.target, held.towards(self.release))
        for step in steps:
            self._apply(step, held, sent)
        self.submission.submit((step.held[-1] if step.held else None, step.wanted) for step in steps)
        receipts.write(self.target, Receipt((self.release,), self.seal.name))
        return sent

    def _held(self) -> Receipt:
        held = receipts.read(self.target) or Receipt()
        if held.seal != self.seal.name:
            # Other secrets: every sealed file differs, so the target counts as holding nothing that fits.
            return Receipt(("", *held.between), self.seal.name)
        return held

    def _steps(self, held: Receipt) -> Iterator[Step]:
        roots = [self._root(root) for root in held.between]
        new = read_root(self.store, self.release)
        for name in sorted({*new.shards, *(name for root in roots for name in root.shards)}):
            digests = [root.shards.get(name, "") for root in roots]
            if set(digests) != {new.shards.get(name, "")}:
                yield from self._differing(name, digests, new.shards.get(name, ""))
        if held.between != (self.release,):
            yield from self._manifest(roots, new)

    def _differing(self, name: str, held: list[str], wanted: str) -> Iterator[Step]:
        before = [self._shard(name, digest) for digest in dict.fromkeys(held)]
        after = self._shard(name, wanted)
        for path in sorted({*after, *(path for shard in before for path in shard)}):
            found = tuple(shard[path] for shard in before if path in shard)
            target = after.get(path)
            settled = (
                target is not None and len(found) == len(before) and all(e.blobs() == target.blobs() for e in found)
            )
            if not settled:
                yield Step(path, found, target)

    def _manifest(self, roots: list[Root], new: Root) -> Iterator[Step]:
        """The manifest's own files, as entries without audience."""
        for name in sorted({*new.shards, *(name for root in roots for name in root.shards)}):
            digest = new.shards.get(name)
            held = tuple(dict.fromkeys(root.shards[name] for root in roots if name in root.shards))
            if digest is None or held != (digest,):
                wanted = None if digest is None else _file(f"manifest/{name}.json", digest, self.store.get(digest))
                yield Step(
                    f"manifest/{name}.json", tuple(_file(f"manifest/{name}.json", each) for each in held), wanted
                )
        yield Step(
            ROOT, tuple(_file(ROOT, "") for root in roots if root.shards), _file(ROOT, self.release, new.encoded())
        )

    def _root(self, digest: str) -> Root:
        """A manifest root, from the store, or the target's own copy."""
        try:
            return read_root(self.store, digest)
        except DamagedError:
            own = self.target.read(ROOT)
            if own is None or sha256(own).hexdigest() != digest:
                raise _unknown_release(digest) from None
            return read_root(self.store, self.store.put(own))

    def _shard(self, name: str, digest: str) -> dict[str, Entry]:
        if not digest:
            return {}
        try:
            return read_shard(self.store.get(digest))
        except DamagedError:
            own = self.target.read(f"manifest/{name}.json")
            if own is None or sha256(own).hexdigest() != digest:
                raise _unknown_release(digest) from None
            return read_shard(own)

    def _check(self, steps: list[Step], held: Receipt) -> None:
        """Refuse if a file stands where we have put none. What fits already is taken for ours."""
        resumed = not held.is_whole
        foreign = [
            step.path for step in steps if not step.held and step.wanted and self._stranger(step.wanted, resumed)
        ]
        if foreign:
            raise RefusedError(*(_foreign(path) for path in foreign[:20]))

    def _stranger(self, wanted: Entry, resumed: bool) -> bool:
        if not self.target.exists(wanted.path):
            return False
        return not (resumed and wanted.path == ROOT) and not self._fits(wanted)

    def _apply(self, step: Step, held: Receipt, sent: Sent) -> None:
        if step.wanted is None:
            self.target.remove(step.path)
            sent.removed += 1
        elif not held.is_whole and self._fits(step.wanted):
            sent.there += 1
        else:
            data = self._data(step.wanted)
            self.target.write(step.path, data)
            sent.uploaded += 1
            sent.bytes += len(data)
        self.progress(step.path)

    def _data(self, entry: Entry) -> bytes:
        data = b"".join(self.store.get(digest) for digest, _ in entry.blobs())
        return self.seal.sealed(entry, data) if self.seal.applies(entry) else data

    def _fits(self, wanted: Entry) -> bool:
        return self.target.read(wanted.path) == self._data(wanted)


def _file(path: str, digest: str, data: bytes = b"") -> Entry:
    return Entry(path, digest, len(data), "application/json")


def _order(step: Step) -> tuple[int, str]:
    """Media, pages, the rest, the manifest with its root last, deletions."""
    path = step.path
    if step.wanted is None:
        return 5, path
    if path == ROOT:
        return 4, path
    if path.startswith("manifest/"):
        return 3, path
    if path.startswith(("media", "theme/")):
        return 0, path
    return (1 if step.wanted.type == "text/html" else 2), path


def _unknown_release(digest: str) -> RefusedError:
    return RefusedError(
        error(
            "release-unknown",
            Location(receipts.NAME),
            f"The target holds release {digest[:12]}, which neither the store nor the target itself describes.",
            "Publish with the store from which it was published, or empty the target and publish again.",
        )
    )


def _foreign(path: str) -> Finding:
    return error(
        "target-foreign",
        Location(path),
        f"{path} stands at the target and was not put there by packshot.",
        "Move it away, or publish to another place.",
    )
