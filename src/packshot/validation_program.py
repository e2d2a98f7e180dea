"""The other program that the engine runs on a product repository: it judges, and publishes nothing.

What is found is what it *shows*: findings are entries of an aggregate, errors too, so that a state is kept whatever is
wrong, and what aggregates find is an artifact of its page. So a validation and a report cost what has changed since the
last one, by the engine's own means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from packshot import checks
from packshot.catalog import nodes
from packshot.checks.rule import Untold
from packshot.engine.types import (
    Aggregate,
    Emitted,
    Facts,
    Item,
    Json,
    Listing,
    Page,
    Reads,
    Timestamp,
    View,
    canonical,
    digest,
)
from packshot.findings import Edit, Finding, Location, Severity
from packshot.publish_program import Repository
from packshot.readiness import duplicate_texts, product

FOUND = "found"
"""The listing of findings, a member a record, and the folder of what aggregates find."""


class Judgement(Repository):
    """A product repository that is judged: what is wrong with each record, and how ready each product is."""

    def evaluate(self, record: str, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterator[Emitted]:
        """What is wrong with a record, what must be compared with others, and the readiness of a product."""
        reader = self.reader(facts, as_of, reads)
        kind, key = nodes.cut(record)
        found: list[Json] = []
        for verdict in checks.check(reader, kind, key):
            if isinstance(verdict, Finding):
                found.append(to_json(verdict))
            elif not isinstance(verdict, Untold):
                yield _kept(verdict) if isinstance(verdict, Listing) else verdict
        if found:
            yield Item(FOUND, record, found)
        yield from product.entries(reader, kind, key)
        self.step()

    def output(self, name: str) -> Aggregate:
        """What keeps the findings of aggregates, or the texts that several products share."""
        return duplicate_texts.OUTPUT if name == duplicate_texts.NAME else OUTPUT

    def recipe(self, name: str) -> str:
        """What is found depends on all of the program."""
        return self.toolchain


def _kept(listing: Listing) -> Listing:
    """The same aggregate, whose findings are kept as artifacts."""
    data = {"id": listing.id, "output": listing.output, "data": listing.data}
    return Listing(listing.id, FOUND, listing.size, data, listing.buckets)


class Comparisons:
    """The aggregates of checks, each page's findings in an artifact; a page without any has none."""

    name = FOUND

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """What is wrong with the items of one page."""
        found = [to_json(each) for each in checks.find(listing["output"]).compose(listing["data"], page)]
        if found:
            path = f"{FOUND}/{digest(listing['id'].encode())[:16]}/{page.bucket:08x}"
            yield View(path, FOUND, found, "application/json")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The findings as JSON."""
        return canonical(data)


OUTPUT = Comparisons()


def to_json(finding: Finding) -> Json:
    """A finding with its edits, as plain data."""
    edits = [[_at(edit.at), edit.new, edit.safe] for edit in finding.edits]
    see = None if finding.see is None else _at(finding.see)
    return [finding.code, finding.severity.value, _at(finding.at), finding.what, finding.cure, edits, see]


def from_json(held: Json) -> Finding:
    """The finding that plain data tells."""
    code, severity, at, what, cure, edits, see = held
    made = tuple(Edit(_location(at), tuple(new) if isinstance(new, list) else new, safe) for at, new, safe in edits)
    return Finding(code, Severity(severity), _location(at), what, cure, made, None if see is None else _location(see))


def _at(at: Location) -> list[Any]:
    return [*at]


def _location(held: Json) -> Location:
    path, keys, on, line, column, part = held
    return Location(path, tuple(keys), on, line, column, None if part is None else tuple(part))
