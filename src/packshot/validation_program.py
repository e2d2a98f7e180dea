"""The other program that the engine runs on a product repository: it judges, and publishes nothing.

What is found is what it *shows*: findings are entries of an aggregate, errors too, so that a state is kept whatever is
wrong, and what aggregates find is an artifact of its page. So a validation and a report cost what has changed since the
last one, by the engine's own means.
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
                found.append(finding_row(verdict))
            elif not isinstance(verdict, Suppressed):
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
        found = [finding_row(each) for each in checks.find(listing["output"]).compose(listing["data"], page)]
        if found:
            path = f"{FOUND}/{digest(listing['id'].encode())[:16]}/{page.bucket:08x}"
            yield View(path, FOUND, found, "application/json")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The findings as JSON."""
        return canonical(data)


OUTPUT = Comparisons()
