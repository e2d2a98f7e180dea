"""The Git repository around a product repository: its location, the trees of a revision, and its files.

The module only reads: it does not write to the repository, fetch objects or run code of the repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from packshot.findings import Finding, Location, RefusedError, refusal, report
from packshot.git import paths, process
from packshot.git.tree import FOLDERS, SUBMODULE, SYMLINK, Entry, Repository, Roots
from packshot.local_state import DIST, HOME

CATALOG = "catalog/catalog.yaml"
FOLDER = "040000"
"""The mode of a folder as `ls-tree` prints it."""

NO_COMMIT = "git-no-commit"
NO_CATALOGUE = "no-catalogue"

_HERE = Location(".")

OBJECT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)
"""The pattern of an object id."""


class Commit(NamedTuple):
    """A commit: its id, its source trees, and the links and submodules in place of source folders."""

    id: str
    """Empty before the first commit."""
    roots: Roots
    links: Mapping[str, Entry]
    """Links and submodules that have the name of a source folder."""
    has_catalogue: bool = False
    has_dist: bool = False
    """Whether the folder that builds write is part of the commit."""


def find(start: Path) -> Repository:
    """Return the product repository that contains a folder.

    Its root is the nearest folder, at or above the given one, that contains catalog/catalog.yaml. Raises RefusedError
    if there is no such folder, no Git repository or no working tree, or if git fails.
    """
    folder = start.resolve()
    top, store, algorithm, shallow = _git_of(folder)
    root = next((each for each in (folder, *folder.parents) if (each / CATALOG).is_file()), None)
    if root is None or not root.is_relative_to(top):
        raise RefusedError(_no_catalogue(top))
    prefix = root.relative_to(top).as_posix()
    return Repository(root, top, "" if prefix == "." else f"{prefix}/", store, algorithm, shallow)


_QUESTIONS = (
    "--is-bare-repository",
    "--show-object-format",
    "--is-shallow-repository",
    "--git-common-dir",
    "--show-toplevel",
)


def _git_of(folder: Path) -> tuple[Path, Path, str, bool]:
    if not folder.is_dir():
        raise refusal("no-folder", _HERE, path=folder)
    done = process.run(folder, "rev-parse", *_QUESTIONS)
    lines = done.out.decode("utf-8", "surrogateescape").splitlines()
    if lines[:1] == ["true"]:
        raise refusal("git-bare", _HERE)
    if done.code or len(lines) != len(_QUESTIONS):
        raise RefusedError(_not_git(folder, done.err))
    _, algorithm, shallow, store, top = lines
    return Path(top).resolve(), (folder / store).resolve(), algorithm, shallow == "true"


def _not_git(folder: Path, message: str) -> Finding:
    if "dubious ownership" in message:
        top = re.search(r"repository at '([^;\n]+)'", message)
        return report("git-not-trusted", _HERE, path=top[1] if top else folder)
    if "work tree" in message:
        return report("git-bare.inside", _HERE)
    if message and "not a git repository" not in message:
        return process.failure("rev-parse", message)
    return report("git-not-a-repository", _HERE, path=folder)


def _no_catalogue(top: Path) -> Finding:
    """Return the finding of a missing catalogue, with the folder of another one in the same Git repository."""
    listed = process.run(top, "ls-files", "-z").out.decode("utf-8", "surrogateescape").split("\0")
    folders = [path.removesuffix(CATALOG) or "." for path in listed if path == CATALOG or path.endswith(f"/{CATALOG}")]
    folder = (top / folders[0]).as_posix() if folders else None
    return report(NO_CATALOGUE, Location(CATALOG), path=CATALOG, folder=folder)


def resolve(repository: Repository, revision: str = "HEAD") -> Commit:
    """Return the commit of a revision, with its source trees.

    Raises RefusedError if the revision is unknown, cannot be read or has no catalogue, if a link or submodule is in
    place of a source folder, or if the commit contains the folder `.packshot`.
    """
    if revision.startswith("-") or not revision.isprintable() or not revision:
        raise RefusedError(_unknown(repository, revision))
    commit = _at_once(repository, revision) or _one_by_one(repository, revision)
    if commit.links:
        raise RefusedError(*paths.findings((entry.path, entry.mode) for entry in commit.links.values()))
    if not commit.has_catalogue:
        raise refusal("no-catalogue.commit", Location(CATALOG), path=CATALOG, revision=revision)
    return commit


def dist_committed(prefix: str) -> Finding:
    """Return the finding for an output folder that is part of the commit to build.

    Builds do not write to a committed folder, because its manifest lists the files that a build may remove.
    """
    return report("dist-committed", Location(f"{prefix}{DIST}"), path=f"{prefix}{DIST}")


def head(repository: Repository) -> Commit:
    """Return the checked-out commit with its source trees; links and a missing catalogue are not errors here.

    Before the first commit, the id of the result is empty. Raises RefusedError if git cannot read the commit, or if the
    commit contains the folder `.packshot`.
    """
    commit = _commit_id(repository, "HEAD")
    if commit is not None:
        return _commit(repository, commit)
    finding = _unresolved(repository, "HEAD")
    if finding.code != NO_COMMIT:
        raise RefusedError(finding)
    return Commit("", {}, {})


def ancestors(repository: Repository, revision: str, most: int) -> list[Roots]:
    """Return the source trees of a commit and its first-parent ancestors, newest first, of at most `most` commits.

    Consecutive commits with equal source trees give one entry. The result is empty if the revision is unknown.
    """
    done = process.run(repository.top, "rev-list", "--first-parent", f"--max-count={most}", revision, "--")
    commits = done.out.decode("ascii", "replace").split() if done.code == 0 else []
    ids = _trees(repository, [f"{each}:{repository.prefix}{folder}" for each in commits for folder in FOLDERS])
    found = [
        {folder: oid for folder, oid in zip(FOLDERS, ids[place : place + len(FOLDERS)], strict=True) if oid}
        for place in range(0, len(ids), len(FOLDERS))
    ]
    return [roots for place, roots in enumerate(found) if place == 0 or roots != found[place - 1]]


def _trees(repository: Repository, names: Sequence[str]) -> list[str | None]:
    """Return the ids of trees, from one process; None for an absent object or one that is not a tree."""
    feed = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
    lines = process.run(repository.top, "cat-file", "--batch-check", feed=feed).out.decode("utf-8", "replace")
    headings = [line.rsplit(" ", 2) for line in lines.splitlines()]
    return [parts[0] if len(parts) == 3 and parts[1] == "tree" else None for parts in headings]


def _one_by_one(repository: Repository, revision: str) -> Commit:
    """Return the commit that a revision names. RefusedError reports the missing part."""
    commit = _commit_id(repository, revision)
    if commit is None:
        raise RefusedError(_unresolved(repository, revision))
    return _commit(repository, commit)


def _at_once(repository: Repository, revision: str) -> Commit | None:
    """Return the same from one process, which saves a short build 3 ms; None if anything needs a closer look."""
    commit = f"{revision}^{{commit}}"
    folder = repository.prefix.rstrip("/")
    requested = [commit, f"{commit}:{folder}", f"{commit}:{repository.prefix}{CATALOG}"]
    feed = "".join(f"{name}\n" for name in requested).encode("utf-8", "surrogateescape")
    done = process.run(repository.top, "cat-file", "--batch", feed=feed)
    found = process.objects(done.out)
    if done.code or [kind for _, kind, _ in found] != ["commit", "tree", "blob"]:
        return None
    entries = dict(_entries(found[1][2], len(found[1][0]) // 2))
    if any(entry.mode not in (FOLDER, SYMLINK, SUBMODULE) for entry in map(entries.get, FOLDERS) if entry):
        return None
    return _commit_of(repository, found[0][0], {**entries, CATALOG: Entry(CATALOG, found[2][0])})


def _entries(tree: bytes, size: int) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of a tree object by name, with ids of `size` bytes."""
    place = 0
    while place < len(tree):
        end = tree.index(b"\0", place)
        mode, _, name = tree[place:end].decode("utf-8", "surrogateescape").partition(" ")
        place = end + 1 + size
        yield name, Entry(name, tree[end + 1 : place].hex(), mode.zfill(6))


