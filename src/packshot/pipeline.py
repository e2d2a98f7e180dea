"""The steps of a build: find the repository, read the tree, run the engine, and write the receipt."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from packshot import local_state
from packshot.catalog import nodes
from packshot.catalog.toolchain import toolchain
from packshot.engine.parsing import DamagedError
from packshot.engine.up_to_date import Pointer, holds, latest, up_to_date
from packshot.findings import Finding, Locate, RefusedError, Severity
from packshot.git.tree import source_id
from packshot.local_state import DIST, HOME, BuildReceipt

if TYPE_CHECKING:
    from packshot.engine.verify import Verified

HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of a build; an empty string selects the default."""

    folder: Path
    revision: str = HEAD
    worktree: bool = False
    as_of: str = ""
    """The requested timestamp, UTC."""
    store: str = ""
    """A folder or an fsspec URL; by default `.packshot/store`."""
    below: str = ""
    """A second store, which is read for files that are missing in `store` and is never written."""
    dist: Path | None = None
    no_dist: bool = False
    workers: int = 0
    is_repaired: bool = False
    """Whether the store and the output folder are compared with the release, and damaged files replaced."""
    is_strict: bool = False
    """Whether the report also contains the findings of earlier builds that still apply."""
    progress: Callable[[str, int], None] | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build, for output as text or JSON."""

    tree: str
    commit: str | None
    pointer: Pointer | None
    dist: Path | None
    counts: Mapping[str, int]
    seconds: Mapping[str, float]
    findings: tuple[Finding, ...]
    nothing_to_do: bool = False
    repaired: tuple[tuple[str, str], ...] = ()
    """The files in the output folder that a repair replaced: path, and the SHA-256 of the previous file, if any."""

    @property
    def failed(self) -> bool:
        """Return whether errors stopped the build."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class PlanReport:
    """The result of a plan: the plan of the engine, the unsupported features of channels, and the SKUs that thresholds
    exclude.
    """

    plan: Any
    """An `engine.plan.Plan`, whose import is expensive."""
    commit: str | None
    unbuilt: tuple[tuple[str, str], ...]
    """Channel and unsupported feature."""
    left_out: tuple[Any, ...] = ()
    """The SKUs of evaluated products that a threshold excludes from a feed (`outputs.channels.views.RowDecision`)."""


GATED = 100
"""The largest number of products for which a plan lists exclusions by thresholds."""

NOTHING = {"records": 0, "views": 0, "made": 0, "written": 0, "unchanged": 0, "removed": 0}


def build(options: BuildOptions) -> BuildReport:
    """Build the requested release, and return the report of the build.

    Raises RefusedError if the build is refused.
    """
    source = _Source.of(options)
    same = source.latest(source.tree.id)
    if same is not None and not options.is_repaired and source.is_up_to_date(same):
        found = _stored_findings(source, same) if options.is_strict else ()
        if found is None:
            return _run(source, Base(None), is_doubted=True)
        source.note_again(same)
        return BuildReport(source.tree.id, source.commit, same, source.dist, NOTHING, {}, found, nothing_to_do=True)
    return _run(source, Base(same, source.tree.roots) if same else source.base(is_plan=False))


def _stored_findings(source: _Source, base: Pointer) -> tuple[Finding, ...] | None:
    """Return the unresolved findings of earlier builds; None if the state is damaged."""
    from packshot.engine.run import stored_findings

    with suppress(DamagedError):
        return tuple(stored_findings(source.request(Base(base))))
    return None


def _run(source: _Source, base: Base, *, is_doubted: bool = False) -> BuildReport:
    from packshot.engine.run import build as run

    request = source.request(base, is_doubted=is_doubted)
    flaws = source.flaws(base)
    if any(flaw.severity is Severity.ERROR for flaw in flaws):
        # Files that cannot be read are not part of the tree: findings about the rest would mislead.
        return BuildReport(source.tree.id, source.commit, None, source.dist, NOTHING, {}, flaws)
    local_state.hide(source.home)
    result = run(request)
    if result.pointer is not None:
        source.note(result.pointer, request.program.recipes)
    earlier = _stored_findings(source, result.pointer) if result.pointer and source.options.is_strict else None
    counts = {name: getattr(result, name) for name in NOTHING}
    known = {replace(finding, edits=()) for finding in result.findings}  # a state keeps findings without their edits
    findings = (*flaws, *result.findings, *(each for each in earlier or () if replace(each, edits=()) not in known))
    built = BuildReport(result.tree, source.commit, result.pointer, source.dist, counts, result.seconds, findings)
    return replace(built, repaired=tuple(result.repaired))


