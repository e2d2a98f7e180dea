"""`packshot publish`: bring the release that was built last to where its readers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.engine.storage import Storage
    from packshot.engine.store import Store
    from packshot.git.tree import Repository
    from packshot.local_state import BuildReceipt
    from packshot.publish.check import Checked
    from packshot.publish.difference import Step
    from packshot.publish.files import Target
    from packshot.publish.holder import Holder
    from packshot.publish.publish import Publication, Sent


@dataclass(frozen=True, slots=True)
class Errand:
    """What was requested: the repository, the target, the options."""

    repository: Repository
    target: str
    store: str | None
    as_of: str | None
    form: str


@click.command("publish")
@click.option("--to", "url", metavar="URL", help="A folder, or a URL such as s3://bucket/shop.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Show what would be sent and removed; change nothing.")
@click.option("--check", "is_check", is_flag=True, help="Compare every file of the target with what was published.")
@click.option("--repair", "is_repair", is_flag=True, help="Check, then restore missing and changed files.")
@click.option("--log", "is_log", is_flag=True, help="Show the releases that were published to the target.")
@click.option("--store", metavar="URL", help="The store that holds the release [default: that of the last build].")
@click.option("--as-of", metavar="INSTANT", help="The instant at which the release must hold [default: now].")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:
    """Bring the release that was built last to a target: a folder or a URL.

    Only what differs is sent: media, pages, feeds, the manifest; then what is gone is removed. A publication that was
    stopped continues where it stopped, from any machine. Files that packshot did not put there are never touched.
    """
    from packshot.git import repository as git

    if not given["url"]:
        raise click.UsageError("Say where to publish: --to FOLDER, or --to s3://bucket/shop.")
    if given["is_dry"] + given["is_log"] + (given["is_check"] or given["is_repair"]) > 1:
        raise click.UsageError("Use one of --dry-run, --log and --check (which --repair may follow).")
    repository = git.find(Path(ctx.obj))
    target = _target(given["url"], Path(ctx.obj), repository)
    errand = Errand(repository, target, given["store"], given["as_of"], given["form"])
    if given["is_log"]:
        return _log(errand)
    if given["is_check"] or given["is_repair"]:
        return _check(errand, is_repair=given["is_repair"])
    return _release(errand, is_dry=given["is_dry"])


def _release(errand: Errand, *, is_dry: bool) -> int:
    """Publish the last release, or show what that would do."""
    from packshot.cli import publish_text
    from packshot.cli.clock import asked_instant

    built = _built(errand)
    _warn(_doubts(errand, built, asked_instant(errand.as_of)))
    sent, steps = _preview(errand, built) if is_dry else _publish(errand, built)
    if errand.form == "json":
        printing.as_json(publish_text.as_json(errand.target, built, sent, steps))
    else:
        _warn(publish_text.changes(sent, is_dry=is_dry))
        publish_text.say(errand.target, sent, steps, is_dry=is_dry)
    return 0


def _built(errand: Errand) -> BuildReceipt:
    from packshot.local_state import HOME
    from packshot.publish.last_build import last_built

    return last_built(errand.repository.root / HOME)


def _target(url: str, start: Path, repository: Repository) -> str:
    """The target; a folder is meant from where the command was started, and must not hold the source."""
    from packshot.publish.target import folder_of, is_local

    if not is_local(url):
        return url
    folder = folder_of(url, start)
    top = folder.relative_to(repository.root).parts[:1] if folder.is_relative_to(repository.root) else None
    if repository.root.is_relative_to(folder) or top in [(name,) for name in _SOURCE]:
        raise click.UsageError(f"--to {url} is where the source of the catalogue lies; name another folder.")
    return str(folder)


_SOURCE = ("catalog", "assets", "channels", "site", ".git", ".packshot")


def _place(errand: Errand, built: BuildReceipt) -> Storage:
    """The store that was named, else those of the last build."""
    from packshot.engine.storage import open_storage

    return open_storage(errand.store) if errand.store else open_storage(built.store, below=built.below)


def _publication(errand: Errand, built: BuildReceipt, target: Target) -> Publication:
    from packshot.cli.actor import actor
    from packshot.cli.clock import asked_instant
    from packshot.engine.store import Store
    from packshot.publish.publish import Publication
    from packshot.publish.releaselog import Origin

    origin = Origin(built.commit, asked_instant(None), actor(errand.repository))
    return Publication(Store(_place(errand, built)), target, built.manifest, origin)


def _holder(errand: Errand, release: str) -> Holder:
    import os
    import socket

    from packshot.cli.actor import actor
    from packshot.cli.clock import asked_instant
    from packshot.publish.holder import Holder

    return Holder(os.getpid(), socket.gethostname(), actor(errand.repository), release, asked_instant(None))


def _preview(errand: Errand, built: BuildReceipt) -> tuple[Sent, Sequence[Step]]:
    from packshot.cli import progress
    from packshot.publish.target import failures_reported, open_target

    publication = _publication(errand, built, open_target(errand.target))
    with progress.shown("Comparing", errand.form) as step, failures_reported(errand.target):
        publication.progress = step or publication.progress
        return publication.preview()


def _publish(errand: Errand, built: BuildReceipt) -> tuple[Sent, None]:
    from packshot.cli import progress
    from packshot.cli.signals import stoppable
    from packshot.engine.lock import locked
    from packshot.local_state import HOME
    from packshot.publish.exclusive import exclusive
    from packshot.publish.target import failures_reported, open_target

    with (
        locked(errand.repository.root / HOME, "publishing"),
        stoppable(),
        progress.shown("Publishing", errand.form) as step,
    ):
        with failures_reported(errand.target):
            show = step or _unseen
            with exclusive(open_target(errand.target), _holder(errand, built.manifest), progress=show) as target:
                publication = _publication(errand, built, target)
                publication.progress = show
                sent = publication.publish()
        _note(errand, built)
        return sent, None


def _note(errand: Errand, built: BuildReceipt) -> None:
    """Note the publication in the store; that it could not is a warning, for the release is published."""
    from packshot.publish import notes

    try:
        notes.note(_place(errand, built), errand.target, built.manifest, built.state)
    except OSError as problem:
        _warn([f"the store cannot note this publication, so a later sweep may remove the release: {problem}."])


def _unseen(stage: str, done: int) -> None:
    """Progress that is not shown."""


def _log(errand: Errand) -> int:
    from packshot.cli import publish_text
    from packshot.publish import releaselog
    from packshot.publish.target import failures_reported, open_target

    with failures_reported(errand.target):
        entries = list(releaselog.entries(open_target(errand.target)))
    if errand.form == "json":
        printing.as_json(publish_text.log_as_json(errand.target, entries))
    else:
        publish_text.say_log(errand.target, entries)
    return 0


def _check(errand: Errand, *, is_repair: bool) -> int:
    from packshot.cli import publish_text
    from packshot.publish.target import failures_reported, open_target

    with failures_reported(errand.target):
        target = open_target(errand.target)
        found = _repaired(errand, target) if is_repair else _checked(errand, target)
    if errand.form == "json":
        printing.as_json(publish_text.check_as_json(errand.target, found))
    else:
        publish_text.say_check(errand.target, found)
    return 1 if len(found.faults) > found.repaired else 0


def _checked(errand: Errand, target: Target) -> Checked:
    from packshot.cli import progress
    from packshot.publish.check import Check

    with progress.shown("Checking", errand.form) as step:
        return Check(_any_store(errand), target, progress=step or _unseen).check()


def _repaired(errand: Errand, target: Target) -> Checked:
    from packshot.cli import progress
    from packshot.cli.signals import stoppable
    from packshot.engine.lock import locked
    from packshot.local_state import HOME
    from packshot.publish.check import Check
    from packshot.publish.exclusive import exclusive

    with (
        locked(errand.repository.root / HOME, "publishing"),
        stoppable(),
        progress.shown("Repairing", errand.form) as step,
        exclusive(target, _holder(errand, ""), progress=step or _unseen) as claimed,
    ):
        return Check(_any_store(errand), claimed, progress=step or _unseen).repair()


def _any_store(errand: Errand) -> Store:
    """The store that was named, else those of the last build, else the one that a build would fill."""
    from packshot.engine.storage import open_storage
    from packshot.engine.store import Store
    from packshot.findings import RefusedError
    from packshot.local_state import HOME

    try:
        return Store(_place(errand, _built(errand)))
    except RefusedError:
        return Store(open_storage(errand.store or str(errand.repository.root / HOME / "store")))


def _doubts(errand: Errand, built: BuildReceipt, as_of: str) -> list[str]:
    """Why the release may not be the one that is meant."""
    from packshot.engine.manifest import read_root
    from packshot.engine.parsing import DamagedError
    from packshot.engine.store import Store
    from packshot.git.commit_tree import CommitTree

    found = []
    if CommitTree.at(errand.repository).id != built.tree:
        found.append(f"HEAD holds other products than the release of commit {built.commit[:12]}; run packshot build.")
    try:
        root = read_root(Store(_place(errand, built)), built.manifest)
    except DamagedError:
        raise _no_release(errand.store or built.store) from None
    if root.next_transition and root.next_transition <= as_of:
        raise _out_of_date(root.next_transition)
    if root.valid_from and as_of < root.valid_from:
        found.append(f"the release holds from {root.valid_from} on, which is still to come.")
    return found


def _out_of_date(until: str) -> Exception:
    from packshot.findings import Location, RefusedError, error

    what = f"The release held until {until}: rights or prices have changed since, and it may show what has ended."
    return RefusedError(error("release-ended", Location(""), what, "Run packshot build, then publish."))


def _no_release(store: str) -> Exception:
    from packshot.findings import Location, RefusedError, error

    what = "The store does not hold the release that was built last."
    cure = "Name the store it was built into with --store, or run packshot build again."
    return RefusedError(error("release-missing", Location(store), what, cure))


def _warn(doubts: list[str]) -> None:
    from packshot.catalog.finding_report import safe

    for doubt in doubts:
        click.secho("warning: ", fg="yellow", err=True, nl=False)
        click.echo(safe(doubt), err=True)
