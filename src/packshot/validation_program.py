"""The engine program for validation of a product repository; it publishes nothing.

Its outputs are findings: they are entries of an aggregate, including errors, so that a state is stored in any case. The
findings of aggregates are an artifact of each page. So the cost of a validation or a report depends on the changes
since the last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from packshot import checks
from packshot.catalog import nodes
from packshot.checks.rule import Suppressed
from packshot.engine.tables import finding_row
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
from packshot.findings import Finding
from packshot.publish_program import Repository
from packshot.readiness import duplicate_texts, product

FOUND = "found"
"""The listing of findings, one member for each task, and the folder of the findings of aggregates."""


class ValidationProgram(Repository):
    """A product repository that is validated: the findings of each task, and the readiness of each product."""

    def evaluate(self, record: str, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterator[Emitted]:
        """Yield the findings of a task, the entries to compare with others, and the readiness of a product."""
        reader = self.reader(facts, as_of, reads)
        kind, key = nodes.cut(record)
        found: list[Json] = []
        for result in checks.check(reader, kind, key):
            if isinstance(result, Finding):
                found.append(finding_row(result))
            elif not isinstance(result, Suppressed):
                yield _with_artifacts(result) if isinstance(result, Listing) else result
        if found:
            yield Item(FOUND, record, found)
        yield from product.entries(reader, kind, key)
        self.step()

    def output(self, name: str) -> Aggregate:
        """Return the output for the findings of aggregates, or for the texts that several products share."""
        return duplicate_texts.OUTPUT if name == duplicate_texts.NAME else OUTPUT

    def recipe(self, name: str) -> str:
        """Return the toolchain: findings depend on the whole program."""
        return self.toolchain


def _with_artifacts(listing: Listing) -> Listing:
    """Return the same aggregate with its findings as artifacts."""
    data = {"id": listing.id, "output": listing.output, "data": listing.data}
    return Listing(listing.id, FOUND, listing.size, data, listing.buckets)


class Comparisons:
    """The aggregates of checks. The findings of a page are an artifact; a page without findings has none."""

    name = FOUND

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the findings of the items of one page as a view."""
        found = [finding_row(each) for each in checks.find(listing["output"]).compose(listing["data"], page)]
        if found:
            path = f"{FOUND}/{digest(listing['id'].encode())[:16]}/{page.bucket:08x}"
            yield View(path, FOUND, found, "application/json")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the findings as JSON."""
        return canonical(data)


OUTPUT = Comparisons()