@contextmanager
def planned(options: BuildOptions) -> Iterator[PlanReport]:
    """Yield the plan of a build, without making or storing anything. The plan is valid only inside the `with` block."""
    from packshot.engine.plan import planned as plan

    source = _Source.of(options)
    with plan(source.request(source.base(is_plan=True))) as found:
        reader = _reader(source, found)
        yield PlanReport(found, source.commit, tuple(_unbuilt(reader)), tuple(_gated(reader, found)))


def _edited(request: Any, tree: Any, blobs: Mapping[str, str | None]) -> Any:
    """Return a request for the tree with other blobs of some files; None if Git does not have one of the blobs."""
    from packshot.catalog.originals import Originals
    from packshot.git.edited_tree import EditedTree
    from packshot.publish_program import Catalogue

    found = {path: None if blob is None else tree.read_blob(path, blob) for path, blob in blobs.items()}
    if any(found[path] is None for path, blob in blobs.items() if blob is not None):
        return None
    edited = EditedTree(tree, found)
    program = Catalogue(edited, request.program.toolchain, None, request.program.recipes)
    return replace(request, program=program, read_many=edited.read_many, originals=Originals(edited))


def _reader(source: _Source, plan: Any) -> Any:
    """Return a reader of the tree, based on the facts of a plan."""
    from packshot.engine.state_reader import StateFacts
    from packshot.engine.types import Reads
    from packshot.publish_program import Catalogue

    facts = StateFacts(plan.release.state.tables)
    return Catalogue(source.tree, "").reader(facts, source.options.as_of, Reads())


def _unbuilt(reader: Any) -> Iterator[tuple[str, str]]:
    """Yield the features of channel files that are validated, but not built yet."""
    from packshot.outputs.channels.catalog_channels import compiled

    for stem in reader.channels():
        channel = compiled(reader, stem)
        if channel and not channel.is_built:
            yield stem, f"format {channel.channel.output.format}"
        elif channel:
            yield from ((stem, name) for name in ("delta", "group") if getattr(channel.channel, name) is not None)


def _gated(reader: Any, plan: Any) -> Iterator[Any]:
    """Yield the SKUs that a threshold excludes from a feed, among the first `GATED` evaluated products."""
    from packshot.outputs.channels.views import left_out

    catalog = reader.catalog()
    if catalog is None or not catalog.thresholds.completeness or plan.release.failed():
        return
    products = (key for kind, key in map(nodes.cut, sorted(plan.release.dirty)) if kind == "product")
    for key in islice(products, GATED):
        yield from (out for out in left_out(reader, key) if out.is_gated)


def locate(options: BuildOptions) -> Locate:
    """Return a function that finds the line and column of a finding in the requested tree."""
    from packshot.catalog.finding_report import locator

    return locator(_Source.of(options).tree)


def left_out(options: BuildOptions) -> tuple[tuple[str, str], ...]:
    """Return the files on disk that differ from the commit to build, as pairs of path and "added", "modified" or
    "deleted".

    The result is empty for a build of the working tree or of a revision other than `HEAD`.
    """
    if options.worktree or options.revision != HEAD:
        return ()
    from packshot.git import repository as git
    from packshot.git.work_tree import WorkTree

    return tuple((found.path, found.change) for found in WorkTree(git.find(options.folder)).left_out())


def verify(options: BuildOptions, built: BuildReport, share: float = 1.0) -> Verified:
    """Build a release again from scratch, compare it with the stored release, and return the result.

    Each artifact or line of the state that differs is reported as an error. `share` is the fraction of the artifacts
    that are made again; they are selected at random. The other artifacts are compared by cache key.
    """
    from packshot.engine.store import damage_refused
    from packshot.engine.verify import verify as prove

    assert built.pointer is not None
    request = _Source.of(options).request(Base(built.pointer))
    with damage_refused(request.store):
        return prove(request, share)


class Base(NamedTuple):
    """The state from which a build or a plan starts, and its Git trees if known."""

    pointer: Pointer | None
    roots: Mapping[str, str] = MappingProxyType({})


