"""Cold validation: a whole tree judged without any state.

All files are scanned, then all records judged; what may stand at one place only is compared at the end.
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
"""Up to so many files one process is quicker than two."""

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much: files twice, once scanned and once judged."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found, sorted by place, and how much it looked at."""

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
    """Judge a tree at an instant. `whole` adds the rules of the catalogue as a whole."""
    sources = list(tree.entries())
    is_shared = len(sources) >= FEW and (processes or os.cpu_count() or 1) > 1
    work = _in_two if is_shared else _alone
    done = work(tree, sources, Settings(as_of, whole), _counted(len(sources), progress))
    more = _whole(done, as_of) if whole else ()
    found = chain(done.findings, *(each.findings for each in done.judged), _compared(done.judged), more)
    return Report(in_order(found), len(sources), sum(1 for _ in done.facts.records()))


class _Done(NamedTuple):
    """All facts, what was found of the records, and of the names of files."""

    facts: MemoryFacts
    files: Files
    judged: list[ShareResult]
    findings: list[Finding]


def _counted(files: int, progress: Progress) -> Count:
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done = min(done + more, 2 * files)
        progress(done, 2 * files)

    return count


def _alone(tree: Tree, sources: Sequence[Entry], settings: Settings, progress: Count) -> _Done:
    """Everything in this process."""
    shard = Shard(tree, sources, progress)
    own = shard.scan()
    facts = MemoryFacts(own)
    judged = shard.judge([*records_of(own), *_shared_names(facts)], settings, facts)
    return _Done(facts, shard.files, [judged], tree.findings())


def _in_two(tree: Tree, sources: Sequence[Entry], settings: Settings, progress: Count) -> _Done:
    """About half of it in a second process, cut between folders."""
    cut = _cut(sources)
    with closing(Worker(tree, sources[cut:], settings)) as worker:
        shard = Shard(tree, sources[:cut], progress)
        own = shard.scan()
        worker.send(own)
        flaws = tree.findings()
        facts = MemoryFacts({**own, **worker.receive()})
        judged = shard.judge([*records_of(own), *_shared_names(facts)], settings, facts)
        return _Done(facts, shard.files, [judged, worker.judged(facts)], flaws)


OWN = 0.49
"""The share of the files that this process takes, which also puts together what was found."""


def _cut(sources: Sequence[Entry]) -> int:
    """About the middle, where a folder ends: files of one folder are judged together."""
    middle = int(len(sources) * OWN)
    while middle < len(sources) and _folder(sources[middle]) == _folder(sources[middle - 1]):
        middle += 1
    return middle


def _folder(source: Entry) -> str:
    return source.path.rpartition("/")[0]


def _shared_names(facts: MemoryFacts) -> Iterator[Task]:
    """The records of names with several bearers; a name with one has nothing to be judged."""
    return (nodes.name_task(name) for name, bearers in facts.index(INDEX_NAME) if len(bearers) > 1)


def _compared(judged: Sequence[ShareResult]) -> Iterator[Finding]:
    """What aggregates find when all items of a listing are on one page."""
    items: dict[str, list[Item]] = defaultdict(list)
    for item in chain.from_iterable(each.items for each in judged):
        items[item.listing].append(item)
    for listing in chain.from_iterable(each.listings for each in judged):
        yield from _composed(listing, items[listing.id])


def _composed(listing: Listing, items: list[Item]) -> Iterator[Finding]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.group or item.member].append(item)
    together = [item for group in groups.values() if len(group) > 1 for item in group]
    page = Page(0, 1, len(items), [(item.member, item.data) for item in together])
    yield from find(listing.output).compose(listing.data, page)


def _whole(done: _Done, as_of: Timestamp) -> Iterator[Finding]:
    """What the rules of the catalogue as a whole find."""
    reader = Reader(done.files, done.facts, as_of, Memory(), Reads())
    catalogue = WholeCatalogue(reader, frozenset().union(*(each.used for each in done.judged)))
    for rule in rules("catalog"):
        for found in rule.judge(catalogue):
            if isinstance(found, Finding) and not only_follows(reader, found):
                reported = severity_overrides.applied(reader, found)
                yield from () if reported is None else (reported,)
