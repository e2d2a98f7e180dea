"""One publication: what differs between a target and a release is sent in an order in which readers never miss a file.

Media first, then pages, then the rest, then the manifest, then deletions, and the receipt last. Killed anywhere, the
next publication continues, of whatever release and from whatever machine: the receipt says between which releases the
target stands, and the target has the manifests of these releases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from packshot.engine.manifest import Entry
from packshot.engine.parsing import DamagedError
from packshot.engine.store import Store
from packshot.findings import Finding, Location, RefusedError, error
from packshot.publish import receipt as receipts
from packshot.publish import releaselog
from packshot.publish.contents import Content, content
from packshot.publish.difference import Difference, Rank, Step, is_manifest
from packshot.publish.files import Target
from packshot.publish.receipt import Receipt
from packshot.publish.releaselog import LogEntry, Origin
from packshot.publish.releases import Releases
from packshot.publish.seal import NoSeal, Seal, served
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


@dataclass(frozen=True, slots=True)
class Changed:
    """A file of an earlier release of ours that has other bytes than it was published with; it is replaced."""

    path: str
    digest: str
    """SHA-256 of the bytes found."""


@dataclass(slots=True)
class Sent:
    """What a publication did, or would do."""

    uploaded: int = 0
    bytes: int = 0
    removed: int = 0
    there: int = 0
    """Files that stood there already as they shall be, as after a broken publication."""
    changed: tuple[Changed, ...] = ()
    limits: tuple[str, ...] = ()
    """What seal and submission do not do."""


@dataclass(slots=True)
class Publication:
    """A release on its way to a target."""

    store: Store
    target: Target
    release: str
    """Digest of the release's manifest root."""
    origin: Origin = field(default_factory=Origin)
    seal: Seal = field(default_factory=NoSeal)
    submission: Submission = field(default_factory=NoSubmission)
    progress: Progress = lambda stage, done: None

    def preview(self) -> tuple[Sent, list[Step]]:
        """Return what publishing would do, and each step of it in order; write nothing. Refuses like `publish`."""
        held = self._held()
        steps = self._steps(held, self._releases())
        there, changed = self._compare(steps, held)
        sent = self._nothing(changed)
        for step in steps:
            size = step.wanted.bytes if step.wanted else 0
            _count(sent, step, step.path in there, size)
        return sent, steps

    def publish(self) -> Sent:
        """Send and remove what differs. RefusedError, before anything is touched, if a file there is not ours."""
        held, releases = self._held(), self._releases()
        steps = self._steps(held, releases)
        there, changed = self._compare(steps, held)
        sent = self._nothing(changed)
        releases.describe((*held.between, self.release))
        if steps or not self._is_done(held):
            receipts.write(self.target, self._under_way(held))
            self._apply(steps, there, sent)
            self.submission.submit(_changes(steps))
            self._conclude(held, self._log(held))
        releases.forget_all_but((self.release,))
        return sent

    def _releases(self) -> Releases:
        return Releases(self.store, self.target)

    def _nothing(self, changed: tuple[Changed, ...]) -> Sent:
        return Sent(changed=changed, limits=(*self.seal.limits(), *self.submission.limits()))

    def _held(self) -> Receipt:
        return receipts.read(self.target) or Receipt(seal=self.seal.name)

    def _is_done(self, held: Receipt) -> bool:
        return (held.between, held.seal) == ((self.release,), self.seal.name)

    def _steps(self, held: Receipt, releases: Releases) -> list[Step]:
        try:
            self.store.get(self.release)
        except DamagedError as damage:
            raise damaged(damage) from None
        resealed = self._is_resealed(held)
        difference = Difference(releases, held.between, self.release, self._differs, self.seal.applies, resealed)
        return difference.steps()

    def _is_resealed(self, held: Receipt) -> bool:
        """Whether the files at the target bear another seal."""
        return held.seal != self.seal.name

    def _differs(self, held: Entry, wanted: Entry) -> bool:
        """Whether one artifact's file must be sent anew to be the other's: of sealed ones, all they say counts."""
        if self.seal.applies(held) or self.seal.applies(wanted):
            return held != wanted
        return held.blobs() != wanted.blobs()

    def _under_way(self, held: Receipt) -> Receipt:
        """The receipt while files are sent: between which releases the target stands."""
        seal = self.seal.name if held.is_empty or held.seal == self.seal.name else receipts.MIXED
        return Receipt(tuple(dict.fromkeys((*held.between, self.release))), seal, held.log)

    def _log(self, held: Receipt) -> int:
        """Add this publication to the release log, unless a killed run of it has done so; return the last number."""
        last = releaselog.last_number(self.target, held.log)
        before = releaselog.release_of(self.target, last)
        if before == self.release:
            return last
        entry = LogEntry(self.release, before or held.between[0], self.origin.commit, self.origin.at, self.origin.actor)
        return releaselog.append(self.target, last, entry)

    def _conclude(self, held: Receipt, log: int) -> None:
        """Say that the target holds the release, unless another publisher has written a receipt meanwhile."""
        found = receipts.read(self.target) or Receipt()
        if found != self._under_way(held):
            both = tuple(dict.fromkeys((*held.between, *found.between, self.release)))
            try:
                self._releases().describe((*held.between, self.release))  # the other one may have removed them
            finally:
                receipts.write(self.target, Receipt(both, receipts.MIXED, log))
            raise _busy()
        receipts.write(self.target, Receipt((self.release,), self.seal.name, log))

    def _compare(self, steps: Iterable[Step], held: Receipt) -> tuple[set[str], tuple[Changed, ...]]:
        """Return the paths that are complete, and the changed files. RefusedError if a file of others is in the way."""
        there: set[str] = set()
        foreign: list[str] = []
        changed: list[Changed] = []
        for done, step in enumerate(steps):
            self.progress("comparing", done)
            if not step.held and not self.target.exists(step.path):
                continue
            found = content(self.target, step.path, {*step.held, *filter(None, (step.wanted,))})
            if self._is_foreign(step, found):
                foreign.append(step.path)
            elif found and step.wanted and self._is_sealed_as(step.wanted, found):
                there.add(step.path)
            elif found and not self._is_known(step, found, held):
                changed.append(Changed(step.path, found.digest))
        if foreign:
            raise RefusedError(*(_foreign(path) for path in foreign[:SHOWN]))
        return there, tuple(changed)

    def _is_foreign(self, step: Step, found: Content | None) -> bool:
        """Return whether something at the path is not ours: it is no file, or no release of ours has the path."""
        if found is None:
            return self.target.exists(step.path)
        return not step.held and not (step.wanted and self._is_sealed_as(step.wanted, found))

    def _is_sealed_as(self, wanted: Entry, found: Content) -> bool:
        if self.seal.applies(wanted):
            return found.bytes == wanted.bytes and found.digest == sha256(self._data(wanted)).hexdigest()
        return wanted in found.matches

    def _is_known(self, step: Step, found: Content, held: Receipt) -> bool:
        """Return whether the file is as a release has it. Seals change bytes, but not how many."""
        sealed = self._is_resealed(held) or any(map(self.seal.applies, step.held))
        return bool(found.matches) or (sealed and any(found.bytes == each.bytes for each in step.held))

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
            return served(self.store, self.seal, entry)
        except DamagedError as damage:
            raise damaged(damage) from None


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


def damaged(damage: Exception) -> RefusedError:
    """Return the refusal to publish a release that the store does not have completely."""
    cure = "Run packshot build --repair: it makes again what is missing or damaged. Then publish."
    return RefusedError(error("release-damaged", Location(""), f"The release is incomplete: {damage}.", cure))


def _busy() -> RefusedError:
    return RefusedError(
        error(
            "target-busy",
            Location(receipts.NAME),
            "Another publication wrote to this target at the same time.",
            "Publish again when the other publication has ended: that completes the target.",
        )
    )


def _foreign(path: str) -> Finding:
    return error(
        "target-foreign",
        Location(path),
        f"{path} exists at the target and was not put there by packshot.",
        "Move it away, or publish to another place.",
    )
