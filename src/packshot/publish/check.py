"""The check of a target: each file is compared with the manifest named in the receipt, and can be repaired."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from packshot.engine.manifest import Entry, Root
from packshot.engine.output_rules import ROOT, SHARDS
from packshot.engine.parsing import DamagedError
from packshot.engine.store import Store
from packshot.findings import Location, RefusedError, refusal, report
from packshot.publish import receipt as receipts
from packshot.publish import releaselog
from packshot.publish.contents import content
from packshot.publish.difference import manifest_file, rank_of
from packshot.publish.files import Target
from packshot.publish.limit import Limit
from packshot.publish.publish import publishable
from packshot.publish.receipt import Receipt
from packshot.publish.releases import MANIFESTS, Releases, part_path
from packshot.publish.seal import Seal, served

MOST_NAMED = 3
"""Maximum number of files that a refusal names."""

MISSING, CHANGED, EXTRA, BLOCKED = "missing", "changed", "extra", "blocked"
"""Kinds of faults. Blocked: a link or something else that is not a file is in the place of the file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that differs from the release, with its expected and current SHA-256.

    A SHA-256 is empty if there is no such file, or if the SHA-256 is unknown.
    """

    path: str
    kind: str
    expected: str = ""
    found: str = ""
    entry: Entry | None = None
    """The manifest entry of the path."""


@dataclass(slots=True)
class Checked:
    """The result of a check: the numbers of checked files and read bytes, the files that differ, and the number of
    repairs.
    """

    release: str
    files: int = 0
    bytes: int = 0
    faults: list[Fault] = field(default_factory=list)
    repaired: int = 0
    audiences: tuple[str, ...] = ()
    """The audiences of the files, by the receipt."""
    limit: Limit = field(default_factory=Limit)
    """The limit of the target, by the receipt."""


@dataclass(slots=True)
class Check:
    """The comparison of a target with the release that is named in its receipt."""

    store: Store
    target: Target
    seal: Seal = field(default_factory=Seal)
    progress: Callable[[str, int], None] = lambda stage, done: None

    def check(self) -> Checked:
        """Compare all files of the release with the target, find remaining files of the previous release, and return
        the result; write nothing.

        Raises RefusedError if the target has no complete release with this seal, if the manifest of the release cannot
        be read, if the store does not have an artifact that the seal changes, or if the receipt of the target changes
        during the check.
        """
        receipt = self._receipt()
        found = Checked(receipt.between[0], audiences=receipt.audiences, limit=receipt.limit)
        root = self._releases().root(found.release)
        for entry in self._files(found.release, root):
            self.progress("checking", found.files)
            found.files += 1
            found.faults += self._faults(entry, found)
        found.faults += self._extra(receipt, root)
        found.faults.sort(key=lambda fault: fault.path)
        if receipts.read(self.target) != receipt:
            raise refusal("target-busy.checking", Location(receipts.NAME))
        return found

    def repair(self) -> Checked:
        """Replace the files that differ with their bytes from the store, remove files of the previous release, and
        return the result of the check.

        Raises RefusedError before any write if the check is refused or if a file cannot be restored.
        """
        found = self.check()
        faults = [fault for fault in found.faults if fault.kind != EXTRA]
        self._must_be_restorable(found.release, faults)
        for fault in sorted(faults, key=lambda fault: (rank_of(fault.entry), fault.path)):
            self.progress("restoring", found.repaired)
            self.target.write(fault.path, self._data(found.release, fault))
            found.repaired += 1
        for fault in found.faults:
            if fault.kind == EXTRA:
                self.target.remove(fault.path)
                found.repaired += 1
        return found

    def _releases(self) -> Releases:
        return Releases(self.store, self.target)

    def _receipt(self) -> Receipt:
        receipt = receipts.read(self.target)
        if receipt is None or receipt.is_empty:
            raise refusal("target-empty", Location(receipts.NAME))
        if len(receipt.between) > 1 or receipt.seal != self.seal.name:
            raise refusal("target-unfinished", Location(receipts.NAME))
        return receipt

    def _files(self, release: str, root: Root) -> Iterator[Entry]:
        """Yield the files of a release at the target: artifacts, the manifest, the publisher's copy of the manifest."""
        releases = self._releases()
        for part, name in root.shards.items():
            yield from releases.entries(part, name).values()
            yield manifest_file(part_path(part), name)
            yield manifest_file(f"{MANIFESTS}/{name}", name)
        yield manifest_file(ROOT, release)
        yield manifest_file(f"{MANIFESTS}/{release}", release)

    def _faults(self, entry: Entry, counts: Checked) -> Iterator[Fault]:
        expected = self._served(entry)
        found = content(self.target, entry.path, (expected,))
        if found is None:
            kind = BLOCKED if self.target.exists(entry.path) else MISSING
            yield Fault(entry.path, kind, self._digest(expected), "", entry)
            return
        counts.bytes += found.bytes
        if expected not in found.matches:
            yield Fault(entry.path, CHANGED, self._digest(expected), found.digest, entry)

    def _served(self, entry: Entry) -> Entry:
        """Return the entry of the file that is served: sealed artifacts have other bytes."""
        if not self.seal.applies(entry):
            return entry
        return manifest_file(entry.path, sha256(publishable(self.store, self.seal, entry)).hexdigest())

    def _digest(self, entry: Entry) -> str:
        """Return the SHA-256 of an artifact; for one in parts it follows from the store, not the manifest."""
        if not entry.parts:
            return entry.digest
        data = self._stored(entry)
        return "" if data is None else sha256(data).hexdigest()

    def _stored(self, entry: Entry | None) -> bytes | None:
        """Return the bytes of an artifact; None if the store does not have them."""
        try:
            return served(self.store, Seal(), entry) if entry else None
        except DamagedError:
            return None

    def _extra(self, receipt: Receipt, root: Root) -> Iterator[Fault]:
        """Yield files of the previous release that are still at the target."""
        old = self._before(receipt)
        releases = self._releases()
        for part, name in old.shards.items() if old else ():
            now = releases.entries(part, root.shards.get(part, ""))
            for path, entry in releases.entries(part, name).items():
                found = content(self.target, path, (entry,)) if path not in now else None
                if found and found.matches:
                    yield Fault(path, EXTRA, "", found.digest)

    def _before(self, receipt: Receipt) -> Root | None:
        """Return the manifest of the previous release; None if it is unknown."""
        try:
            last = releaselog.entry(self.target, receipt.log)
            return self._releases().root(last.before) if last else None
        except (DamagedError, RefusedError):
            return None

    def _must_be_restorable(self, release: str, faults: list[Fault]) -> None:
        blocked = [fault.path for fault in faults if fault.kind == BLOCKED]
        if blocked:
            raise RefusedError(*(report("target-foreign.irregular", Location(path), path=path) for path in blocked))
        lost = [fault.path for fault in faults if not _is_own(fault) and self._stored(fault.entry) is None]
        if lost:
            raise _not_restorable(lost, releaselog.commit_of(self.target, release))

    def _data(self, release: str, fault: Fault) -> bytes:
        assert fault.entry is not None
        if not _is_own(fault):
            return publishable(self.store, self.seal, fault.entry)
        releases = self._releases()
        paths = {name: part_path(part) for part, name in releases.root(release).shards.items()}
        return releases.data(fault.entry.digest, paths.get(fault.entry.digest, ROOT))


def _is_own(fault: Fault) -> bool:
    """Return whether the file is part of the manifest, or the publisher's copy of it."""
    return fault.path == ROOT or fault.path.startswith((f"{SHARDS}/", f"{MANIFESTS}/"))


def _not_restorable(paths: list[str], commit: str) -> RefusedError:
    more = len(paths) - MOST_NAMED if len(paths) > MOST_NAMED else None
    return refusal("release-missing", Location(paths[0]), paths=paths[:MOST_NAMED], more=more, commit=commit)
