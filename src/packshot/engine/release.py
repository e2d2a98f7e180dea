"""The phases that make a release in the store from a base and a source tree.

Nothing is published here: the caller writes the pointer and `dist/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum

from packshot.engine.artifacts import Artifacts
from packshot.engine.claims import Claims, Counts
from packshot.engine.clock import interval
from packshot.engine.dirty import dirty
from packshot.engine.disk import Scratch
from packshot.engine.evaluate import Evaluation
from packshot.engine.indexing import Indexing
from packshot.engine.inputs import Inputs, read_inputs
from packshot.engine.make import Makes, Making
from packshot.engine.manifest import Root, read_root, updated
from packshot.engine.pages import Composition, Members, resized
from packshot.engine.parsing import DamagedError
from packshot.engine.reasons import Reason
from packshot.engine.request import Request
from packshot.engine.sorted_map import SortedMaps
from packshot.engine.state import State, empty, with_tables
from packshot.engine.timing import StageTimes
from packshot.engine.types import Task
from packshot.findings import Finding, RefusedError, Severity


@dataclass(slots=True)
class Release:
    """The result of the phases: a release, or the errors that prevent it."""

    base: State
    """The state at the start of the evaluation: the base, or the empty state."""
    state: State
    everything: Reason | None = None
    """The reason why all tasks were evaluated; None if not all were."""
    inputs: Inputs | None = None
    """The changes since the base, as soon as they are read."""
    dirty: set[Task] = field(default_factory=set)
    """The evaluated tasks, if not all were evaluated."""
    places: dict[str, set[str]] = field(default_factory=dict)
    """Listing -> places of its members that changed, if not all were composed."""
    counts: Counts = field(default_factory=Counts)
    findings: list[Finding] = field(default_factory=list)

    def failed(self) -> bool:
        """Return whether an error stopped the release."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class Mode(Enum):
    """The purpose of a release: to publish it, to plan it, or to verify an existing one."""

    BUILD = "build"
    PLAN = "compares, and stores no bytes"
    PROVE = "evaluates everything from nothing, and takes from the base only bytes that are not doubted"


def make_release(
    request: Request, maps: SortedMaps, base: State | None, stages: StageTimes, mode: Mode = Mode.BUILD
) -> Release:
    """Evaluate the changes since the base, compose pages, make bytes, and list all artifacts in a manifest.

    Returns the release with its findings. After a phase with errors, the remaining phases are skipped.
    """
    with Scratch(request.disk) as scratch:
        course = _Course(request, maps, base, stages, scratch, mode)
        with _suspicion(course.release):
            for phase in (course.read, course.evaluate, course.compose, course.make_expensive, course.list):
                phase()
                if course.release.failed():
                    break
        return course.release


@contextmanager
def _suspicion(release: Release) -> Iterator[None]:
    """Convert an unexpected exception to DamagedError if a stored state was used; otherwise raise it unchanged.

    Without a stored state, the exception is a bug.
    """
    try:
        yield
    except (RefusedError, DamagedError, OSError):
        raise
    except Exception as failure:
        if release.everything is not None:
            raise
        raise DamagedError("evaluation", type(failure).__name__, reason=str(failure)) from failure


