"""The source tree of a commit, read from Git; the working tree is used only for originals in Git LFS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.findings import Finding
from packshot.git import differences, lfs, paths
from packshot.git import repository as git
from packshot.git.cat_file import CatFile
from packshot.git.repository_files import Inside
from packshot.git.tree import Changes, Entry, Repository, Roots, source_id

FEW = 16
"""The largest number of files that are read one by one."""


class CommitTree:
    """The files of one commit below catalog/, assets/, channels/ and site/."""

    def __init__(self, repository: Repository, roots: Roots) -> None:
        """Initialize from a repository and the source trees of a commit (`Commit.roots` of `repository.resolve`)."""
        self.repository = repository
        self.roots = roots
        self.id = source_id(roots)
        self._cat_file = CatFile(repository.top)
        self._older: Roots | None = None
        self._difference_since: differences.Difference | None = None

    @classmethod
    def at(cls, repository: Repository, revision: str = "HEAD") -> CommitTree:
        """Return the tree of a revision; raise RefusedError if the revision cannot be resolved to a valid commit."""
        return cls(repository, git.resolve(repository, revision).roots)

    def entries(self) -> Iterator[Entry]:
        """Yield all plain files with valid paths, sorted by path."""
        listed = git.list_files(self.repository, self.roots)
        return (entry for entry in listed if entry.is_file() and not paths.flaw(entry.path))

    def read(self, path: str) -> bytes:
        """Return the bytes of one file; raise FileNotFoundError if it does not exist.

        For an original in Git LFS, the rule of `read_many` applies. Raises RefusedError if the object of the file is
        lost, or if git fails.
        """
        data = self._blob(path)
        if data is None:
            raise FileNotFoundError(path)
        return self._whole(path, data)

    def read_blob(self, path: str, blob: str) -> bytes | None:
        """Return the bytes that a file has in another tree, given their id; None if this clone does not have them."""
        data = self._cat_file.blob(blob)
        return None if data is None else self._whole(path, data)

    def read_many(self, requested: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and bytes of each requested file, in the requested order; absent files are omitted.

        The bytes of an original in Git LFS are read from the working tree or the LFS store; if they are in neither, the
        pointer is returned. Raises RefusedError if the object of a file is lost, or if git fails.
        """
        names = list(requested)
        found = self._few(names) if len(names) <= FEW else git.read_blobs(self.repository, self.roots, names)
        return ((path, self._whole(path, data)) for path, data in found)

    def _few(self, requested: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield files from the git that also serves the reader: another process would take longer than the files."""
        answers = ((path, self._blob(path)) for path in requested)
        return ((path, data) for path, data in answers if data is not None)

    def _blob(self, path: str) -> bytes | None:
        folder, _, rest = path.partition("/")
        if folder not in self.roots or "\n" in path:
            return None
        name = f"{self.roots[folder]}:{rest}"
        return git.given(self.repository, self.roots, path, lambda: self._cat_file.blob(name))

    def _whole(self, path: str, data: bytes) -> bytes:
        expected = lfs.pointer(data)
        return (self._smudged(path, expected) or data) if expected else data

    def _smudged(self, path: str, expected: lfs.Pointer) -> bytes | None:
        stored = lfs.stored(expected.sha256, self.repository.store)
        places = ((self.repository.root, path), (stored.parent, stored.name))
        return lfs.smudged(expected, (Inside(folder).read(name) for folder, name in places))

    def findings(self) -> list[Finding]:
        """Return the findings about links, submodules, invalid paths and names that are not portable."""
        return paths.findings((entry.path, entry.mode) for entry in git.list_files(self.repository, self.roots))

    def edited_since(self, old: Roots) -> bool:
        """Return whether only contents and executable bits of plain files differ from an older tree.

        If so, `findings` cannot differ. Return False if this clone does not have the older tree.
        """
        found = self._difference(old)
        return found is not None and differences.edits_only(found)

    def changed_since(self, old: Roots) -> Changes | None:
        """Return the differences from an older tree; None if this clone does not have the older tree."""
        found = self._difference(old)
        if found is None:
            return None
        return {path: pair for path, pair in sorted(differences.pairs(found).items()) if not paths.flaw(path)}

    def _difference(self, old: Roots) -> differences.Difference | None:
        """Return the differences from an older tree. Cached: a build reads them for its changes and for flaws."""
        if self._older != old:
            self._older, self._difference_since = dict(old), differences.diff(self.repository, old, self.roots)
        return self._difference_since
