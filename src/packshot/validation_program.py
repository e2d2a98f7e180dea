"""The engine program that validates a product repository; it publishes nothing.

Findings, including errors, are items of an aggregate, so that a state is stored even if there are errors. Findings of
checks that compare items are stored as one artifact per page. The cost of a validation or a report therefore depends
only on the changes since the previous one.
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
"""The listing of findings, one member for each task with findings, and the folder of the findings of aggregates."""


class ValidationProgram(Repository):
    """The program that validates a product repository.

    It yields the findings of each task and the readiness of each product.
    """

    def evaluate(self, record: str, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterator[Emitted]:
        """Yield the findings of a task, the items to compare with others, and the readiness of a product."""
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
        """Return the aggregate with this name: for texts in several products or for checks that compare items."""
        return duplicate_texts.OUTPUT if name == duplicate_texts.NAME else OUTPUT

    def recipe(self, name: str) -> str:
        """Return the digest of the toolchain for every output, because findings depend on the whole program."""
        return self.toolchain


def _with_artifacts(listing: Listing) -> Listing:
    """Return the listing of a check, changed so that the findings of each page become an artifact."""
    data = {"id": listing.id, "output": listing.output, "data": listing.data}
    return Listing(listing.id, FOUND, listing.size, data, listing.buckets)


class Comparisons:
    """The aggregate of all checks that compare items.

    The findings of a page are one artifact; a page without findings has no artifact.
    """

    name = FOUND

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield one view with the findings about the items of a page; nothing if there are none."""
        found = [finding_row(each) for each in checks.find(listing["output"]).compose(listing["data"], page)]
        if found:
            path = f"{FOUND}/{digest(listing['id'].encode())[:16]}/{page.bucket:08x}"
            yield View(path, FOUND, found, "application/json")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the findings as JSON."""
        return canonical(data)


OUTPUT = Comparisons()
