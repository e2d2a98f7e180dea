"""The tasks that must be evaluated again, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from packshot.engine.bitmap import numbers
from packshot.engine.clock import awakened
from packshot.engine.inputs import Inputs
from packshot.engine.state import State
from packshot.engine.state_reader import StateFacts
from packshot.engine.tables import key
from packshot.engine.types import Node, Program, Task, Timestamp

Why = Literal["no state", "toolchain", "new", "removed", "node", "clock"]


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason why a task is evaluated.

    The reasons are: there is no state to start from; the toolchain has changed; the task is new or removed; a node that
    the task read has changed in a file; the clock has passed a timestamp that the task depends on.
    """

    why: Why
    node: Node = ""
    path: str = ""
    instant: Timestamp = ""

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
            case _:
                return f"the record is {self.why}"


def dirty(program: Program, base: State, inputs: Inputs, as_of: Timestamp) -> dict[Task, Reason]:
    """Return the tasks to evaluate or remove, each with the first reason found."""
    reasons: dict[Task, Reason] = {}
    tables = inputs.state.tables
    for record, reason in _candidates(program, base, inputs, as_of):
        if record not in reasons:
            exists = tables.makers.any(key(record, ""))
            known = base.tables.records.get(record) is not None
            if known or exists:
                reasons[record] = reason if known and exists else Reason("new" if exists else "removed")
    return reasons


def _candidates(program: Program, base: State, inputs: Inputs, as_of: Timestamp) -> Iterable[tuple[Task, Reason]]:
    facts = StateFacts(inputs.state.tables)
    for record in sorted(inputs.records):
        yield record, Reason("new")
    for node, path in sorted(inputs.nodes.items()):
        reason = Reason("node", node=node, path=path)
        owner = program.owner(node, facts)
        if owner is not None:
            yield owner, reason
        for number in numbers(base.tables.readers.get(node)):
            yield base.tables.numbers.get(number_key(number)), reason
    for record, instant in awakened(base, as_of):
        yield record, Reason("clock", instant=instant)


def number_key(number: int) -> str:
    """Return the key of the number of a task. The keys sort like the numbers."""
    return f"{number:08x}"
