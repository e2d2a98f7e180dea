"""The story of a build: find the repository, read the tree, run the engine on it, note what was built when."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from packshot.build.quick import Pointer, holds, latest, up_to_date
from packshot.findings import Finding, Locate, Severity
from packshot.source.recipes import toolchain

HOME = ".packshot"
RECEIPT = "receipt.json"
DIST = "dist"
HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of a build; empty texts stand for the defaults."""

    folder: Path
    revision: str = HEAD
    worktree: bool = False
    as_of: str = ""
    """The asked instant, UTC."""
    store: str = ""
    """A folder or an fsspec URL; by default `.packshot/store`."""
    dist: Path | None = None
    no_dist: bool = False
    workers: int = 0
    is_strict: bool = False
    """Whether warnings matter, those of earlier builds too."""
    progress: Callable[[str, int], None] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, for people and for `--format json`."""

    tree: str
    commit: str | None
    pointer: Pointer | None
    dist: Path | None
    counts: Mapping[str, int]
    seconds: Mapping[str, float]
    findings: tuple[Finding, ...]
    nothing_to_do: bool = False

    @property
    def failed(self) -> bool:
        """Whether errors stopped it."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a build would do: the engine's plan, and what channels ask for that is not built yet."""

    plan: Any
    """A `build.why.Plan`, whose import is dear."""
    commit: str | None
    unbuilt: tuple[tuple[str, str], ...]
    """Channel and what it asks for."""
    left_out: tuple[Any, ...] = ()
    """The SKUs of evaluated products that a threshold keeps out of a feed (`outputs.channels.views.LeftOut`)."""


GATED = 100
"""Products of which a plan tells what thresholds keep out of feeds."""

NOTHING = {"records": 0, "views": 0, "made": 0, "written": 0, "unchanged": 0, "removed": 0}


def build(asked: Asked) -> Built:
    """Build what was asked for. RefusedError where the program declines to go on."""
    source = _Source.of(asked)
    base = latest(source.store)
    if base is not None and up_to_date(base, source.tree.id, asked.as_of, toolchain()) and source.shows(base):
        found = _standing(source, base) if asked.is_strict else ()
        if found is None:
            return _run(asked, source, None, is_doubted=True)
        source.note_again(base, asked)
        return Built(source.tree.id, source.commit, base, source.dist, NOTHING, {}, found, nothing_to_do=True)
    return _run(asked, source, base)


def _standing(source: _Source, base: Pointer) -> tuple[Finding, ...] | None:
    """What earlier builds found and nobody has mended; None where the state is damaged."""
    from packshot.build.parsing import DamagedError
    from packshot.build.run import standing

    try:
        return tuple(standing(source.request(base)))
    except DamagedError:
        return None


def _run(asked: Asked, source: _Source, base: Pointer | None, *, is_doubted: bool = False) -> Built:
    from packshot.build.run import build as run

    request = source.request(base, is_doubted=is_doubted)
    flaws = source.flaws(base)
    if any(flaw.severity is Severity.ERROR for flaw in flaws):
        # Files that cannot be read are no part of the tree: what the checks would say of the rest misleads.
        return Built(source.tree.id, source.commit, None, source.dist, NOTHING, {}, flaws)
    source.hide_home()
    result = run(request)
    stands: tuple[Finding, ...] = ()
    if result.pointer is not None:
        source.note(result.pointer, asked, request.program.recipes)
        stands = (_standing(source, result.pointer) or ()) if asked.is_strict else ()
    counts = {name: getattr(result, name) for name in NOTHING}
    findings = (*flaws, *result.findings, *_others(stands, result.findings))
    return Built(result.tree, source.commit, result.pointer, source.dist, counts, result.seconds, findings)


