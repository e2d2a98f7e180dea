"""The entry point of the engine: a build, from the lock to the result.

`Request` is the input and `Result` the outcome; the phases in between are in `release.make_release`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import partial

from packshot.engine.dist import Applied, OutputFolder
from packshot.engine.item_index import rows
from packshot.engine.lock import locked
from packshot.engine.manifest import entries, path_changes, read_root
from packshot.engine.parsing import DamagedError
from packshot.engine.release import Release, make_release
from packshot.engine.request import Request, Result
from packshot.engine.sorted_map import SortedMaps
from packshot.engine.state import check_pointer, load, save
from packshot.engine.store import Store
from packshot.engine.system_failures import failure_params
from packshot.engine.tables import read_finding
from packshot.engine.timing import StageTimes
from packshot.engine.up_to_date import Pointer
from packshot.findings import Finding, Location, in_order, refusal, report

__all__ = ["Request", "Result", "build", "stored_findings"]

Paths = Callable[[], Iterator[tuple[str, str]]]


def build(request: Request) -> Result:
    """Build the release of a tree at a timestamp; change only what differs from the base and from `dist`.

    If there are errors among the findings, neither a state nor a release is written, and `dist` is not changed. Raises
    RefusedError if the lock is in use, the output folder has foreign files, the state has a newer format, an original
    cannot be read, a damaged store cannot be repaired, or the disk fails.
    """
    with disk_failures_reported(), locked(request.home):
        store = Store(request.place(), request.is_doubted)
        unusable = check_pointer(store.pointer())
        try:
            return _built(request, store, (damaged(request, unusable),) if unusable and request.base is None else ())
        except DamagedError as damage:
            return _from_nothing(replace(request, base=None, changed=None, is_doubted=True), damage)


def stored_findings(request: Request) -> Iterator[Finding]:
    """Yield all warnings and suggestions in the state `request.base`, including those of earlier builds.

    Yield nothing if there is no base.
    """
    if request.base is not None:
        state = load(SortedMaps(Store(request.place())), request.base)
        for _, found in state.tables.findings.scan():
            yield from map(read_finding, found)


def damaged(request: Request, damage: DamagedError) -> Finding:
    """Return the warning that the state or the store is damaged."""
    return report("state-damaged", Location(request.store), **damage.params)


@contextmanager
def disk_failures_reported() -> Iterator[None]:
    """Convert an OSError of the disk or the store to a RefusedError with the reason from the system."""
    try:
        yield
    except OSError as failure:
        at = Location(str(failure.filename or ""))
        raise refusal("disk-failed", at, **failure_params(failure)) from failure


def _from_nothing(request: Request, damage: DamagedError) -> Result:
    """Build again without the damaged state or blob, and report the damage."""
    try:
        return _built(request, Store(request.place(), is_doubted=True), (damaged(request, damage),))
    except DamagedError as again:
        raise refusal("state-damaged.unrepairable", Location(request.store), **again.params) from None


def _built(request: Request, store: Store, findings: tuple[Finding, ...]) -> Result:
    stages, maps = StageTimes(request.seconds), SortedMaps(store)
    with stages.stage("state"):
        base = None if request.base is None else load(maps, request.base)
    release = make_release(request, maps, base, stages)
    release.findings += findings
    if release.failed():
        return _result(release, stages, None, Applied(), lambda: iter(()))
    if request.is_repaired:
        with stages.stage("repair"):
            _read_all(store, release)
    with stages.stage("dist"):
        folder = _folder(request, store, release)
    with stages.stage("state"):
        pointer = save(maps, release.state)
    with stages.stage("dist"):
        applied, paths = _applied(request, store, release, folder)
    return _result(release, stages, pointer, applied, paths)


def _read_all(store: Store, release: Release) -> None:
    """Read the state, the item indexes and every blob of a release; DamagedError if one is incomplete."""
    for table in fields(release.state.tables):
        for _ in getattr(release.state.tables, table.name).scan():
            pass
    for entry in entries(store, release.state.manifest):
        for blob, _ in entry.blobs():
            store.get(blob)
    for index in read_root(store, release.state.manifest).items.values():
        for _ in rows(store, index):
            pass


def _folder(request: Request, store: Store, release: Release) -> OutputFolder | None:
    """Return the output folder after checking it for foreign files; None if the build has no output folder."""
    if request.dist is None:
        return None
    manifest, is_repaired = release.state.manifest, request.is_repaired
    folder = OutputFolder(request.disk, store, request.dist, request.home, manifest, is_repaired=is_repaired)
    folder.check()
    return folder


def _applied(request: Request, store: Store, release: Release, folder: OutputFolder | None) -> tuple[Applied, Paths]:
    """Apply the release to the output folder; without an output folder, compare the release with that of the base."""
    if folder is not None:
        return folder.apply(), folder.paths
    before = request.base.manifest if request.base is not None else ""
    paths = partial(path_changes, store, before, release.state.manifest)
    verbs = Counter(verb for verb, _ in paths())
    return Applied(verbs["written"], verbs["removed"]), paths


def _result(release: Release, stages: StageTimes, pointer: Pointer | None, applied: Applied, paths: Paths) -> Result:
    state = release.state
    return Result(
        tree=state.tree,
        valid_from=state.valid_from,
        next_transition=state.next_transition,
        toolchain=state.toolchain,
        manifest=state.manifest if pointer else "",
        pointer=pointer,
        records=release.counts.records,
        views=release.counts.views,
        made=release.counts.made,
        written=applied.written,
        unchanged=state.artifacts - applied.written if pointer else 0,
        removed=applied.removed,
        seconds=dict(stages.spent),
        findings=tuple(in_order(release.findings)),
        repaired=applied.repaired,
        paths=paths,
    )
