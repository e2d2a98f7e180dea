"""One publication: what differs between a target and a release is sent in an order in which readers never miss a file.

Media first, then pages, then the rest, then the manifest, then deletions, and the receipt last. Killed anywhere, the
next publication goes on: the receipt says between which releases the target stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from packshot.build.manifest import Entry
from packshot.build.parsing import DamagedError
from packshot.build.place import Place
from packshot.build.store import Store
from packshot.findings import Finding, Location, RefusedError, error
from packshot.publish import receipt as receipts
from packshot.publish.difference import Difference, Rank, Releases, Step, is_manifest
from packshot.publish.receipt import Receipt
from packshot.publish.seal import NoSeal, Seal
from packshot.publish.submission import Change, NoSubmission, Submission

Progress = Callable[[str, int], None]
"""Takes a stage and how many files of it are done."""

SHOWN = 20
"""Foreign files that a refusal names at most."""

STAGES = {
    Rank.IN_THE_WAY: "making way",
    Rank.MEDIA: "media",
    Rank.PAGES: "pages",
    Rank.DATA: "feeds and documents",
    Rank.MANIFEST: "manifest",
    Rank.ROOT: "manifest",
    Rank.REMOVALS: "removing",
}


@dataclass(slots=True)
class Sent:
    """What a publication did, or would do."""

    uploaded: int = 0
    bytes: int = 0
    removed: int = 0
    there: int = 0
    """Files that stood there already as they shall be, as after a broken publication."""
    limits: tuple[str, ...] = ()
    """What seal and submission do not do."""


@dataclass(slots=True)
class Publication:
    """A release on its way to a target."""

    store: Store
    target: Place
    release: str
    """Digest of the release's manifest root."""
    seal: Seal = field(default_factory=NoSeal)
    submission: Submission = field(default_factory=NoSubmission)
    progress: Progress = lambda stage, done: None

    def preview(self) -> tuple[Sent, list[Step]]:
        """What publishing would do, and each step of it in order; writes nothing. Refuses like `publish`."""
        held = self._held()
        steps = self._steps(held)
        there = self._there(steps, held)
        sent = self._nothing()
        for step in steps:
            size = step.wanted.bytes if step.wanted else 0
            _count(sent, step, step.path in there, size)
        return sent, steps

    def publish(self) -> Sent:
        """Send and remove what differs. RefusedError, before anything is touched, if a file there is not ours."""
        held = self._held()
        steps = self._steps(held)
        sent = self._nothing()
        if steps or held != self._done():
            there = self._there(steps, held)
            self._announce(held)
            self._apply(steps, there, sent)
            self.submission.submit(_changes(steps))
            self._conclude(held)
        return sent

    def _nothing(self) -> Sent:
        return Sent(limits=(*self.seal.limits(), *self.submission.limits()))

    def _held(self) -> Receipt:
        return receipts.read(self.target) or Receipt(seal=self.seal.name)

    def _done(self) -> Receipt:
        return Receipt((self.release,), self.seal.name)

    def _steps(self, held: Receipt) -> list[Step]:
        releases = Releases(self.store, self.target)
        resealed = self._is_resealed(held)
        difference = Difference(releases, held.between, self.release, self._differs, self.seal.applies, resealed)
        try:
            return difference.steps()
        except DamagedError as damage:
            raise _damaged(damage) from None

    def _is_resealed(self, held: Receipt) -> bool:
        """Whether the files at the target bear another seal."""
        return held.seal != self.seal.name

    def _differs(self, held: Entry, wanted: Entry) -> bool:
        """Whether one artifact's file must be sent anew to be the other's: of sealed ones, all they say counts."""
        if self.seal.applies(held) or self.seal.applies(wanted):
            return held != wanted
        return held.blobs() != wanted.blobs()

    def _announce(self, held: Receipt) -> None:
        """Say at the target between which releases it will stand, before its first file is touched."""
        receipts.write(self.target, self._under_way(held))

    def _under_way(self, held: Receipt) -> Receipt:
        seal = self.seal.name if held.is_empty or held.seal == self.seal.name else receipts.MIXED
        return Receipt(tuple(dict.fromkeys((*held.between, self.release))), seal)

    def _conclude(self, held: Receipt) -> None:
        """Say that the target holds the release, unless somebody else has published there meanwhile."""
        found = receipts.read(self.target) or Receipt()
        if found != self._under_way(held):
            both = tuple(dict.fromkeys((*held.between, *found.between, self.release)))
            receipts.write(self.target, Receipt(both, receipts.MIXED))
            raise _busy()
        receipts.write(self.target, self._done())

    def _there(self, steps: Iterable[Step], held: Receipt) -> set[str]:
        """The paths that are as they shall be. RefusedError if a file of somebody else stands at another."""
        there: set[str] = set()
        foreign: list[str] = []
        for done, step in enumerate(steps):
            self.progress("comparing", done)
            data = self._read(step)
            if step.wanted and data is not None and self._is_sealed_as(step.wanted, data):
                there.add(step.path)
            elif not self._is_ours(step, data, held):
                foreign.append(step.path)
        if foreign:
            raise RefusedError(*(_foreign(path) for path in foreign[:SHOWN]))
        return there

    def _read(self, step: Step) -> bytes | None:
        """What the target holds there; looks first where it should hold nothing."""
        return self.target.read(step.path) if step.held or self.target.exists(step.path) else None

    def _is_sealed_as(self, wanted: Entry, data: bytes) -> bool:
        return data == self._data(wanted) if self.seal.applies(wanted) else _is(wanted, data)

    def _is_ours(self, step: Step, data: bytes | None, held: Receipt) -> bool:
        """Whether what stands there, if anything, was put there by us. Seals change bytes, but not how many."""
        if data is None:
            return not self.target.exists(step.path)
        sealed = self._is_resealed(held) or any(map(self.seal.applies, step.held))
        return any(_is(each, data) or (sealed and len(data) == each.bytes) for each in step.held)

    def _apply(self, steps: Iterable[Step], there: set[str], sent: Sent) -> None:
        for done, step in enumerate(steps):
            self.progress(STAGES[step.rank], done)
            size = 0
            if step.wanted is None:
                self.target.remove(step.path)
            elif step.path not in there:
                data = self._data(step.wanted)
                self.target.write(step.path, data)
                size = len(data)
            _count(sent, step, step.path in there, size)

    def _data(self, entry: Entry) -> bytes:
        try:
            data = b"".join(self.store.get(digest) for digest, _ in entry.blobs())
        except DamagedError as damage:
            raise _damaged(damage) from None
        return self.seal.sealed(entry, data) if self.seal.applies(entry) else data


