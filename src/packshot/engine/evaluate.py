"""The evaluation of dirty tasks: their new outputs, reads and timestamps replace the previous ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from packshot.engine.audiences import united
from packshot.engine.bitmap import Readings
from packshot.engine.buckets import item_key
from packshot.engine.claims import Claims, Job
from packshot.engine.dirty import number_key
from packshot.engine.disk import Scratch
from packshot.engine.external_sort import ExternalSort, text
from packshot.engine.output_rules import twice, unfit
from packshot.engine.pages import Members
from packshot.engine.state import State, with_tables
from packshot.engine.state_reader import StateFacts
from packshot.engine.tables import finding_line, key, parts
from packshot.engine.types import Item, Json, Listing, Node, Program, Reads, Task, Timestamp, View, digest
from packshot.findings import Finding, Location, Severity

MARK = 24
"""The number of digits of a digest that identifies the value of a line."""


@dataclass(slots=True)
class Evaluated:
    """The results of one evaluation of a task."""

    views: dict[tuple[str, str], View] = field(default_factory=dict)
    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    reads: Reads = field(default_factory=Reads)
    audiences: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """The audiences of each view that was given for several."""

    def join_audiences(self) -> None:
        """Set the audience of each view to the set of its audiences."""
        for place, names in self.audiences.items():
            self.views[place] = replace(self.views[place], audience=united(names))


class Evaluation:
    """The evaluation of tasks on a state that has the new facts, and the resulting edits of the state."""

    def __init__(self, program: Program, as_of: Timestamp, state: State, claims: Claims, scratch: Scratch) -> None:
        self._program = program
        self._as_of = as_of
        self._state = state
        self._facts = StateFacts(state.tables)
        self._claims = claims
        self._next = state.next_number
        self._readings = Readings(scratch)
        names = ("records", "numbers", "clock", "items", "listings", "findings")
        self.edits = {name: ExternalSort(scratch) for name in names}
        self.findings: list[Finding] = []

    def failed(self) -> bool:
        """Return whether a task has reported an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def jobs(self, records: Iterable[Task]) -> Iterator[Job]:
        """Evaluate tasks in turn; yield the jobs of their views. After the first error, no more jobs are yielded."""
        for record in records:
            exists = self._state.tables.makers.any(key(record, ""))
            shown = self._shown(record) if exists else Evaluated()
            self.findings += shown.findings
            if not self.failed():
                yield from self._replace(record, shown, exists)

    def declared(self) -> set[str]:
        """Return the names of the listings whose declaration has changed."""
        return {parts(place)[0] for place, _ in self.edits["listings"].sorted()}

    def sealed(self, members: Members) -> State:
        """Return the state with the results of the evaluated tasks. Claims, pages and sizes are added later."""
        tables = self._state.tables
        edits = {name: runs.sorted() for name, runs in self.edits.items()}
        edits["items"] = members.watch(edits["items"])
        sealed = {name: getattr(tables, name).update(stream) for name, stream in edits.items()}
        readers = tables.readers.update(self._readings.edits(tables.readers))
        return with_tables(replace(self._state, next_number=self._next), readers=readers, **sealed)

    def close(self) -> None:
        """Release memory and scratch files."""
        for runs in self.edits.values():
            runs.close()

    def _shown(self, record: Task) -> Evaluated:
        shown = Evaluated()
        self._claims.counts.records += 1
        for emitted in self._program.evaluate(record, self._facts, self._as_of, shown.reads):
            match emitted:
                case View():
                    self._view(shown, record, emitted)
                case Item():
                    self._once(shown, record, emitted, shown.items, (emitted.listing, emitted.member))
                case Listing():
                    self._once(shown, record, emitted, shown.listings, emitted.id)
                case Finding():
                    shown.findings.append(emitted)
        shown.join_audiences()
        return shown

    def _view(self, shown: Evaluated, record: Task, view: View) -> None:
        """Add a view. An equal view for another audience adds this audience to the first view."""
        place = (view.path, view.part)
        first = shown.views.setdefault(place, view)
        if not (first is view or first.has_same_file(view)):
            shown.findings.append(twice(self.at(record), *place, record))
        elif first is view or view.audience not in shown.audiences.get(place, (first.audience,)):
            shown.findings += unfit(view, self.at(record))
        if first.audience != view.audience:
            shown.audiences.setdefault(place, {first.audience}).add(view.audience)

    def _once(self, shown: Evaluated, record: Task, emitted: Any, earlier: dict[Any, Any], name: Any) -> None:
        if earlier.setdefault(name, emitted) != emitted:
            named = name if isinstance(name, tuple) else (name, "")
            shown.findings.append(twice(self.at(record), *named, record))

    def at(self, record: Task) -> Location:
        """Return the location of a task: the first file that makes it, or the task itself if no file does."""
        line = next(self._state.tables.makers.scan(key(record, "")), None)
        return Location(parts(line[0])[1] if line else record)

    def _replace(self, record: Task, shown: Evaluated, exists: bool) -> Iterator[Job]:
        """Replace the previous results of a task with the new ones; yield the jobs of its views."""
        old = self._state.tables.records.get(record) or _NOTHING
        number = self._number(record, old, exists)
        shared = {node for node in shown.reads.nodes if self._program.owner(node, self._facts) != record}
        self._readings.note(number, set(old["reads"]), shared)
        lines, marks = _new_lines(record, shown), _old_marks(record, old)
        for table in marks:
            self._replace_lines(table, marks[table], lines[table])
        if not exists:
            self.edits["records"].put(record, None)
        elif (memory := _memory(number, shared, shown, lines)) != old:
            self.edits["records"].put(record, memory)
        yield from self._claims.replace(record, old["claims"], shown.views.values())

    def _number(self, record: Task, old: Json, exists: bool) -> int:
        number: int = old["n"]
        if number < 0:
            number, self._next = self._next, self._next + 1
            self.edits["numbers"].put(number_key(number), record)
        elif not exists:
            self.edits["numbers"].put(number_key(number), None)
        return number

    def _replace_lines(self, table: str, old: Mapping[str, str], new: Mapping[str, _Line]) -> None:
        """Replace old lines with new ones. A line with an unchanged mark causes no edit."""
        for place in old:
            if place not in new:
                self.edits[table].edit(place, None)
        for place, line in new.items():
            if old.get(place) != line.mark:
                self.edits[table].edit(place, line.raw)


