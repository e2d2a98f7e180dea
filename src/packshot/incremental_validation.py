"""The story of a judgement: read the working tree, judge what has changed since the last time, hand out what stands.

Its state lies beside that of builds, in `.packshot/judged`, and is a cache: without it everything is judged anew.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from packshot import local_state
from packshot.catalog.toolchain import toolchain
from packshot.engine.parsing import DamagedError, many
from packshot.engine.up_to_date import Pointer, latest, up_to_date
from packshot.findings import Finding, RefusedError, in_order
from packshot.git import repository
from packshot.git.work_tree import Snapshot, WorkTree

if TYPE_CHECKING:
    from packshot.catalog.reader import Reader
    from packshot.engine.request import Changed, Request
    from packshot.engine.state_reader import StateReader

JUDGED = f"{local_state.HOME}/judged"
MOST = 500
"""States that are kept; then the folder is begun anew, for nothing in it is ever needed again."""

SHARE = 0.1
"""Of the records: if more of them must be evaluated, a validation from nothing is quicker."""

FEW = 500
"""So many records are evaluated before anybody waits."""

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Validated:
    """A tree that has been judged: what stands, and how many records were evaluated for it this time."""

    tree: WorkTree
    standing: StateReader
    evaluated: int

    def findings(self) -> list[Finding]:
        """All findings of the tree, sorted by place."""
        return in_order([*self.tree.findings(), *self._found()])

    def reader(self, as_of: str) -> Reader:
        """A reader of the tree by the facts that stand."""
        from packshot.engine.types import Reads
        from packshot.validation_program import Judgement

        return Judgement(self.tree, "").reader(self.standing.facts, as_of, Reads())

    def _found(self) -> Iterator[Finding]:
        from packshot.engine.tables import FINDING, read_finding
        from packshot.validation_program import FOUND

        for _, held in self.standing.items(FOUND, many(FINDING)):
            yield from map(read_finding, held)
        for _, held in self.standing.artifacts(f"{FOUND}/", many(FINDING)):
            yield from map(read_finding, held)


def again(folder: Path, as_of: str, progress: Progress | None = None) -> Validated | None:
    """Judge what has changed since the last time; None where a judgement from nothing is quicker.

    That is so where nothing was judged yet by this program, where more than a share of the records must be evaluated
    (two processes do that better), and where the state cannot be kept, as when another process judges here.
    """
    home = _home(repository.find(folder).root)
    base = latest(str(home / "store"))
    if base is None or base.toolchain != toolchain():
        return None
    try:
        most = SHARE * _state(home, base).records
        return judge(folder, as_of, lambda stage, done: _watched(stage, done, most, progress))
    except (_TooManyError, RefusedError, DamagedError):
        return None


class _TooManyError(Exception):
    """More was to be evaluated than pays."""


def _watched(stage: str, done: int, most: float, progress: Progress | None) -> None:
    if done > most and done > FEW:
        raise _TooManyError
    if progress is not None:
        progress(stage, done)


def judge(folder: Path, as_of: str, progress: Progress | None = None) -> Validated:
    """Judge the working tree of a repository at an instant.

    RefusedError where the state cannot be kept: another process judges here, the folder cannot be written.
    """
    tree = WorkTree(repository.find(folder))
    home = _home(tree.repository.root)
    _bound(home)
    base = latest(str(home / "store"))
    if base is not None and up_to_date(base, tree.snapshot.id, as_of, toolchain()):
        try:
            return Validated(tree, _state(home, base), 0)
        except DamagedError:
            base = None
    try:
        return _judged(tree, home, as_of, base, progress)
    except RefusedError as refusal:
        if refusal.findings[0].code != "state-damaged":
            raise
    forget(folder)
    return _judged(tree, home, as_of, None, progress)


def _judged(tree: WorkTree, home: Path, as_of: str, base: Pointer | None, progress: Progress | None) -> Validated:
    from packshot.engine.run import build

    local_state.hide(home.parent)
    result = build(_request(tree, home, as_of, base, progress))
    if result.pointer is None:
        raise RefusedError(*result.findings)
    _note(home, result.pointer, tree)
    return Validated(tree, _state(home, result.pointer), result.records)


def _request(tree: WorkTree, home: Path, as_of: str, base: Pointer | None, progress: Progress | None) -> Request:
    from packshot.engine.request import Request
    from packshot.validation_program import Judgement

    return Request(
        program=Judgement(tree, toolchain(), progress),
        tree=tree.snapshot.id,
        entries=lambda: ((entry.path, entry.blob) for entry in tree.entries()),
        read_many=tree.read_many,
        originals=lambda original: b"",  # nothing is made of originals
        as_of=as_of,
        home=home,
        store=str(home / "store"),
        base=base,
        changed=_changed(tree, home, base),
        seconds=time.perf_counter,
    )


def _changed(tree: WorkTree, home: Path, base: Pointer | None) -> Changed | None:
    """What differs from the base by git, where the receipt tells of it; None leaves it to a comparison."""
    held = None if base is None else local_state.last_validation(home)
    if base is None or held is None:
        return None
    found = Snapshot(held.roots, {path: (before, after) for path, before, after in held.local})
    return tree.changed_from(found) if found.id == base.tree else None


def _note(home: Path, pointer: Pointer, tree: WorkTree) -> None:
    """Write down which state of the working tree the state is of."""
    snapshot = tree.snapshot
    local = [(path, *pair) for path, pair in snapshot.local.items()]
    local_state.write(home, local_state.ValidationReceipt(pointer.tree, dict(snapshot.roots), local))


def forget(folder: Path) -> None:
    """Take the state away, which turned out not to be whole; the next judgement is one from nothing."""
    shutil.rmtree(_home(repository.find(folder).root), ignore_errors=True)


def _state(home: Path, pointer: Pointer) -> StateReader:
    from packshot.engine.state_reader import StateReader  # a validation from nothing needs none

    return StateReader(str(home / "store"), pointer)


def _home(root: Path) -> Path:
    return root / JUDGED


def _bound(home: Path) -> None:
    """Begin anew where too many states have come together."""
    states = home / "store" / "states"
    if states.is_dir() and sum(1 for _ in states.iterdir()) > MOST:
        shutil.rmtree(home, ignore_errors=True)
