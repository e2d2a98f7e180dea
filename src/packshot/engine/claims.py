"""Claims of paths, each with a cache key. A claim whose key has no known result becomes a job.

The key of a view is the digest of its recipe, its data and its originals: everything that can change its bytes, and
nothing else. A task or a page of a listing is the maker of its claims. Several makers may claim one path with the same
key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from packshot.engine.disk import Scratch
from packshot.engine.external_sort import ExternalSort
from packshot.engine.request import Doubts
from packshot.engine.sorted_map import SortedMap
from packshot.engine.tables import key, parts
from packshot.engine.types import Json, Original, Program, View, canonical, digest


class Job(NamedTuple):
    """The input of a worker for one artifact or part, and the claim to complete with the bytes."""

    place: str
    """The key of the claim in the table of claims."""
    meta: list[Json]
    """The rest of the claim: type, audiences, expires, flags, output."""
    key: str
    path: str
    output: str
    data: Json
    originals: Sequence[Original]


class Claim(NamedTuple):
    """The value of one entry in the table of claims."""

    key: str
    digest: str
    bytes: int
    type: str
    audiences: str
    expires: str | None
    flags: tuple[str, ...] | list[str]
    output: str


@dataclass(slots=True)
class Counts:
    """The counts of a build for its report: evaluated tasks, views, and artifacts or parts made."""

    records: int = 0
    views: int = 0
    made: int = 0


class Claims:
    """The edits of the table of claims, collected during a build."""

    def __init__(self, program: Program, base: SortedMap, known: SortedMap, scratch: Scratch, doubts: Doubts) -> None:
        self._program = program
        self._base = base
        self._known = known
        self._doubts = doubts
        self._recipes: dict[str, str] = {}
        self.edits = ExternalSort(scratch)
        self.counts = Counts()

    def replace(self, maker: str, old: Iterable[Sequence[str]], views: Iterable[View]) -> Iterator[Job]:
        """Replace the previous claims of a maker with the claims of its new views.

        `old` has the (path, part) of each previous claim. Yields a job for each view whose bytes are not known.
        """
        gone = {(path, part) for path, part in old}
        for view in views:
            gone.discard((view.path, view.part))
            self.counts.views += 1
            yield from self._claim(key(view.path, maker, view.part), view)
        for path, part in gone:
            self.edits.put(key(path, maker, part), None)

    def settle(self, job: Job, made: str, size: int) -> None:
        """Record the digest and size of the bytes of a job; the bytes are in the store already."""
        self.edits.put(job.place, [job.key, made, size, *job.meta])

    def _claim(self, place: str, view: View) -> Iterator[Job]:
        found = self._key(view)
        meta = [view.type, view.audience, view.expires, list(view.flags), view.output]
        known = self._bytes(view, found)
        if known is None:
            yield Job(place, meta, found, view.path, view.output, view.data, view.originals)
        elif self._base.get(place) != [found, *known, *meta]:
            self.edits.put(place, [found, *known, *meta])

    def _bytes(self, view: View, found: str) -> tuple[str, int] | None:
        """Return the digest and size recorded for this path, part and key by any maker; None if there are none."""
        if self._doubts(view.path):
            return None
        for place, value in self._known.scan(key(view.path, "")):
            if value[0] == found and parts(place)[2] == view.part:
                return value[1], value[2]
        return None

    def _key(self, view: View) -> str:
        name = view.output
        if name not in self._recipes:
            self._recipes[name] = self._program.recipe(name)
        originals = [original.sha256 for original in view.originals]
        head = canonical([name, self._recipes[name], originals])
        return digest(head + b"\n" + canonical(view.data))
