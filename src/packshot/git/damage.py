"""Git objects to which a tree, a branch or a tag refers but which are missing or damaged in this clone.

Git prints `missing` both for a missing object and for a path that is not in the tree. This module distinguishes the two
cases: a lost object is an error, because omitting its file would silently change the release; a path that is not in the
tree is an absent file.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from packshot.findings import Finding, Location, RefusedError, report
from packshot.git import process
from packshot.git.tree import SUBMODULE, Repository, Roots


def check_file(repository: Repository, roots: Roots, path: str) -> None:
    """Raise RefusedError for a file that git did not return although the source trees list it.

    Nothing is raised if the trees do not list the file. RefusedError is also raised if git cannot list the tree.
    """
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
    """Return the finding for a tree that git could not list, with the path of the lost folder.

    Git lists a folder before it opens the folder, so the last folder listed is the one that could not be opened. If no
    folder is lost, the finding quotes the error output of git.
    """
    done = process.run(repository.top, "ls-tree", "-r", "-t", "-z", "--full-tree", root)
    heading, _, below = (done.records() or [f"040000 tree {root}\t"])[-1].partition("\t")
    _, kind, oid = heading.split(" ")
    if not done.code or kind != "tree" or not process.run(repository.top, "ls-tree", oid).code:
        return process.failure("ls-tree", words or done.err)
    return lost(repository, oid, "/".join(part for part in (path, below) if part) or ".")


def lost(repository: Repository, oid: str, path: str) -> Finding:
    """Return the finding for a missing, unreadable or altered object to which a tree, a branch or a tag refers."""
    done = process.run(repository.top, "cat-file", "-p", oid)
    is_unreadable = "error:" in done.err or "corrupt" in done.err
    damage = "altered" if not done.code else "unreadable" if is_unreadable else "missing"
    clone, source = _clone(repository)
    params = {"object": oid, "damage": damage, "output": done.err, "clone": clone, "source": source}
    return report("git-object-missing", Location(path)).with_params(**params)


def _clone(repository: Repository) -> tuple[str, Path | None]:
    """Return the kind of clone that may explain a lost object, and the folder from which it borrows objects."""
    if _is_partial(repository):
        return "partial", None
    sources = list(_alternates(repository.store))
    absent = [each for each in sources if not each.is_dir()]
    if absent:
        return "lost_source", absent[0]
    if sources:
        return "borrowed_shallow" if repository.shallow else "borrowed", sources[0]
    return "shallow" if repository.shallow else "whole", None


def _is_partial(repository: Repository) -> bool:
    pattern = r"^(extensions\.partialclone|remote\..*\.promisor)$"
    return bool(process.run(repository.top, "config", "--get-regexp", pattern).out)


def _alternates(store: Path) -> Iterator[Path]:
    """Yield the folders of objects that this clone shares with others."""
    objects = store / "objects"
    try:
        lines = (objects / "info" / "alternates").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    yield from (objects / line for line in lines if line and not line.startswith("#"))


def findings(repository: Repository, files: Iterator[tuple[str, str]], most: int) -> list[Finding]:
    """Return a finding for each file whose object is lost, at most `most` findings.

    `files` are pairs of path and object id. The contents of the files are not read, so altered contents
    are not found.
    """
    listed = list(files)
    feed = "".join(f"{oid}\n" for _, oid in listed).encode()
    done = process.run(repository.top, "cat-file", "--batch-check", feed=feed)
    answers = done.out.decode().splitlines()
    # If git stops early, as in a partial clone, the next object of the input is lost.
    answers += [""] * (len(listed) - len(answers)) if not done.code else [""]
    missing = ((path, oid) for (path, oid), answer in zip(listed, answers, strict=False) if len(answer.split(" ")) != 3)
    return [lost(repository, oid, path) for path, oid in islice(missing, most)]
