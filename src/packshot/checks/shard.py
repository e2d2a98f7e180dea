"""One share of a cold validation: a part of the files, which are scanned and kept parsed, and the tasks of these files.

The scan results (facts) of all shares must be known before any task is validated, so the work has two steps.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from packshot import checks
from packshot.catalog import nodes, scan
from packshot.catalog.documents import Files, Readable
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.catalog.reader_memory import Memory
from packshot.checks.rule import Suppressed, Verdict
from packshot.engine.types import FileFacts, Item, Listing, Reads, Task, Timestamp
from packshot.findings import Finding
from packshot.git.tree import Entry

T = TypeVar("T")

Count = Callable[[int], None]
"""Called with the number of files or tasks done since the last call."""

Table = dict[str, FileFacts]
"""Path -> facts."""

EMPTY: Table = {}

BATCH = 64
"""The number of files or tasks that take a step together; more would not fit into the processor's cache."""


class Settings(NamedTuple):
    """The settings of a validation: its timestamp, and whether the rules of the whole catalogue are applied. If they
    are applied, the used nodes are recorded.
    """

    as_of: Timestamp
    whole: bool


class ShareResult(NamedTuple):
    """The results of a share. `used` contains the nodes of assets and categories that were read by tasks of other
    entries.
    """

    findings: list[Finding]
    items: list[Item]
    listings: list[Listing]
    used: set[str]


class Shard:
    """A share of the cold validation of one tree."""

    def __init__(self, tree: Readable, sources: Sequence[Entry], progress: Count) -> None:
        self.files = Files(tree, sys.maxsize)
        self._sources = sources
        self._progress = progress

    def scan(self) -> Table:
        """Scan the files of the share and return their facts."""
        found: Table = {}
        for sources in _batches(self._sources, self._progress):
            texts = [
                (source.path, self.files.tree.read(source.path)) for source in sources if scan.is_text(source.path)
            ]
            documents = self.files.parsed(texts)  # each step for all of them, as in `yaml.load_many`
            found |= {each.path: scan.outline(each, text) for each, (_, text) in zip(documents, texts, strict=True)}
            found |= {
                source.path: scan.scan_original(source.path, source.blob)
                for source in sources
                if source.path not in found
            }
        return found

    def validate(self, records: Iterable[Task], settings: Settings, facts: MemoryFacts) -> ShareResult:
        """Validate the tasks and return the results."""
        memory = Memory()
        result = ShareResult([], [], [], set())
        for batch in _batches(list(records), self._progress):
            readers = [Reader(self.files, facts, settings.as_of, memory, Reads()) for _ in batch]
            _add(checks.check_many(list(zip(readers, batch, strict=True))), result)
            for reader, record in zip(readers, batch, strict=True) if settings.whole else ():
                others = reader.reads.nodes - {record}
                result.used.update(node for node in others if nodes.cut(node)[0] in ("asset", "category"))
        return result


def records_of(own: Table, others: Table = EMPTY) -> list[Task]:
    """Return the tasks that belong to the files of one share and not to the other share.

    Tasks of names are omitted, because the owners of one name may be in both shares.
    """
    found = dict.fromkeys(record for each in own.values() for record in each.records if nodes.cut(record)[0] != "name")
    for each in others.values():
        for record in each.records:
            found.pop(record, None)
    return list(found)


def _add(verdicts: Iterable[Verdict], result: ShareResult) -> None:
    for verdict in verdicts:
        if isinstance(verdict, Finding):
            result.findings.append(verdict)
        elif isinstance(verdict, Item):
            result.items.append(verdict)
        elif not isinstance(verdict, Suppressed):
            result.listings.append(verdict)


def _batches(elements: Sequence[T], progress: Count) -> Iterator[Sequence[T]]:
    """Yield the items in batches; the progress is reported after each batch."""
    for start in range(0, len(elements), BATCH):
        batch = elements[start : start + BATCH]
        yield batch
        progress(len(batch))
