"""The source tree of a commit: its files as git has them, whatever the working tree looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.findings import Finding
from packshot.git import differences, lfs, paths
from packshot.git import repository as git
from packshot.git.cat_file import Resident
from packshot.git.repository_files import Inside
from packshot.git.tree import Changes, Entry, Repository, Roots, source_id

FEW = 16
"""So many files are read one by one."""


class CommitTree:
    """The files of one commit below catalog/, assets/, channels/ and site/."""

    def __init__(self, repository: Repository, roots: Roots) -> None:
        """Take the trees of the commit, as `git.resolve` gives them."""
        self.repository = repository
        self.roots = roots
        self.id = source_id(roots)
        self._resident = Resident(repository.top)
        self._older: Roots | None = None
        self._difference_since: differences.Difference | None = None

    @classmethod
    def at(cls, repository: Repository, revision: str = "HEAD") -> CommitTree:
        """The tree of a revision; refuses a name that git does not know."""
        return cls(repository, git.resolve(repository, revision).roots)

    def entries(self) -> Iterator[Entry]:
        """All files that may be read, sorted by path. Streams."""
        listed = git.list_files(self.repository, self.roots)
        return (entry for entry in listed if entry.is_file() and not paths.flaw(entry.path))

    def read(self, path: str) -> bytes:
        """The bytes of one file; FileNotFoundError where there is none."""
        data = self._blob(path)
        if data is None:
            raise FileNotFoundError(path)
        return self._whole(path, data)

    def read_many(self, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of many files, in the order asked; files that do not exist are left out.

        An original kept by Git LFS is read from where its bytes are; where they are not here, the pointer is given.
        """
        names = list(wanted)
        found = self._few(names) if len(names) <= FEW else git.read_blobs(self.repository, self.roots, names)
        return ((path, self._whole(path, data)) for path, data in found)

    def _few(self, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """From the git that answers the reader too: another process would take longer than the files."""
        answers = ((path, self._blob(path)) for path in wanted)
        return ((path, data) for path, data in answers if data is not None)

    def _blob(self, path: str) -> bytes | None:
        folder, _, rest = path.partition("/")
        if folder not in self.roots or "\n" in path:
            return None
        name = f"{self.roots[folder]}:{rest}"
        return git.given(self.repository, self.roots, path, lambda: self._resident.blob(name))

    def _whole(self, path: str, data: bytes) -> bytes:
        wanted = lfs.pointer(data)
        return (self._smudged(path, wanted) or data) if wanted else data

    def _smudged(self, path: str, wanted: lfs.Pointer) -> bytes | None:
        kept = lfs.stored(wanted.sha256, self.repository.store)
        places = ((self.repository.root, path), (kept.parent, kept.name))
        return lfs.smudged(wanted, (Inside(folder).read(name) for folder, name in places))

    def findings(self) -> list[Finding]:
        """What is in the folders and cannot be read: links, submodules, names that do not travel."""
        return paths.findings((entry.path, entry.mode) for entry in git.list_files(self.repository, self.roots))

    def edited_since(self, old: Roots) -> bool:
        """Whether only the contents of plain files differ from an older tree, so that no flaw can have come."""
        found = self._difference(old)
        return found is not None and differences.edits_only(found)

    def changed_since(self, old: Roots) -> Changes | None:
        """What differs from an older tree; None when git does not have that one here."""
        found = self._difference(old)
        if found is None:
            return None
        return {path: pair for path, pair in sorted(differences.pairs(found).items()) if not paths.flaw(path)}

    def _difference(self, old: Roots) -> differences.Difference | None:
        """What git tells of an older tree. Remembered: a build asks what changed, and whether it can have flaws."""
        if self._older != old:
            self._older, self._difference_since = dict(old), differences.diff(self.repository, old, self.roots)
        return self._difference_since
