"""Cold validation: validates a whole tree without any stored state.

All files are scanned, then all tasks are validated; values that must be unique are compared at the end.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from packshot.catalog import nodes
from packshot.catalog.documents import Files
from packshot.catalog.indexes import INDEX_NAME
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.catalog.reader_memory import Memory
from packshot.checks import find, rules, severity_overrides
from packshot.checks.catalog import WholeCatalogue
from packshot.checks.follow_on import only_follows
from packshot.checks.shard import Count, Settings, Shard, ShareResult, records_of
from packshot.checks.workers import Worker
from packshot.engine.types import Item, Listing, Page, Reads, Task, Timestamp
from packshot.findings import Finding, in_order
from packshot.git.tree import Entry, Tree

FEW = 3000
"""From this number of files, two processes are faster than one."""

Progress = Callable[[int, int], None]
"""Called with the steps done and their total: a file is two steps, scanned and validated."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a validation: its findings, sorted by location, and the numbers of files and tasks."""

    findings: list[Finding]
    files: int
    records: int


def validate(
    tree: Tree,
    as_of: Timestamp,
    *,
    whole: bool = False,
    processes: int | None = None,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Validate a tree at a timestamp and return the report. If `whole` is true, the rules of the catalogue as a whole
    are applied too. A tree of 3,000 files or more is validated in two processes, unless `processes` (default: the
    number of cores) is 1.
    """
    sources = list(tree.entries())
    is_shared = len(sources) >= FEW and (processes or os.cpu_count() or 1) > 1
    work = _in_two_processes if is_shared else _in_one_process
    done = work(tree, sources, Settings(as_of, whole), _counted(len(sources), progress))
    more = _whole(done, as_of) if whole else ()
    found = chain(done.findings, *(each.findings for each in done.results), _compared(done.results), more)
    return Report(in_order(found), len(sources), sum(1 for _ in done.facts.records()))


class _Done(NamedTuple):
    """The facts of all files, and the findings of tasks and of file names."""

    facts: MemoryFacts
    files: Files
    results: list[ShareResult]
    findings: list[Finding]


def _counted(files: int, progress: Progress) -> Count:
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done = min(done + more, 2 * files)
        progress(done, 2 * files)

    return count


def _in_one_process(tree: Tree, sources: Sequence[Entry], settings: Settings, progress: Count) -> _Done:
    """Validate everything in this process."""
    shard = Shard(tree, sources, progress)
    own = shard.scan()
    facts = MemoryFacts(own)
    result = shard.validate([*records_of(own), *_shared_names(facts)], settings, facts)
    return _Done(facts, shard.files, [result], tree.findings())


def _in_two_processes(tree: Tree, sources: Sequence[Entry], settings: Settings, progress: Count) -> _Done:
    """Validate about half of the files in a second process, cut between folders."""
    cut = _cut(sources)
    with closing(Worker(tree, sources[cut:], settings)) as worker:
        shard = Shard(tree, sources[:cut], progress)
        own = shard.scan()
        worker.send(own)
        name_findings = tree.findings()
        facts = MemoryFacts({**own, **worker.receive()})
        result = shard.validate([*records_of(own), *_shared_names(facts)], settings, facts)
        return _Done(facts, shard.files, [result, worker.result(facts)], name_findings)


OWN = 0.49
"""The share of the files that this process validates; it also merges the results."""


def _cut(sources: Sequence[Entry]) -> int:
    """Return an index near the middle where a folder ends: files of one folder are validated together."""
    middle = int(len(sources) * OWN)
    while middle < len(sources) and _folder(sources[middle]) == _folder(sources[middle - 1]):
        middle += 1
    return middle


def _folder(source: Entry) -> str:
    return source.path.rpartition("/")[0]


def _shared_names(facts: MemoryFacts) -> Iterator[Task]:
    """Yield the tasks of names with several owners; a name with one owner has no findings."""
    return (nodes.name_task(name) for name, owners in facts.index(INDEX_NAME) if len(owners) > 1)


def _compared(results: Sequence[ShareResult]) -> Iterator[Finding]:
    """Yield the findings of aggregates, with all items of a listing on one page."""
    items: dict[str, list[Item]] = defaultdict(list)
    for item in chain.from_iterable(each.items for each in results):
        items[item.listing].append(item)
    for listing in chain.from_iterable(each.listings for each in results):
        yield from _composed(listing, items[listing.id])


def _composed(listing: Listing, items: list[Item]) -> Iterator[Finding]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.group or item.member].append(item)
    together = [item for group in groups.values() if len(group) > 1 for item in group]
    page = Page(0, 1, len(items), [(item.member, item.data) for item in together])
    yield from find(listing.output).compose(listing.data, page)


def _whole(done: _Done, as_of: Timestamp) -> Iterator[Finding]:
    """Yield the findings of the rules of the catalogue as a whole."""
    reader = Reader(done.files, done.facts, as_of, Memory(), Reads())
    catalogue = WholeCatalogue(reader, frozenset().union(*(each.used for each in done.results)))
    for rule in rules("catalog"):
        for found in rule.check(catalogue):
            if isinstance(found, Finding) and not only_follows(reader, found):
                reported = severity_overrides.applied(reader, found)
                yield from () if reported is None else (reported,)
