"""Incremental validation of the working tree: only the changes since the last validation are validated.

The state in `.packshot/judged`, next to the state of builds, is a cache: without it, everything is validated again.
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

VALIDATION_HOME = f"{local_state.HOME}/judged"
MOST = 500
"""The largest number of stored states; above it the folder is emptied, because old states are never needed."""

SHARE = 0.1
"""The share of tasks above which a validation from nothing is faster."""

FEW = 500
"""The number of tasks that are always evaluated, whatever their share."""

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Validated:
    """The result of a validation: the state of the tree, and the number of tasks that were evaluated."""

    tree: WorkTree
    state: StateReader
    evaluated: int

    def findings(self) -> list[Finding]:
        """Return all findings of the tree, sorted by location."""
        return in_order([*self.tree.findings(), *self._found()])

    def reader(self, as_of: str) -> Reader:
        """Return a catalogue reader for the timestamp `as_of`, based on the facts in the state."""
        from packshot.engine.types import Reads
        from packshot.validation_program import ValidationProgram

        return ValidationProgram(self.tree, "").reader(self.state.facts, as_of, Reads())

    def _found(self) -> Iterator[Finding]:
        from packshot.engine.tables import FINDING, read_finding
        from packshot.validation_program import FOUND

        for _, rows in self.state.items(FOUND, many(FINDING)):
            yield from map(read_finding, rows)
        for _, rows in self.state.artifacts(f"{FOUND}/", many(FINDING)):
            yield from map(read_finding, rows)


def validate_changes(folder: Path, as_of: str, progress: Progress | None = None) -> Validated | None:
    """Validate the changes since the last validation and return the result; None if a full validation is needed.

    None is returned if this toolchain has no stored state, if the share of tasks to evaluate is above a limit (a full
    validation in two processes is faster), or if the state is damaged or cannot be stored, for example because another
    process is validating this tree. Raises RefusedError if the folder is not in a product repository.
    """
    home = _home(repository.find(folder).root)
    base = latest(str(home / "store"))
    if base is None or base.toolchain != toolchain():
        return None
    try:
        limit = SHARE * _state(home, base).records
        return validate(folder, as_of, lambda stage, done: _watched(stage, done, limit, progress))
    except (_TooManyError, RefusedError, DamagedError):
        return None


class _TooManyError(Exception):
    """Raised if the number of tasks to evaluate is above the limit."""


def _watched(stage: str, done: int, limit: float, progress: Progress | None) -> None:
    if done > limit and done > FEW:
        raise _TooManyError
    if progress is not None:
        progress(stage, done)


def validate(folder: Path, as_of: str, progress: Progress | None = None) -> Validated:
    """Validate the working tree of a repository at a timestamp and return the result.

    Raises RefusedError if the folder is not in a product repository, if git cannot read the repository, or if the state
    cannot be stored, for example because another process is validating this tree or the folder is not writable.
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
        return _validate(tree, home, as_of, base, progress)
    except RefusedError as refusal:
        if refusal.findings[0].code != "state-damaged":
            raise
    forget(folder)
    return _validate(tree, home, as_of, None, progress)


def _validate(tree: WorkTree, home: Path, as_of: str, base: Pointer | None, progress: Progress | None) -> Validated:
    from packshot.engine.run import build

    local_state.hide(home.parent)
    result = build(_request(tree, home, as_of, base, progress))
    if result.pointer is None:
        raise RefusedError(*result.findings)
    _note(home, result.pointer, tree)
    return Validated(tree, _state(home, result.pointer), result.records)


def _request(tree: WorkTree, home: Path, as_of: str, base: Pointer | None, progress: Progress | None) -> Request:
    from packshot.engine.request import Request
    from packshot.validation_program import ValidationProgram

    return Request(
        program=ValidationProgram(tree, toolchain(), progress),
        tree=tree.snapshot.id,
        entries=lambda: ((entry.path, entry.blob) for entry in tree.entries()),
        read_many=tree.read_many,
        originals=lambda original: b"",  # no output reads originals
        as_of=as_of,
        home=home,
        store=str(home / "store"),
        base=base,
        changed=_changed(tree, home, base),
        seconds=time.perf_counter,
    )


def _changed(tree: WorkTree, home: Path, base: Pointer | None) -> Changed | None:
    """Return the files that Git reports as changed since the base.

    None if the receipt is not of the base: compare all files.
    """
    receipt = None if base is None else local_state.last_validation(home)
    if base is None or receipt is None:
        return None
    found = Snapshot(receipt.roots, {path: (before, after) for path, before, after in receipt.local})
    return tree.changed_from(found) if found.id == base.tree else None


def _note(home: Path, pointer: Pointer, tree: WorkTree) -> None:
    """Write the receipt: the state of the working tree that was validated."""
    snapshot = tree.snapshot
    local = [(path, *pair) for path, pair in snapshot.local.items()]
    local_state.write(home, local_state.ValidationReceipt(pointer.tree, dict(snapshot.roots), local))


def forget(folder: Path) -> None:
    """Remove the stored validation state, for example if it is damaged; the next validation is a full one."""
    shutil.rmtree(_home(repository.find(folder).root), ignore_errors=True)


def _state(home: Path, pointer: Pointer) -> StateReader:
    from packshot.engine.state_reader import StateReader  # a validation from nothing does not need it

    return StateReader(str(home / "store"), pointer)


def _home(root: Path) -> Path:
    return root / VALIDATION_HOME


def _bound(home: Path) -> None:
    """Remove all stored states if there are too many."""
    states = home / "store" / "states"
    if states.is_dir() and sum(1 for _ in states.iterdir()) > MOST:
        shutil.rmtree(home, ignore_errors=True)