def _others(stands: Iterable[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """What stands of earlier builds; a state keeps findings without their edits."""
    known = {replace(finding, edits=()) for finding in found}
    return (finding for finding in stands if replace(finding, edits=()) not in known)


@contextmanager
def planned(asked: Asked) -> Iterator[Planned]:
    """What a build would do; nothing is made and nothing kept. To be read inside the block."""
    from packshot.build.why import planned as plan

    source = _Source.of(asked)
    with plan(source.request(latest(source.store))) as found:
        reader = _reader(source, found)
        yield Planned(found, source.commit, tuple(_unbuilt(reader)), tuple(_gated(reader, found)))


def _reader(source: _Source, plan: Any) -> Any:
    """A reader of the tree that is planned for."""
    from packshot.build.facts import facts_of
    from packshot.build.types import Reads
    from packshot.catalogue import Catalogue

    facts = facts_of(plan.release.state.tables)
    return Catalogue(source.tree, "").reader(facts, source.asked.as_of, Reads())


def _unbuilt(reader: Any) -> Iterator[tuple[str, str]]:
    """What channel files ask for and is checked, but not built yet."""
    from packshot.outputs.channels.views import compiled

    for stem in reader.channels():
        channel = compiled(reader, stem)
        if channel and not channel.is_built:
            yield stem, f"format {channel.channel.output.format}"
        elif channel:
            yield from ((stem, name) for name in ("delta", "group") if getattr(channel.channel, name) is not None)


def _gated(reader: Any, plan: Any) -> Iterator[Any]:
    """The SKUs of evaluated products (of the first of them) that a threshold keeps out of a feed."""
    from packshot.outputs.channels.views import left_out

    catalog = reader.catalog()
    if catalog is None or not catalog.thresholds.completeness or plan.release.failed():
        return
    products = (record for record in sorted(plan.release.reasons) if record.startswith("product/"))
    for record in islice(products, GATED):
        yield from (out for out in left_out(reader, record.removeprefix("product/")) if out.is_gated)


def locate(asked: Asked) -> Locate:
    """Finds the position of a finding in the tree that was asked for."""
    from packshot.source.report import locator

    return locator(_Source.of(asked).tree)


def left_out(asked: Asked) -> tuple[tuple[str, str], ...]:
    """What stands on disk otherwise than in the commit that is built: path, and added, modified or deleted."""
    if asked.worktree or asked.revision != HEAD:
        return ()
    from packshot.source import git
    from packshot.source.worktree import WorkTree

    return tuple((found.path, found.change) for found in WorkTree(git.find(asked.folder)).left_out())


def verify(asked: Asked, built: Built) -> tuple[Finding, ...]:
    """Evaluate everything from nothing and compare with the release; an error for each artifact that differs."""
    from packshot.build.prove import verify as prove
    from packshot.build.store import damage_told

    request = _Source.of(asked).request(built.pointer)
    with damage_told(request.store):
        return prove(request) if built.pointer else ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A tree of a repository and where its release goes."""

    asked: Asked
    root: Path
    tree: Any
    commit: str | None
    store: str
    dist: Path | None
    receipt: Mapping[str, Any]
    """What the last build noted on this machine, as `note` writes it; empty where there is none that can be read."""

    @classmethod
    def of(cls, asked: Asked) -> _Source:
        """Find the repository and open the tree that was asked for."""
        from packshot.source import git

        repository = git.find(asked.folder)
        commit: str | None = None
        if asked.worktree:
            from packshot.source.worktree import WorkTree

            tree: Any = WorkTree(repository)
        else:
            from packshot.source.committree import CommitTree

            found = git.resolve(repository, asked.revision)
            tree, commit = CommitTree(repository, found.roots), found.id
        store = asked.store or str(repository.root / HOME / "store")
        dist = None if asked.no_dist else (asked.dist or repository.root / DIST)
        return cls(asked, repository.root, tree, commit, store, dist, _receipt(repository.root / HOME))

    @property
    def home(self) -> Path:
        """The folder of this machine's lock, intent and receipt."""
        return self.root / HOME

    def hide_home(self) -> None:
        """Keep git from taking this machine's state into a commit, whatever the repository ignores."""
        ignore = self.home / ".gitignore"
        if not ignore.is_file():
            self.home.mkdir(parents=True, exist_ok=True)
            ignore.write_text("*\n", encoding="utf-8")

    def shows(self, pointer: Pointer) -> bool:
        """Whether the output folder shows that release, or none is wanted."""
        return self.dist is None or holds(self.dist, self.home, pointer)

    def request(self, base: Pointer | None, *, is_doubted: bool = False) -> Any:
        """What the engine is asked."""
        from packshot import outputs
        from packshot.build.request import Request
        from packshot.catalogue import Catalogue
        from packshot.source.originals import Originals

        return Request(
            program=Catalogue(self.tree, toolchain(), self.asked.progress, self._recipes()),
            tree=self.tree.id,
            entries=lambda: ((entry.path, entry.blob) for entry in self.tree.entries()),
            read_many=self.tree.read_many,
            originals=Originals(self.tree),
            as_of=self.asked.as_of,
            home=self.home,
            store=self.store,
            dist=self.dist,
            base=base,
            is_doubted=is_doubted,
            changed=self._changed(base),
            load=outputs.find,
            workers=self.asked.workers or os.cpu_count() or 1,
            seconds=time.perf_counter,
        )

    def _changed(self, base: Pointer | None) -> Mapping[str, tuple[str | None, str | None]] | None:
        """What differs from the base by Git, where this machine has built it; None leaves it to a comparison."""
        roots = self._known(base)
        changed: Mapping[str, tuple[str | None, str | None]] | None = self.tree.changed_since(roots) if roots else None
        return changed

    def _known(self, base: Pointer | None) -> Mapping[str, str] | None:
        """The trees of the base by Git, where the receipt tells those and no others."""
        from packshot.source.tree import source_id

        roots: Mapping[str, str] = self.receipt.get("roots", {})
        return roots if base is not None and source_id(roots) == base.tree else None

    def flaws(self, base: Pointer | None) -> tuple[Finding, ...]:
        """Files that cannot be read by their names or kinds. The base has none; edits of plain files bring none."""
        roots = None if self.asked.worktree else self._known(base)
        if roots and self.tree.edited_since(roots):
            return ()
        return tuple(self.tree.findings())

    def _recipes(self) -> Mapping[str, str]:
        """What this toolchain has told of its outputs before, on this machine."""
        held = self.receipt
        found: Mapping[str, str] = held.get("recipes", {}) if held.get("toolchain") == toolchain() else {}
        return found if _are_texts(found) else {}

    def note_again(self, pointer: Pointer, asked: Asked) -> None:
        """Write the receipt where it tells of another build, as after a build of the same files in the working tree."""
        held = self.receipt
        told = held.get("manifest"), held.get("released"), held.get("store")
        if told != (pointer.manifest, not asked.worktree, self.store):
            self.home.mkdir(parents=True, exist_ok=True)
            self.note(pointer, asked, self._recipes())

    def note(self, pointer: Pointer, asked: Asked, recipes: Mapping[str, str]) -> None:
        """Write the receipt: what was built of which commit, and what was asked. None of it is in the release."""
        held = {
            "packshot": 1,
            "state": pointer.state,
            "tree": pointer.tree,
            "manifest": pointer.manifest,
            "roots": dict(self.tree.roots),
            "commit": self.commit,
            "released": not asked.worktree,
            "asked": asked.as_of,
            "store": self.store,
            "toolchain": pointer.toolchain,
            "recipes": dict(recipes),
        }
        temporary = self.home / f"{RECEIPT}.tmp"
        temporary.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
        temporary.replace(self.home / RECEIPT)


def _receipt(home: Path) -> Mapping[str, Any]:
    try:
        held = json.loads((home / RECEIPT).read_bytes())
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) and _are_texts(held.get("roots")) else {}


def _are_texts(held: object) -> bool:
    """Whether it is a map of texts: a file may have been written by anybody."""
    return isinstance(held, dict) and all(isinstance(value, str) for value in held.values())