EARLIER = 20
"""The number of first parents whose state may be the base."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A tree of a repository, and the destinations of its release."""

    options: BuildOptions
    home: Path
    """The folder of this machine's lock, intent and receipt."""
    tree: Any
    commit: str | None
    store: str
    dist: Path | None
    receipt: BuildReceipt | None
    """The receipt of the last build on this machine."""

    @classmethod
    def of(cls, options: BuildOptions) -> _Source:
        """Find the repository, open the requested tree, and return the source."""
        from packshot.git import repository as git

        repository = git.find(options.folder)
        commit: str | None = None
        if options.worktree:
            from packshot.git.work_tree import WorkTree

            tree: Any = WorkTree(repository)
            has_dist = tree.has_dist
        else:
            from packshot.git.commit_tree import CommitTree

            found = git.resolve(repository, options.revision)
            tree, commit, has_dist = CommitTree(repository, found.roots), found.id, found.has_dist
        home, dist = repository.root / HOME, None if options.no_dist else (options.dist or repository.root / DIST)
        if has_dist and dist is not None and dist.absolute() == repository.root / DIST:
            raise RefusedError(git.dist_committed(repository.prefix))
        store = options.store or str(home / "store")
        return cls(options, home, tree, commit, store, dist, local_state.last_build(home))

    def latest(self, tree: str = "") -> Pointer | None:
        """Return the newest state in the stores, or the newest state of one source tree if given."""
        return latest(self.store, tree, self.options.below)

    def base(self, *, is_plan: bool) -> Base:
        """Return the state of the nearest earlier source tree, found by its digest.

        A plan uses no other state: the newest state of a shared store may be from any branch, and may be wrong.
        """
        for roots in self._earlier():
            pointer = self.latest(source_id(roots))
            if pointer is not None:
                return Base(pointer, roots)
        return Base(None) if is_plan else Base(self.latest())

    def _earlier(self) -> Iterator[Mapping[str, str]]:
        """Yield the tree itself, the tree last built on this machine, and the trees of the commit and first parents."""
        from packshot.git import repository as git

        yield self.tree.roots
        if self.receipt is not None:
            yield self.receipt.roots
        yield from git.ancestors(self.tree.repository, self.commit or HEAD, EARLIER)

    def is_up_to_date(self, pointer: Pointer) -> bool:
        """Return whether a state is the requested release, and the output folder, if any, contains it."""
        is_same = up_to_date(pointer, self.tree.id, self.options.as_of, toolchain())
        return is_same and (self.dist is None or holds(self.dist, self.home, pointer))

    def request(self, base: Base, *, is_doubted: bool = False) -> Any:
        """Return the request to the engine."""
        from packshot import outputs
        from packshot.catalog.originals import Originals
        from packshot.engine.request import Request
        from packshot.publish_program import Catalogue

        found = Request(
            program=Catalogue(self.tree, toolchain(), self.options.progress, self._recipes()),
            tree=self.tree.id,
            entries=lambda: ((entry.path, entry.blob) for entry in self.tree.entries()),
            read_many=self.tree.read_many,
            originals=Originals(self.tree),
            as_of=self.options.as_of,
            home=self.home,
            store=self.store,
            below=self.options.below,
            dist=self.dist,
            base=base.pointer,
            is_doubted=is_doubted,
            is_repaired=self.options.is_repaired,
            # The differences from the base by Git, if its trees are known; None requires a full comparison.
            changed=self.tree.changed_since(base.roots) if base.roots else None,
            load=outputs.find,
            workers=self.options.workers or os.cpu_count() or 1,
            seconds=time.perf_counter,
        )
        return replace(found, edited=partial(_edited, found, self.tree))

    def flaws(self, base: Base) -> tuple[Finding, ...]:
        """Return the findings of files with unreadable names.

        The base has no such files, and edits of files add none.
        """
        is_same = base.pointer is not None and base.pointer.toolchain == toolchain()
        if base.roots and is_same and not self.options.worktree and self.tree.edited_since(base.roots):
            return ()
        return tuple(self.tree.findings())

    def _recipes(self) -> Mapping[str, str]:
        """Return the recipes of outputs that this toolchain recorded on this machine."""
        receipt = self.receipt
        return receipt.recipes if receipt is not None and receipt.toolchain == toolchain() else {}

    def note_again(self, pointer: Pointer) -> None:
        """Write the receipt if it is of another build, for example of the same files in the working tree."""
        noted = self.receipt and (self.receipt.manifest, self.receipt.released, self.receipt.store)
        if noted != (pointer.manifest, not self.options.worktree, self.store):
            self.home.mkdir(parents=True, exist_ok=True)
            self.note(pointer, self._recipes())

    def note(self, pointer: Pointer, recipes: Mapping[str, str]) -> None:
        """Write the receipt: the build, its commit, and the requested timestamp. It is not part of the release."""
        receipt = BuildReceipt(
            state=pointer.state,
            tree=pointer.tree,
            manifest=pointer.manifest,
            roots=dict(self.tree.roots),
            commit=self.commit or "",
            released=not self.options.worktree,
            asked=self.options.as_of,
            store=self.store,
            below=self.options.below,
            toolchain=pointer.toolchain,
            recipes=dict(recipes),
        )
        local_state.write(self.home, receipt)
