"""The tasks that must be evaluated again. `reasons` names all changed inputs of each."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.engine.bitmap import numbers
from packshot.engine.clock import passed
from packshot.engine.inputs import Inputs
from packshot.engine.state import State, Tables
from packshot.engine.state_reader import StateFacts
from packshot.engine.tables import key
from packshot.engine.types import Node, Program, Task, Timestamp


def dirty(program: Program, base: State, inputs: Inputs, as_of: Timestamp) -> set[Task]:
    """Return the tasks to evaluate or remove: a changed file begins or stops making them, a node that they own or have
    read has changed, or the clock has passed a timestamp that they compared it with.
    """
    facts = StateFacts(inputs.state.tables)
    found = set(inputs.records)
    for node in inputs.nodes:
        owner = program.owner(node, facts)
        found.update(readers(base.tables, node), () if owner is None else (owner,))
    found.update(record for record, _ in passed(base, base.tables.clock, as_of))
    makers, records = inputs.state.tables.makers, base.tables.records
    return {record for record in found if records.get(record) is not None or makers.any(key(record, ""))}


def readers(tables: Tables, node: Node) -> Iterator[Task]:
    """Yield the tasks that have read a shared node."""
    for number in numbers(tables.readers.get(node)):
        yield tables.numbers.get(number_key(number))


def number_key(number: int) -> str:
    """Return the key of the number of a task. The keys sort like the numbers."""
    return f"{number:08x}"
