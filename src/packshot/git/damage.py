"""Git objects that a tree lists and that this clone does not have, or has damaged.

Git answers `missing` for them as for a path that no tree lists. The first is a refusal, for a file that is left out
unnoticed changes what is published; the second is an absent file. What differs is asked here, after the fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from packshot.findings import Finding, Location, RefusedError, error
from packshot.git import process
from packshot.git.tree import SUBMODULE, Repository, Roots

_FSCK = "Run `git fsck` to list what is damaged, then `git fetch --refetch` to get it again."
_PARTIAL = (
    "This clone is partial: run `git fetch --refetch --no-filter` to get all objects; where no files are checked out, "
    "`git checkout` gets those of the commit."
)
_SHALLOW = " This clone is shallow: `git fetch --unshallow` gets what is older."


def check_file(repository: Repository, roots: Roots, path: str) -> None:
    """Refuse a path for which git gave no bytes, unless the tree does not list it as a file."""
    folder, _, rest = path.partition("/")
    if not rest or folder not in roots:
        return
    done = process.run(repository.top, "ls-tree", "-z", "--full-tree", roots[folder], "--", rest)
    if done.code:
        raise RefusedError(lost_tree(repository, roots[folder], folder, done.err))
    for record in done.records():
        mode, kind, oid = record.partition("\t")[0].split(" ")
        if kind == "blob" and mode != SUBMODULE:
            raise RefusedError(lost(repository, oid, path))


def lost_tree(repository: Repository, root: str, path: str, words: str) -> Finding:
    """The finding for a tree, found at a path, that could not be listed: which of the trees below it is lost.

    Git lists a folder before it opens it, so that the last one listed is the one it could not open.
    """
    done = process.run(repository.top, "ls-tree", "-r", "-t", "-z", "--full-tree", root)
    heading, _, below = (done.records() or [f"040000 tree {root}\t"])[-1].partition("\t")
    _, kind, oid = heading.split(" ")
    if not done.code or kind != "tree" or not process.run(repository.top, "ls-tree", oid).code:
        return process.failure("ls-tree", words or done.err)
    return lost(repository, oid, "/".join(part for part in (path, below) if part) or ".")


def lost(repository: Repository, oid: str, path: str) -> Finding:
    """The finding for an object that a tree or a branch names and git cannot read."""
    done = process.run(repository.top, "cat-file", "-p", oid)
    if not done.code:
        what = f"The contents of the Git object {oid} do not have this id."
    elif "error:" in done.err or "corrupt" in done.err:
        what = f"The Git object {oid} cannot be read: {done.err}"
    else:
        what = f"The Git object {oid} is not in this clone."
    return error("git-object-missing", Location(path), what, _help(repository))


def _help(repository: Repository) -> str:
    if _is_partial(repository):
        return _PARTIAL
    others = list(_alternates(repository.store))
    absent = [str(each) for each in others if not each.is_dir()]
    if absent:
        return f"This clone takes objects from {absent[0]}, which does not exist: restore it, or clone again. {_FSCK}"
    borrowed = f"This clone takes objects from {others[0]}, where they may have been removed. " if others else ""
    return borrowed + _FSCK + (_SHALLOW if repository.shallow else "")


def _is_partial(repository: Repository) -> bool:
    pattern = r"^(extensions\.partialclone|remote\..*\.promisor)$"
    return bool(process.run(repository.top, "config", "--get-regexp", pattern).out)


def _alternates(store: Path) -> Iterator[Path]:
    """The folders of objects that this clone shares with others."""
    objects = store / "objects"
    try:
        lines = (objects / "info" / "alternates").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    yield from (objects / line for line in lines if line and not line.startswith("#"))


def findings(repository: Repository, files: Iterator[tuple[str, str]], most: int) -> list[Finding]:
    """The first files, given as path and object id, whose objects are lost; their contents are not looked at."""
    listed = list(files)
    feed = "".join(f"{oid}\n" for _, oid in listed).encode()
    done = process.run(repository.top, "cat-file", "--batch-check", feed=feed)
    answers = done.out.decode().splitlines()
    # Where it dies, as in a partial clone, the one it was asked next is lost.
    answers += [""] * (len(listed) - len(answers)) if not done.code else [""]
    missing = ((path, oid) for (path, oid), answer in zip(listed, answers, strict=False) if len(answer.split(" ")) != 3)
    return [lost(repository, oid, path) for path, oid in islice(missing, most)]