def _count(sent: Sent, step: Step, is_there: bool, size: int) -> None:
    if step.wanted is None:
        sent.removed += 1
    elif is_there:
        sent.there += 1
    else:
        sent.uploaded += 1
        sent.bytes += size


def _changes(steps: Iterable[Step]) -> Iterator[Change]:
    """Artifacts before and after; the manifest's own files are nobody's news."""
    return ((step.before, step.wanted) for step in steps if not is_manifest(step))


def _is(entry: Entry, data: bytes) -> bool:
    """Whether these are exactly the bytes of an entry."""
    start = 0
    for digest, size in entry.parts or ((entry.digest, len(data)),):
        if sha256(data[start : start + size]).hexdigest() != digest:
            return False
        start += size
    return start == len(data)


def _damaged(damage: Exception) -> RefusedError:
    return RefusedError(
        error(
            "release-damaged",
            Location(""),
            f"The release is not whole: {damage}.",
            "Run packshot build again: it makes what is missing. Then publish.",
        )
    )


def _busy() -> RefusedError:
    return RefusedError(
        error(
            "target-busy",
            Location(receipts.NAME),
            "Somebody else has published to this target at the same time.",
            "Publish again when the other publication has ended: that puts everything right.",
        )
    )


def _foreign(path: str) -> Finding:
    return error(
        "target-foreign",
        Location(path),
        f"{path} stands at the target and was not put there by packshot, or was changed since.",
        "Move it away, or publish to another place.",
    )