def _commit(repository: Repository, commit: str) -> Commit:
    """Return the commit with its entries in the folder of the product repository.

    Refuses a commit that contains the state of builds.
    """
    prefix = repository.prefix
    names = [prefix + name for name in (*FOLDERS, CATALOG, HOME, DIST)]
    done = process.run(repository.top, "ls-tree", "-t", "-z", "--full-tree", commit, "--", *names)
    if done.code:
        from packshot.git import damage

        first = process.run(repository.top, "cat-file", "commit", commit).out.decode("utf-8", "replace")
        tree = first.partition("\n")[0].removeprefix("tree ")
        raise RefusedError(damage.lost_tree(repository, tree, "", done.err))
    found: dict[str, Entry] = {}
    for record in done.records():
        heading, _, path = record.partition("\t")
        mode, _, oid = heading.split(" ")
        found[path.removeprefix(prefix)] = Entry(path.removeprefix(prefix), oid, mode)
    return _commit_of(repository, commit, found)


def _commit_of(repository: Repository, commit: str, found: Mapping[str, Entry]) -> Commit:
    if HOME in found:
        path = f"{repository.prefix}{HOME}"
        raise refusal("state-committed", Location(path), path=path)
    named = {folder: found[folder] for folder in FOLDERS if folder in found}
    roots = {folder: entry.blob for folder, entry in named.items() if entry.mode == FOLDER}
    links = {folder: entry for folder, entry in named.items() if entry.mode in (SYMLINK, SUBMODULE)}
    return Commit(commit, roots, links, CATALOG in found and found[CATALOG].is_file(), DIST in found)


