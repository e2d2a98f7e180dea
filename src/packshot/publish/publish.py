"""The publication of a release: the difference is uploaded to a target in an order that keeps all links valid.

Files that are in the way of other files are removed first. Then follow media, pages, feeds and documents, the manifest,
removals, and finally the receipt. After an interruption, the next publication continues, with any release and from any
machine: the receipt names all releases whose files the target may contain, and the target has the manifests of these
releases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from packshot.engine.manifest import Entry
from packshot.engine.parsing import DamagedError
from packshot.engine.store import Store
from packshot.findings import Location, RefusedError, refusal, report
from packshot.publish import receipt as receipts
from packshot.publish import releaselog
from packshot.publish.contents import Content, content
from packshot.publish.difference import Difference, Rank, Step, is_manifest
from packshot.publish.files import Target
from packshot.publish.limit import Limit
from packshot.publish.receipt import Receipt
from packshot.publish.releaselog import LogEntry, Origin
from packshot.publish.releases import Releases
from packshot.publish.seal import Seal, served
from packshot.publish.submission import Submission

Progress = Callable[[str, int], None]
"""Takes a stage and the number of its files that are done."""

MOST_NAMED = 20
"""Maximum number of foreign files that a refusal names."""

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
    """A published file whose bytes at the target have changed since. The publication replaces or removes the file."""

    path: str
    digest: str
    """SHA-256 of the bytes found."""


@dataclass(slots=True)
class Sent:
    """The result of a publication or of its preview."""

    uploaded: int = 0
    bytes: int = 0
    removed: int = 0
    there: int = 0
    """Files that were up to date already, for example after an interrupted publication."""
    changed: tuple[Changed, ...] = ()
    limits: tuple[str, ...] = ()
    """Limits of the seal and of the submission, one sentence each."""


@dataclass(slots=True)
class Publication:
    """A publication of a release to a target."""

    store: Store
    target: Target
    release: str
    """Digest of the manifest root of the release, or of its part within the limit."""
    origin: Origin = field(default_factory=Origin)
    seal: Seal = field(default_factory=Seal)
    submission: Submission = field(default_factory=Submission)
    limit: Limit = field(default_factory=Limit)
    """The limit of the target. It is only recorded: `release` has no files outside it."""
    progress: Progress = lambda stage, done: None

    def preview(self) -> tuple[Sent, list[Step]]:
        """Return the result that `publish` would have, and the steps in order; write nothing.

        Raises RefusedError in the same cases as `publish` does before it writes.
        """
        steps, there, sent = self._compared(self._receipt(), Releases(self.store, self.target))
        for step in steps:
            _count(sent, step, step.path in there, step.expected.bytes if step.expected else 0)
        return sent, steps

    def publish(self) -> Sent:
        """Upload and remove the files that differ, and return the result.

        Raises RefusedError before any write if the store does not have the release, if the receipt or a manifest that
        the receipt names cannot be read, or if foreign files are in the way. Raises RefusedError during or after the
        writes if an artifact is missing from the store or if another publisher has written the receipt.
        """
        receipt, releases = self._receipt(), Releases(self.store, self.target)
        steps, there, sent = self._compared(receipt, releases)
        releases.describe((*receipt.between, self.release))
        current = receipt.between, receipt.seal, receipt.limit
        if steps or current != ((self.release,), self.seal.name, self.limit):
            under_way = self._under_way(receipt)
            receipts.write(self.target, under_way)
            self._apply(steps, there, sent)
            self.submission.submit((step.before, step.expected) for step in steps if not is_manifest(step))
            self._conclude(receipt, under_way, self._log(receipt))
        releases.forget_all_but((self.release,))
        return sent

    def _receipt(self) -> Receipt:
        return receipts.read(self.target) or Receipt(seal=self.seal.name)

    def _under_way(self, receipt: Receipt) -> Receipt:
        """Return the receipt during a publication: it names the releases between which the target is."""
        seal = self.seal.name if receipt.is_empty or receipt.seal == self.seal.name else receipts.MIXED
        return self._described((*receipt.between, self.release), seal, receipt.log)

    def _described(self, between: Iterable[str], seal: str, log: int) -> Receipt:
        """Return the receipt of a target that may have the files of these releases."""
        each_once = tuple(dict.fromkeys(between))
        releases = Releases(self.store, self.target)
        audiences = {audience for name in each_once for audience in releases.root(name).audiences}
        return Receipt(each_once, seal, log, tuple(sorted(audiences - {""})), self.limit)

    def _log(self, receipt: Receipt) -> int:
        """Add this publication to the release log, unless an interrupted run has added it; return the last number."""
        last = releaselog.last_number(self.target, receipt.log)
        before = releaselog.release_of(self.target, last)
        if before == self.release:
            return last
        before, limit = before or receipt.between[0], self.limit.names()
        entry = LogEntry(release=self.release, before=before, **asdict(self.origin), limit=limit)
        return releaselog.append(self.target, last, entry)

    def _conclude(self, receipt: Receipt, under_way: Receipt, log: int) -> None:
        """Write the final receipt, unless another publisher has written a receipt in the meantime."""
        found = receipts.read(self.target) or Receipt()
        if found != under_way:
            both = tuple(dict.fromkeys((*receipt.between, *found.between, self.release)))
            audiences = tuple(sorted({*under_way.audiences, *found.audiences}))
            try:  # the other publisher may have removed manifests
                Releases(self.store, self.target).describe((*receipt.between, self.release))
            finally:
                receipts.write(self.target, Receipt(both, receipts.MIXED, log, audiences, self.limit or found.limit))
            raise refusal("target-busy.publishing", Location(receipts.NAME))
        receipts.write(self.target, self._described((self.release,), self.seal.name, log))

    def _compared(self, receipt: Receipt, releases: Releases) -> tuple[list[Step], set[str], Sent]:
        """Return the steps, the paths that are up to date, and the result with the changed files.

        RefusedError if the store does not have the release, or a foreign file is in the way.
        """
        try:
            self.store.get(self.release)
        except DamagedError as damage:
            raise damaged(damage) from None
        is_resealed = receipt.seal != self.seal.name
        steps = Difference(releases, receipt.between, self.release, self.seal, is_resealed).steps()
        there, changed = self._compare(steps, is_resealed)
        return steps, there, Sent(changed=changed, limits=(*self.seal.limits(), *self.submission.limits()))

    def _compare(self, steps: Iterable[Step], is_resealed: bool) -> tuple[set[str], tuple[Changed, ...]]:
        there: set[str] = set()
        foreign: list[str] = []
        changed: list[Changed] = []
        for done, step in enumerate(steps):
            self.progress("comparing", done)
            if not step.current and not self.target.exists(step.path):
                continue
            found = content(self.target, step.path, {*step.current, *filter(None, (step.expected,))})
            is_there = bool(found and step.expected and self._is_sealed_as(step.expected, found))
            if is_there:
                there.add(step.path)
            elif not (found and step.current) and self.target.exists(step.path):
                foreign.append(step.path)
            elif found and not self._is_known(step, found, is_resealed):
                changed.append(Changed(step.path, found.digest))
        if foreign:
            named = foreign[:MOST_NAMED]
            raise RefusedError(*(report("target-foreign", Location(path), path=path) for path in named))
        return there, tuple(changed)

    def _is_sealed_as(self, expected: Entry, found: Content) -> bool:
        if self.seal.applies(expected):
            data = publishable(self.store, self.seal, expected)
            return found.bytes == expected.bytes and found.digest == sha256(data).hexdigest()
        return expected in found.matches

    def _is_known(self, step: Step, found: Content, is_resealed: bool) -> bool:
        """Return whether the file matches a release. A seal changes bytes, but not their number."""
        is_sealed = is_resealed or any(map(self.seal.applies, step.current))
        return bool(found.matches) or (is_sealed and any(found.bytes == each.bytes for each in step.current))

    def _apply(self, steps: Iterable[Step], there: set[str], sent: Sent) -> None:
        for done, step in enumerate(steps):
            self.progress(STAGES[step.rank], done)
            size = 0
            if step.expected is None:
                self.target.remove(step.path)
            elif step.path not in there:
                data = publishable(self.store, self.seal, step.expected)
                self.target.write(step.path, data)
                size = len(data)
            _count(sent, step, step.path in there, size)


def _count(sent: Sent, step: Step, is_there: bool, size: int) -> None:
    if step.expected is None:
        sent.removed += 1
    elif is_there:
        sent.there += 1
    else:
        sent.uploaded += 1
        sent.bytes += size


def publishable(store: Store, seal: Seal, entry: Entry) -> bytes:
    """Return the bytes that a target serves for an artifact. Raises RefusedError if the store does not have the
    artifact.
    """
    try:
        return served(store, seal, entry)
    except DamagedError as damage:
        raise damaged(damage) from None


def damaged(damage: DamagedError) -> RefusedError:
    """Return the refusal to publish a release that is incomplete in the store."""
    return refusal("release-damaged", Location(""), **damage.params)
