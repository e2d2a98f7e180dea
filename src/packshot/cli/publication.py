"""Actions of `packshot publish`: publish the last release, show a preview or the log, check or repair the target."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from packshot.catalog.finding_report import safe
from packshot.cli import printing, progress, publish_text
from packshot.cli.clock import timestamp
from packshot.cli.signals import stoppable
from packshot.engine.disk import LocalDisk
from packshot.engine.lock import locked
from packshot.engine.manifest import Root, read_root
from packshot.engine.parsing import DamagedError
from packshot.engine.storage import FolderStorage, OverlayStorage, Storage, open_storage
from packshot.engine.store import Store
from packshot.findings import Location, RefusedError, refusal
from packshot.git import process
from packshot.git import repository as git
from packshot.git.commit_tree import CommitTree
from packshot.git.tree import Repository
from packshot.local_state import HOME, BuildReceipt
from packshot.model.names import choices
from packshot.publish import notes, releaselog
from packshot.publish import receipt as receipts
from packshot.publish.check import Check
from packshot.publish.difference import Step
from packshot.publish.exclusive import exclusive
from packshot.publish.files import Target
from packshot.publish.holder import Holder
from packshot.publish.last_build import last_built
from packshot.publish.limit import Limit, Part, limited
from packshot.publish.publish import Publication
from packshot.publish.receipt import Receipt
from packshot.publish.releaselog import Origin
from packshot.publish.target import failures_reported, folder_of, is_local, open_target

_SOURCE = ("catalog", "assets", "channels", "site", ".git", ".packshot")
"""Folders of a repository that cannot be a target."""


@dataclass(frozen=True, slots=True)
class Request:
    """The repository, the target and the options of a publication."""

    repository: Repository
    target: str
    store: str | None
    as_of: str | None
    form: str

    @classmethod
    def of(cls, folder: Path, url: str, store: str | None, as_of: str | None, form: str) -> Request:
        """Return the request for a target. A relative target is relative to `folder`.

        Raise click.UsageError if the target is a folder that contains the source of the catalogue or is in it.
        """
        repository = git.find(folder)
        return cls(repository, _target(url, folder, repository), store, as_of, form)

    @property
    def home(self) -> Path:
        """Return the folder with the local state of this machine."""
        return self.repository.root / HOME

    def storage(self, built: BuildReceipt) -> Storage:
        """Return the requested store, or the stores of the last build if none is requested."""
        return open_storage(self.store) if self.store else open_storage(built.store, below=built.below)

    def any_store(self) -> Store:
        """Return the requested store, or that of the last build, or the default store before the first build."""
        try:
            return Store(self.storage(last_built(self.home)))
        except RefusedError:
            return Store(open_storage(self.store or str(self.home / "store")))


def _target(url: str, start: Path, repository: Repository) -> str:
    """Return the target; a folder is relative to the current one, and must not contain the source."""
    if not is_local(url):
        return url
    folder = folder_of(url, start)
    top = folder.relative_to(repository.root).parts[:1] if folder.is_relative_to(repository.root) else None
    if repository.root.is_relative_to(folder) or top in [(name,) for name in _SOURCE]:
        raise click.UsageError(
            f"invalid --to {url}: the folder contains the source of the catalogue; choose another folder"
        )
    return str(folder)


def release(request: Request, is_dry: bool, audiences: Sequence[str] | None) -> int:
    """Publish the last release, or show what would be uploaded and removed; return the exit code.

    `audiences` has the patterns of the new limit of the target; None keeps the current limit.
    """
    built = last_built(request.home)
    root = _root(request, built)
    _warn(*_doubts(request, built, root, timestamp(request.as_of)))
    limit = None if audiences is None else _limit(audiences, root)
    steps: Sequence[Step] | None = None
    if is_dry:
        with _previewed(request, built) as (store, step):
            part, publication = _publication(request, built, limit, store, open_target(request.target), step)
            sent, steps = publication.preview()
    else:
        with _claimed(request, "Publishing", built.manifest) as (target, step):
            part, publication = _publication(request, built, limit, Store(request.storage(built)), target, step)
            sent = publication.publish()
            _note(request, built, part.release)
    _warn(*(f"no audience of the release matches {name}" for name in part.limit.unmatched(root.audiences)))
    if request.form == "json":
        printing.as_json(publish_text.as_json(request.target, built, part, sent, steps))
    else:
        _warn(*publish_text.changes(sent, is_dry=is_dry))
        publish_text.show(request.target, part, sent, steps, is_dry=is_dry, is_kept=limit is None)
    return 0


def _limit(patterns: Sequence[str], root: Root) -> Limit:
    """Return the limit that the user requests. Raises click.UsageError for a pattern without an audience."""
    known = sorted(filter(None, root.audiences))
    unknown = [each for each in patterns if (found := Limit.parse([each])) is None or found.unmatched(known)]
    if unknown:
        listed = choices(unknown[0], known)
        more = f" (and {listed['more']:,} more)" if listed["more"] else ""
        raise click.UsageError(f'unknown audience "{unknown[0]}"; use one of: {", ".join(listed["known"])}{more}')
    return Limit.parse(patterns) or Limit()


@contextmanager
def _previewed(request: Request, built: BuildReceipt) -> Iterator[tuple[Store, progress.Step]]:
    """Yield the store for a preview, which does not change it."""
    with (
        progress.spinner("Comparing", request.form) as step,
        failures_reported(request.target),
        tempfile.TemporaryDirectory() as folder,
    ):
        yield Store(OverlayStorage(request.storage(built), FolderStorage(Path(folder), LocalDisk()))), step


@contextmanager
def _claimed(request: Request, title: str, manifest: str) -> Iterator[tuple[Target, progress.Step]]:
    """Yield the target, locked against other processes and machines."""
    holder = Holder(os.getpid(), socket.gethostname(), _actor(request.repository), manifest, timestamp(None))
    with (
        locked(request.home, "publishing"),
        stoppable(),
        progress.spinner(title, request.form) as step,
        failures_reported(request.target),
        exclusive(open_target(request.target), holder, progress=step) as target,
    ):
        yield target, step


def _publication(
    request: Request, built: BuildReceipt, limit: Limit | None, store: Store, target: Target, step: progress.Step
) -> tuple[Part, Publication]:
    """Return the part of the release within the limit, by default the current limit of the target, and the publication
    of this part.
    """
    if limit is None:
        limit = (receipts.read(target) or Receipt()).limit
    part = limited(store, built.manifest, limit)
    origin = Origin(built.commit, timestamp(None), _actor(request.repository))
    return part, Publication(store, target, part.release, origin, limit=limit, progress=step)


def _actor(repository: Repository) -> str:
    """Return the user of the CI job, else the user.name of Git; empty if neither is set.

    Never an e-mail address: the log is at the target, which may be public.
    """
    in_ci = os.environ.get("GITHUB_ACTOR") or os.environ.get("GITLAB_USER_LOGIN")
    return in_ci or process.run(repository.top, "config", "user.name").out.decode("utf-8", "replace").strip()


def _note(request: Request, built: BuildReceipt, release: str) -> None:
    """Record the publication in the store. A failure is only a warning, because the release is published."""
    try:
        notes.note(request.storage(built), request.target, release, built.state)
    except OSError as problem:
        _warn(f"cannot record this publication in the store, so a later sweep may remove the release: {problem}")


def log(request: Request) -> int:
    """Show the release log of the target; return the exit code."""
    with failures_reported(request.target):
        entries = list(releaselog.entries(open_target(request.target)))
    if request.form == "json":
        printing.as_json(publish_text.log_as_json(request.target, entries))
    else:
        publish_text.show_log(request.target, entries)
    return 0


def check(request: Request, is_repair: bool) -> int:
    """Compare the target with the published release, and repair it if requested; return the exit code."""
    if is_repair:
        with _claimed(request, "Repairing", "") as (target, step):
            found = Check(request.any_store(), target, progress=step).repair()
    else:
        with failures_reported(request.target), progress.spinner("Checking", request.form) as step:
            found = Check(request.any_store(), open_target(request.target), progress=step).check()
    if request.form == "json":
        printing.as_json(publish_text.check_as_json(request.target, found))
    else:
        publish_text.show_check(request.target, found)
    return int(len(found.faults) > found.repaired)


def _root(request: Request, built: BuildReceipt) -> Root:
    """Return the manifest root of the last release. Raises RefusedError if the store does not have it."""
    try:
        return read_root(Store(request.storage(built)), built.manifest)
    except DamagedError:
        raise refusal("release-missing.last", Location(request.store or built.store)) from None


def _doubts(request: Request, built: BuildReceipt, root: Root, as_of: str) -> Iterator[str]:
    """Yield reasons why this may not be the intended release. Raises RefusedError if it is expired."""
    if CommitTree.at(request.repository).id != built.tree:
        yield f"the last build is of commit {built.commit[:12]}, not of HEAD; run packshot build"
    if root.next_transition and root.next_transition <= as_of:
        raise refusal("release-ended", Location(""), until=root.next_transition)
    if root.valid_from and as_of < root.valid_from:
        yield f"the release is valid from {root.valid_from}, which is in the future"


def _warn(*doubts: str) -> None:
    for doubt in doubts:
        click.secho("warning: ", fg="yellow", err=True, nl=False)
        click.echo(safe(doubt), err=True)
