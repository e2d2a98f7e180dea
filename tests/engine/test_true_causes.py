"""What a plan says, on toys: it lists the files that differ, and a file has a cause if undoing the cause changes it."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from test_same_as_clean import EXAMPLES, after, days, edits, folders, starts
from toys import Bench, Tree, day

from packshot.engine.effects import effects
from packshot.engine.manifest import entries
from packshot.engine.plan import planned
from packshot.engine.reasons import CLOCK, Cause
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.engine.types import Timestamp
from packshot.engine.undo import earlier

__all__ = ["folders"]


Blobs = tuple[tuple[str, int], ...]
Version = tuple[Tree, Timestamp]
"""A tree and the timestamp of its build."""


class Clean:
    """Clean builds, each made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, dict[str, Blobs]] = {}

    def shown(self, version: Version) -> dict[str, Blobs]:
        tree, instant = version
        known = repr((sorted(tree.items()), instant))
        if known not in self._known:
            bench = Bench(self._folder / str(len(self._known)), materialise=False)
            manifest = bench.build(tree, instant).manifest
            store = Store(open_storage(str(bench.home / "store")))
            self._known[known] = {entry.path: entry.blobs() for entry in entries(store, manifest)}
        return self._known[known]


def without(causes: Iterable[Cause], old: Version, new: Version) -> Version:
    """The new version with some changes undone."""
    kept = {path: text for path, text in new[0].items() if path not in causes}
    restored = {path: old[0][path] for path in causes if path in old[0]}
    return {**kept, **restored}, old[1] if CLOCK in causes else new[1]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(starts, edits(), days, days)
def test_named_causes_change_the_file(folders: Path, start: Tree, edit: Tree, first: int, then: int) -> None:
    tree = after(start, edit)
    with tempfile.TemporaryDirectory(dir=folders) as folder:
        bench, clean = Bench(Path(folder) / "bench"), Clean(Path(folder))
        bench.build(start, day(first))
        with planned(bench.request(tree, day(then), start)) as plan:
            found = {change.path: change.causes for change in effects(plan).changes}
            # The build may have been at any timestamp of its interval; a plan takes the nearest.
            before, now = (start, earlier(plan.release.base, day(then))), (tree, day(then))
        old, new = clean.shown(before), clean.shown(now)
        assert {*found} == {path for path in {*old, *new} if old.get(path) != new.get(path)}
        for path, causes in found.items():
            for group in [(cause,) for cause in causes.alone] or [causes.together]:
                assert clean.shown(without(group, before, now)).get(path) != new.get(path), (path, group)
            for cause in causes.together:
                assert clean.shown(without([cause], before, now)).get(path) == new.get(path), (path, cause)
            assert not causes.possible