class _Line(NamedTuple):
    """The stored form of a value, and its mark: the start of its digest, by which a change is detected."""

    raw: str
    mark: str


def _line(value: Json) -> _Line:
    raw = text(value)
    return _Line(raw, digest(raw.encode("utf-8", "surrogatepass"))[:MARK])


_HERE = _line(1)
"""The value of every line in the table of the clock."""

_NOTHING: Json = {"n": -1, "reads": (), "at": (), "claims": (), "items": (), "lists": (), "found": ""}


def _new_lines(record: Task, shown: Evaluated) -> dict[str, dict[str, _Line]]:
    """Return the new lines of a task, by table and key."""
    found = {record: _line([finding_line(finding) for finding in shown.findings])} if shown.findings else {}
    lists = {key(each.id, record): _declaration(each) for each in shown.listings.values()}
    return {
        "clock": {key(instant, record): _HERE for instant in shown.reads.instants},
        "items": {
            item_key(item.listing, item.member, record, item.group, item.order): _line(item.data)
            for item in shown.items.values()
        },
        "listings": lists,
        "findings": found,
    }


def _declaration(listing: Listing) -> _Line:
    return _line([listing.output, listing.size, listing.data, listing.buckets, listing.ordered, listing.indexed])


def _old_marks(record: Task, old: Json) -> dict[str, dict[str, str]]:
    """Return the marks of the previous lines of a task by table and key, read from its line in the table of records."""
    return {
        "clock": {key(instant, record): _HERE.mark for instant in old["at"]},
        "items": {
            item_key(name, member, record, group, *order): mark for name, member, group, mark, *order in old["items"]
        },
        "listings": {key(name, record): mark for name, mark in old["lists"]},
        "findings": {record: old["found"]} if old["found"] else {},
    }


def _memory(number: int, shared: set[Node], shown: Evaluated, new: Mapping[str, Mapping[str, _Line]]) -> Json:
    """Return the line of a task in the table of records, from which the next evaluation finds the lines to replace."""
    marks = {table: [line.mark for line in lines.values()] for table, lines in new.items()}
    items = zip(shown.items.values(), marks["items"], strict=True)
    return {
        "n": number,
        "reads": sorted(shared),
        "at": sorted(shown.reads.instants),
        "claims": [list(place) for place in shown.views],
        "items": [
            [item.listing, item.member, item.group, mark, *([] if item.order is None else [item.order])]
            for item, mark in items
        ],
        "lists": [list(pair) for pair in zip(shown.listings, marks["listings"], strict=True)],
        "found": "".join(marks["findings"]),
    }
