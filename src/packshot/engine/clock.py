"""The clock of a state: the tasks to evaluate again at another timestamp, and the interval of validity of a release."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.engine.sorted_map import SortedMap
from packshot.engine.state import State
from packshot.engine.tables import key, parts
from packshot.engine.types import Task, Timestamp


def passed(base: State, clock: SortedMap, as_of: Timestamp) -> Iterator[tuple[Task, Timestamp]]:
    """Yield each task that compared the clock with a timestamp between the interval of the base and `as_of`, with this
    timestamp.

    `clock` is the table of the clock of the base, or of a later state.

    If `as_of` is later than the interval, a timestamp counts once it is reached; if `as_of` is earlier, once the
    timestamp is in the future again. Both ranges are half-open: the new period begins at the timestamp itself.
    """
    if base.next_transition is not None and as_of >= base.next_transition:
        found = clock.between(base.next_transition, after(as_of))
    elif base.valid_from is not None and as_of < base.valid_from:
        found = clock.between(after(as_of), after(base.valid_from))
    else:
        return
    for line, _ in found:
        instant, record = parts(line)
        yield record, instant


def interval(clock: SortedMap, as_of: Timestamp) -> tuple[Timestamp | None, Timestamp | None]:
    """Return the interval around `as_of` in which the clock changes no task, as (valid_from, next_transition).

    `valid_from` is included, `next_transition` is excluded. None means that there is no such limit.
    """
    begun = clock.before(after(as_of))
    coming = next(clock.between(after(as_of)), None)
    return begun and parts(begun)[0], coming and parts(coming[0])[0]


def after(instant: Timestamp) -> str:
    """Return a key that is greater than all keys of a timestamp in the table of the clock."""
    return key(instant, "") + "\U0010ffff"