def _commit_id(repository: Repository, revision: str) -> str | None:
    """Return the id of the commit that a revision names; None if there is none that git can read."""
    done = process.run(repository.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    oid = done.out.decode("utf-8", "replace").strip()
    return oid if done.code == 0 and OBJECT.fullmatch(oid) else None


def _unresolved(repository: Repository, revision: str) -> Finding:
    """Return the finding of a revision without a commit: it names nothing, or an object that is lost."""
    done = process.run(repository.top, "rev-parse", "--verify", "--quiet", revision)
    oid = done.out.decode("utf-8", "replace").strip()
    tag = process.run(repository.top, "cat-file", "tag", oid) if OBJECT.fullmatch(oid) else None
    if tag is not None and tag.code == 0:
        oid = tag.out.decode("utf-8", "replace").partition("\n")[0].removeprefix("object ")
    if OBJECT.fullmatch(oid) and oid != revision and process.run(repository.top, "cat-file", "-p", oid).code:
        from packshot.git import damage

        return damage.lost(repository, oid, ".")
    if done.code not in (0, 1):
        return process.failure("rev-parse", done.err)
    return _unknown(repository, revision)


def _unknown(repository: Repository, revision: str) -> Finding:
    if revision == "HEAD":
        broken = process.run(repository.top, "for-each-ref", "--count=1").err
        if broken:
            return process.failure("for-each-ref", broken)
        return report(NO_COMMIT, _HERE)
    clone = "shallow" if repository.shallow else "whole"
    return report("git-unknown-revision", _HERE, revision=revision, clone=clone)


def list_files(repository: Repository, roots: Roots) -> Iterator[Entry]:
    """Yield every file of the source trees, sorted by path, including links and submodules.

    Raises RefusedError if git cannot list a tree.
    """
    for folder in FOLDERS:
        if folder in roots:
            yield from _list_folder(repository, folder, roots[folder])


def _list_folder(repository: Repository, folder: str, root: str) -> Iterator[Entry]:
    try:
        for record in process.records(repository.top, "ls-tree", "-r", "-z", "--full-tree", root):
            heading, _, path = record.partition("\t")
            mode, _, blob = heading.split(" ")
            yield Entry(f"{folder}/{path}", blob, mode)
    except RefusedError as refusal:
        from packshot.git import damage

        raise RefusedError(damage.lost_tree(repository, root, folder, "")) from refusal


def read_blobs(repository: Repository, roots: Roots, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of each requested file of the source trees, in the requested order.

    One git process reads all files. Files that do not exist are omitted. Raises RefusedError for a file whose object is
    lost, or if git fails.
    """
    known = [path for path in paths if path.partition("/")[0] in roots and "\n" not in path]
    names = [f"{roots[folder]}:{rest}" for folder, _, rest in (path.partition("/") for path in known)]
    answers = process.blobs(repository.top, names)
    for path in known:
        data = given(repository, roots, path, lambda: next(answers))
        if data is not None:
            yield path, data


def given(repository: Repository, roots: Roots, path: str, read: Callable[[], bytes | None]) -> bytes | None:
    """Return the bytes that `read` returns for a file; None if the source trees do not list the file.

    Raises RefusedError if the trees list the file and `read` returns None, or if git fails.
    """
    from packshot.git import damage

    try:
        data = read()
    except RefusedError:  # this object may have ended git
        damage.check_file(repository, roots, path)
        raise
    if data is None:
        damage.check_file(repository, roots, path)
    return data
