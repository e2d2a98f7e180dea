"""The derivation of artifacts from claims.

All makers of a path must agree, and no path may be a folder of another path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from packshot.engine.claims import Claim
from packshot.engine.disk import Scratch
from packshot.engine.external_sort import Edit, ExternalSort, applied
from packshot.engine.manifest import entry_of, shard_key
from packshot.engine.output_rules import twice
from packshot.engine.sorted_map import SortedMap
from packshot.engine.tables import parts
from packshot.findings import Finding, Location, report

_Lines = list[tuple[str, str, Claim]]
"""Maker, part and claim."""


class Artifacts:
    """The edits of the manifest, and the findings about paths, collected from the stream of claim edits."""

    def __init__(self, old: SortedMap, scratch: Scratch) -> None:
        self._old = old
        self._above: list[str] = []
        self._new: list[str] = []
        self.edits = ExternalSort(scratch)
        self.growth = 0
        """The number of new artifacts minus the number of removed ones."""
        self.findings: list[Finding] = []

    def watch(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Yield the edits of claims unchanged, and collect the edits of the manifest from them."""
        for path, group in groupby(edits, key=lambda edit: parts(edit[0])[0]):
            changes = list(group)
            yield from changes
            self._note(path, changes)

    def check_folders(self, claims: SortedMap) -> None:
        """Add a finding for each new path that is below or above the path of another artifact."""
        for path in self._new:
            steps = path.split("/")
            above = ["/".join(steps[:depth]) for depth in range(1, len(steps))]
            found = [folder for folder in above if claims.any(f"{folder}\0")]
            below = next(claims.scan(f"{path}/"), None)
            if found or below:
                self._clash(*((found[0], path) if found or below is None else (path, parts(below[0])[0])))

    def _note(self, path: str, changes: list[Edit]) -> None:
        old = dict(self._old.scan(f"{path}\0")) if self._old else {}
        before, after = _lines(old), _lines(applied(old, changes))
        self._agree(path, after)
        was, now = (entry_of(path, [line[1:] for line in lines]) for lines in (before, after))
        self.growth += (now is not None) - (was is not None)
        if now is None:
            self.edits.put(shard_key(path), None)
        elif was != now:
            self.edits.put(shard_key(path), now.to_json())
            if was is None:
                self._appear(path)

    def _agree(self, path: str, lines: _Lines) -> None:
        for _, group in groupby(sorted(lines, key=lambda line: line[1]), key=lambda line: line[1]):
            (first, part, expected), *others = group
            for maker, _, claim in others:
                if (claim.key, claim.type) != (expected.key, expected.type):
                    self.findings.append(twice(Location(path), path, part, first, maker))
        wholes = {bool(part) for _, part, _ in lines}
        if len(wholes) > 1:
            makers = sorted({maker for maker, _, _ in lines})
            self.findings.append(report("shown-twice.parts", Location(path), name=path, makers=makers))
        audiences = {claim.audiences for _, part, claim in lines if part}
        if len(audiences) > 1:
            named = sorted(each or "all" for each in audiences)
            self.findings.append(report("shown-twice.audiences", Location(path), name=path, audiences=named))

    def _appear(self, path: str) -> None:
        """Check a new path. In a first build paths are sorted, so the paths above it are among the last ones seen."""
        if self._old:
            self._new.append(path)
            return
        while self._above and not path.startswith(self._above[-1]):
            self._above.pop()
        for above in self._above:
            if path.startswith(f"{above}/"):
                self._clash(above, path)
        self._above.append(path)

    def _clash(self, above: str, below: str) -> None:
        self.findings.append(report("path-below-file", Location(below), path=below, other=above))


def _lines(stored: dict[str, list[object]]) -> _Lines:
    lines = []
    for place, value in stored.items():
        _, maker, part = parts(place)
        lines.append((maker, part, Claim(*value)))  # type: ignore[arg-type]  # a line of the state
    return lines
