"""The steps from a commit to the working tree: each later commit with its committer, and the uncommitted changes."""

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
"""The kinds of files whose fields may have an owner, or that have a status."""

_EMPTY = (git.NO_CATALOGUE, git.NO_COMMIT, "source-symlink", "source-submodule", "state-committed")
"""Reasons for which the source tree of a commit counts as empty. A lost object is not one of them."""

Files = Mapping[FileRole, tuple[str, Any]]
"""Role of a file -> its path and its plain value. A moved file keeps its role, except for a part of a list."""


@dataclass(frozen=True, slots=True)
class Step:
    """The changes of one editor: the files after the changes, and those before the changes for each parent commit."""

    editor: Editor
    before: Sequence[Files]
    after: Files


def base_of(repository: Repository, revision: str) -> str:
    """Return the merge base of a revision and HEAD. Raises RefusedError if there is none, or if the revision is unknown
    or has no valid source tree.
    """
    done = process.run(repository.top, "merge-base", git.resolve(repository, revision).id, "HEAD")
    if done.code:
        raise refusal("git-no-base", Location("."), revision=revision)
    return done.out.decode("ascii").strip()


def committed(repository: Repository, base: str) -> Iterator[Step]:
    """Yield a step for each commit after `base` up to HEAD, the oldest first. Raises RefusedError if Git fails."""
    # The recorded address, without .mailmap, because the reviewed change may edit that file.
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
    """Return the difference between the trees of two commits, whose objects must be present."""
    found = differences.diff(repository, old, new)
    if found is None:
        for roots in (old, new):
            list(git.list_files(repository, roots))  # raises a refusal that names the lost object
        raise RefusedError(process.failure("diff-tree", ""))
    return found


def tree_of(repository: Repository, commit: str) -> tuple[Tree, Roots]:
    """Return the source tree of a commit, and its Git trees by folder.

    Both are empty if there is no commit yet, if the commit has no catalogue, or if its source contains symbolic links,
    submodules or generated state. Raises RefusedError if the commit cannot be read for another reason.
    """
    try:
        roots = git.resolve(repository, commit).roots
    except RefusedError as refusal:
        if refusal.findings[0].code not in _EMPTY:
            raise
        return MemoryTree({}), {}
    return CommitTree(repository, roots), roots


def uncommitted(repository: Repository, tree: WorkTree) -> Step:
    """Return the uncommitted changes in the working tree as one step."""
    head, _ = tree_of(repository, "HEAD")
    paths = [found.path for found in tree.left_out()]
    return Step(Editor(), [read_files(head, paths)], read_files(tree, paths))


def read_files(tree: Tree, paths: Iterable[str]) -> Files:
    """Return the files at these paths by role: those that exist and are of a reviewed kind."""
    readable = [path for path in paths if path.endswith(".yaml") and role_of(path).kind in KINDS]
    return {_role(path): (path, reader.load(data, path).value) for path, data in tree.read_many(readable)}


def _role(path: str) -> FileRole:
    """Return the role of a file. A part of a list has no name, so its path is used."""
    role = role_of(path)
    return FileRole(role.kind, path) if role.kind.endswith("-part") else role
