"""The steps between two states of a repository: each commit with its committer, and what is not committed yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from packshot.catalog.layout import FileRole, role_of
from packshot.checks.change import Editor
from packshot.findings import Location, RefusedError, refusal
from packshot.git import differences, process
from packshot.git import repository as git
from packshot.git.commit_tree import CommitTree
from packshot.git.tree import MemoryTree, Repository, Roots, Tree
from packshot.git.work_tree import WorkTree
from packshot.yaml import reader

KINDS = frozenset(
    [
        *("product", "product-locale", "record", "record-locale", "sidecar"),
        *("prices", "prices-part", "stock", "stock-part"),
    ]
)
"""The kinds of files whose fields somebody may own, or that have a status."""

_EMPTY = (git.NO_CATALOGUE, git.NO_COMMIT, "source-symlink", "source-submodule", "state-committed")
"""Why the source tree of a commit counts as empty. That an object of it is lost is none of these."""

Files = Mapping[FileRole, tuple[str, Any]]
"""What a file holds -> its path and its plain value. A file that was moved is the same file."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one editor changed: the files before, one for each parent of a merge, and after."""

    editor: Editor
    before: Sequence[Files]
    after: Files


def base_of(repository: Repository, revision: str) -> str:
    """The commit at which HEAD left a revision."""
    done = process.run(repository.top, "merge-base", git.resolve(repository, revision).id, "HEAD")
    if done.code:
        raise refusal("git-no-base", Location("."), revision=revision)
    return done.out.decode("ascii").strip()


def committed(repository: Repository, base: str) -> Iterator[Step]:
    """Each commit from the base to HEAD, the oldest first."""
    # The address as the commit has it: a .mailmap, which is of the change itself, would excuse its author.
    arguments = ("--topo-order", "--reverse", "--format=%H%x00%P%x00%ce%x00%cn%x00", f"{base}..HEAD")
    done = process.run(repository.top, "log", *arguments)
    if done.code:
        raise RefusedError(process.failure("log", done.err))
    fields = done.out.decode("utf-8", "replace").split("\0")
    for commit, parents, email, name in zip(fields[::4], fields[1::4], fields[2::4], fields[3::4], strict=False):
        yield _step(repository, commit.strip(), parents.split(), Editor(email, name))


def _step(repository: Repository, commit: str, parents: Sequence[str], editor: Editor) -> Step:
    here, roots = tree_of(repository, commit)
    before = [tree_of(repository, parent) for parent in parents] or [(MemoryTree({}), {})]
    paths = sorted({path for _, there in before for path, _, _ in _difference(repository, there, roots)})
    return Step(editor, [read_files(tree, paths) for tree, _ in before], read_files(here, paths))


def _difference(repository: Repository, old: Roots, new: Roots) -> differences.Difference:
    """What differs between the trees of two commits, which must be here."""
    found = differences.diff(repository, old, new)
    if found is None:
        for roots in (old, new):
            list(git.list_files(repository, roots))  # refuses, and says which object is lost
        raise RefusedError(process.failure("diff-tree", ""))
    return found


def tree_of(repository: Repository, commit: str) -> tuple[Tree, Roots]:
    """The source tree of a commit; empty where it had no catalogue yet."""
    try:
        roots = git.resolve(repository, commit).roots
    except RefusedError as refusal:
        if refusal.findings[0].code not in _EMPTY:
            raise
        return MemoryTree({}), {}
    return CommitTree(repository, roots), roots


def uncommitted(repository: Repository, tree: WorkTree) -> Step:
    """What stands on disk and in no commit."""
    head, _ = tree_of(repository, "HEAD")
    paths = [found.path for found in tree.left_out()]
    return Step(Editor(), [read_files(head, paths)], read_files(tree, paths))


def read_files(tree: Tree, paths: Iterable[str]) -> Files:
    """The files of these kinds that are there and can be read."""
    readable = [path for path in paths if path.endswith(".yaml") and role_of(path).kind in KINDS]
    return {_named(path): (path, reader.load(data, path).value) for path, data in tree.read_many(readable)}


def _named(path: str) -> FileRole:
    """What a file holds. Parts of a list have no name of their own, and stand for themselves."""
    place = role_of(path)
    return FileRole(place.kind, path) if place.kind.endswith("-part") else place
