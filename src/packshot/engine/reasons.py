"""The reasons why tasks are evaluated: every changed input of each task, and the cause of each change.

The inputs of a task are what it read in its previous evaluation and in the new one: a changed file may make it read
another changed file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from packshot.engine.clock import passed
from packshot.engine.dirty import readers
from packshot.engine.inputs import Inputs
from packshot.engine.state import State
from packshot.engine.state_reader import StateFacts
from packshot.engine.tables import key
from packshot.engine.types import Node, Program, Task, Timestamp

Cause = str
"""The cause of a changed release: the path of a changed file, or `CLOCK`."""

CLOCK: Cause = ""

Why = Literal["no state", "toolchain", "new", "removed", "files", "node", "clock"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a task is evaluated.

    One of these: there is no state to start from; the toolchain has changed; a file makes the task new, removes it, or
    begins or stops being one of its files; a node that the task owns or reads has changed in a file; the clock has
    passed a timestamp that the task compares it with.
    """

    why: Why
    node: Node = ""
    path: str = ""
    instant: Timestamp = ""

    @property
    def cause(self) -> Cause:
        """Return the path of the file; `CLOCK` if there is no file, also for a reason to evaluate all tasks."""
        return self.path or CLOCK

    @property
    def order(self) -> tuple[str, ...]:
        """Return the sort key: file, kind, node, timestamp."""
        return self.path, self.why, self.node, self.instant

    def __str__(self) -> str:
        match self.why:
            case "node":
                return f"{self.node} changed in {self.path}"
            case "clock":
                return f"the clock passed {self.instant}"
            case "no state":
                return "there is no state to start from"
            case "toolchain":
                return "the toolchain has changed"
            case "files":
                return f"the files of the record changed: {self.path}"
            case _:
                return f"the record is {self.why}: {self.path}"


Reasons = dict[Task, tuple[Reason, ...]]


def reasons(program: Program, base: State, state: State, inputs: Inputs, tasks: set[Task], as_of: Timestamp) -> Reasons:
    """Return all reasons of each evaluated task, sorted. `state` is the state after the evaluation."""
    found: dict[Task, set[Reason]] = {task: set() for task in tasks}
    for task, reason in _candidates(program, base, state, inputs, as_of):
        if task in found:
            found[task].add(reason)
    return {task: tuple(sorted(each, key=lambda reason: reason.order)) for task, each in sorted(found.items())}


def _candidates(
    program: Program, base: State, state: State, inputs: Inputs, as_of: Timestamp
) -> Iterator[tuple[Task, Reason]]:
    for task, paths in inputs.records.items():
        was, now = (each.tables.makers.any(key(task, "")) for each in (base, state))
        why: Why = "files" if was == now else "new" if now else "removed"
        yield from ((task, Reason(why, path=path)) for path in paths)
    for tables in (base.tables, state.tables):
        facts = StateFacts(tables)
        for node, paths in (*inputs.nodes.items(), *inputs.equal.items()):
            owner = program.owner(node, facts)
            for reason in (Reason("node", node=node, path=path) for path in paths):
                yield from ((task, reason) for task in (*readers(tables, node), *((owner,) if owner else ())))
        yield from ((task, Reason("clock", instant=instant)) for task, instant in passed(base, tables.clock, as_of))