class _Course:
    """The phases of one release and their shared state."""

    def __init__(
        self,
        request: Request,
        maps: SortedMaps,
        base: State | None,
        stages: StageTimes,
        scratch: Scratch,
        mode: Mode,
    ) -> None:
        why = _everything(request, base if mode is not Mode.PROVE else None)
        initial = base if base is not None and why is None else empty(maps)
        known = initial.tables.claims if base is None else base.tables.claims
        self._request = request
        self._maps = maps
        self._stages = stages
        self._scratch = scratch
        self._claims = Claims(request.program, initial.tables.claims, known, scratch, request.doubts)
        self._making = Making(request, maps.store, self._claims, scratch, _makes(request, base, mode))
        self._changed: list[str] = []
        self._is_dry = mode is Mode.PLAN
        self.release = Release(initial, initial, everything=why, counts=self._claims.counts)

    def read(self) -> None:
        """Read the facts of the source tree, and find the dirty tasks."""
        release, request = self.release, self._request
        with self._stages.stage("inputs"):
            inputs = read_inputs(request, self._scratch, release.base, fresh=release.everything is not None)
            release.inputs = inputs
            release.state = replace(inputs.state, tree=request.tree, toolchain=request.program.toolchain)
        if release.everything is None:
            with self._stages.stage("plan"):
                release.dirty = dirty(request.program, release.base, inputs, request.as_of)

    def evaluate(self) -> None:
        """Evaluate the dirty tasks, make cheap outputs meanwhile, and seal the results."""
        release, request = self.release, self._request
        fresh = release.everything is not None
        evaluation = Evaluation(request.program, request.as_of, release.state, self._claims, self._scratch)
        records = release.state.tables.makers.heads() if fresh else sorted(release.dirty)
        with self._stages.stage("make"):
            self._making.make(self._stages.each("evaluate", evaluation.jobs(records)))
        release.findings += evaluation.findings
        if not evaluation.failed():
            with self._stages.stage("state"):
                self._seal(evaluation, Members(release.base.tables.items, fresh))
        evaluation.close()

    def _seal(self, evaluation: Evaluation, members: Members) -> None:
        release = self.release
        release.state = evaluation.sealed(members)
        sizes = resized(release.state.tables.sizes, members.growth)
        valid_from, coming = interval(release.state.tables.clock, self._request.as_of)
        release.state = replace(with_tables(release.state, sizes=sizes), valid_from=valid_from, next_transition=coming)
        release.findings += members.findings
        release.places = members.places
        if release.everything is None:
            self._changed = sorted({*members.places, *evaluation.declared()})

    def compose(self) -> None:
        """Compose the pages of the listings that changed."""
        release, request = self.release, self._request
        composition = Composition(request.program, release.base.tables, release.state, self._claims, self._scratch)
        places = None if release.everything else release.places
        with self._stages.stage("make"):
            self._making.make(self._stages.each("compose", composition.jobs(self._listings(), places)))
        release.findings += composition.findings
        release.state = composition.sealed()

    def make_expensive(self) -> None:
        """Make expensive outputs, after everything has been evaluated without an error."""
        with self._stages.stage("make"):
            self._making.make_expensive()
        failed = self._making.failed_page
        if failed is not None and self.release.everything is None:
            # The pages of a listing are made from the data of its members in a stored state.
            raise DamagedError("page", str(dict(failed.params)["path"]))
        self.release.findings += self._making.findings

    def list(self) -> None:
        """Seal the claims, and list the artifacts in a manifest."""
        release = self.release
        with self._stages.stage("manifest"):
            old = release.base.tables.claims
            artifacts = Artifacts(old, self._scratch)
            claims = old.update(artifacts.watch(self._claims.edits.sorted()))
            artifacts.check_folders(claims)
            self._claims.edits.close()
            release.findings += artifacts.findings
            if not release.failed():
                release.state = self._listed(with_tables(release.state, claims=claims), artifacts)
            artifacts.edits.close()

    def _listed(self, state: State, artifacts: Artifacts) -> State:
        store = self._maps.store
        old = read_root(store, self.release.base.manifest)
        shards, audiences = updated(store, old, artifacts.edits.sorted())
        items = old.items if self._is_dry else self._indexed(state, old)
        root = Root(state.valid_from, state.next_transition, state.toolchain, shards, audiences, items)
        count = self.release.base.artifacts + artifacts.growth
        return replace(state, manifest=store.put(root.encoded()), artifacts=count)

    def _indexed(self, state: State, old: Root) -> dict[str, str]:
        indexing = Indexing(self._maps.store, self._scratch, self.release.base.tables, state.tables)
        return indexing.updated(old.items, self._listings(), self.release.places)

    def _listings(self) -> Iterable[str]:
        """Return the listings that have changed; all if everything was evaluated."""
        return self._changed if self.release.everything is None else self.release.state.tables.listings.heads()


def _makes(request: Request, base: State | None, mode: Mode) -> Makes:
    """Return the outputs to make. A plan without a base has no bytes to compare with, except those of a damaged one."""
    if mode is not Mode.PLAN:
        return Makes.ALL
    return Makes.NONE if base is None and not request.is_doubted else Makes.CHEAP


def _everything(request: Request, base: State | None) -> Reason | None:
    """Return the reason why all tasks must be evaluated; None if the changes suffice."""
    if base is None:
        return Reason("no state")
    return Reason("toolchain") if base.toolchain != request.program.toolchain else None
