"""`packshot publish`: bring the release that was built last to where its readers are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.publish.built import LastBuilt
    from packshot.publish.difference import Step
    from packshot.publish.publish import Publication, Sent
    from packshot.source.git import Repository

SHOWN = 20
"""Paths that a dry run names; JSON names all."""


@click.command("publish")
@click.option("--to", "url", metavar="URL", help="A folder, or a URL such as s3://bucket/shop.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be sent and removed; touch nothing.")
@click.option("--store", metavar="URL", help="The store that holds the release [default: that of the last build].")
@click.option("--as-of", metavar="INSTANT", help="The instant at which the release must hold [default: now].")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(folder: str, url: str | None, is_dry: bool, store: str | None, as_of: str | None, form: str) -> int:
    """Bring the release that was built last to a target: a folder or a URL.

    Only what differs is sent: media, pages, feeds, the manifest; then what is gone is removed. A publication that was
    stopped goes on where it stopped. Files that packshot did not put there are never touched.
    """
    if not url:
        raise click.UsageError("Say where to publish: --to FOLDER, or --to s3://bucket/shop.")
    from packshot.cli.clock import asked_instant
    from packshot.pipeline import HOME, RECEIPT
    from packshot.publish.built import last_built
    from packshot.source import git

    repository = git.find(Path(folder))
    target = _target(url, Path(folder), repository)
    built = last_built(repository.root / HOME / RECEIPT)
    _warn(_doubts(repository, built, store or built.store, asked_instant(as_of)))
    publication = _publication(built, store or built.store, target)
    sent, steps = _preview(publication, target, form) if is_dry else _publish(publication, target, repository, form)
    if form == "json":
        printing.as_json(_as_json(target, built, sent, steps))
    else:
        _say(target, sent, steps, is_dry)
    return 0


def _target(url: str, start: Path, repository: Repository) -> str:
    """The target; a folder is meant from where the command was started, and must not hold the source."""
    from packshot.publish.target import FILE, is_local

    if not is_local(url):
        return url
    folder = (start / Path(url.removeprefix(FILE)).expanduser()).resolve()
    top = folder.relative_to(repository.root).parts[:1] if folder.is_relative_to(repository.root) else None
    if repository.root.is_relative_to(folder) or top in [(name,) for name in _SOURCE]:
        raise click.UsageError(f"--to {url} is where the source of the catalogue lies; name another folder.")
    return str(folder)


_SOURCE = ("catalog", "assets", "channels", "site", ".git", ".packshot")


def _publication(built: LastBuilt, store: str, target: str) -> Publication:
    from packshot.build.place import open_place
    from packshot.build.store import Store
    from packshot.publish.publish import Publication
    from packshot.publish.target import open_target

    return Publication(Store(open_place(store)), open_target(target), built.manifest)


def _preview(publication: Publication, target: str, form: str) -> tuple[Sent, Sequence[Step]]:
    from packshot.cli import progress
    from packshot.publish.target import failures_told

    with progress.shown("Comparing", form) as step, failures_told(target):
        publication.progress = step or publication.progress
        return publication.preview()


def _publish(
    publication: Publication, target: str, repository: Repository, form: str
) -> tuple[Sent, Sequence[Step] | None]:
    from packshot.build.lock import locked
    from packshot.cli import progress
    from packshot.pipeline import HOME
    from packshot.publish.target import failures_told

    with locked(repository.root / HOME), progress.shown("Publishing", form) as step, failures_told(target):
        publication.progress = step or publication.progress
        return publication.publish(), None


def _doubts(repository: Repository, built: LastBuilt, store: str, as_of: str) -> list[str]:
    """Why the release may not be the one that is meant."""
    from packshot.build.manifest import read_root
    from packshot.build.parsing import DamagedError
    from packshot.build.place import open_place
    from packshot.build.store import Store
    from packshot.source.committree import CommitTree

    found = []
    if CommitTree.at(repository).id != built.tree:
        found.append(f"HEAD holds other products than the release of commit {built.commit[:12]}; run packshot build.")
    try:
        root = read_root(Store(open_place(store)), built.manifest)
    except DamagedError:
        raise _no_release(store) from None
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
    for doubt in doubts:
        click.secho("warning: ", fg="yellow", err=True, nl=False)
        click.echo(doubt, err=True)


def _as_json(target: str, built: LastBuilt, sent: Sent, steps: Sequence[Step] | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "packshot": 1,
        "target": target,
        "release": built.manifest,
        "commit": built.commit,
        "dry_run": steps is not None,
        "uploaded": sent.uploaded,
        "bytes": sent.bytes,
        "removed": sent.removed,
        "there": sent.there,
        "limits": list(sent.limits),
    }
    if steps is not None:
        body["steps"] = [{"do": "send" if step.wanted else "remove", "path": step.path} for step in steps]
    return body


def _say(target: str, sent: Sent, steps: Sequence[Step] | None, is_dry: bool) -> None:
    """What happened, or would happen."""
    would = "would be " if is_dry else ""
    for step in (steps or ())[:SHOWN]:
        click.echo(f"  {'send  ' if step.wanted else 'remove'} {step.path}")
    if steps and len(steps) > SHOWN:
        click.echo(f"  and {len(steps) - SHOWN:,} more")
    if not (sent.uploaded or sent.removed or sent.there):
        click.echo(f"Nothing to do: {target} holds this release.")
        return
    click.echo(
        f"{sent.uploaded:,} files {would}sent ({sent.bytes:,} bytes), {sent.removed:,} {would}removed, "
        f"{sent.there:,} stood there already."
    )
    for limit in sent.limits:
        click.secho(f"Note: {limit}", dim=True)
    if not is_dry:
        click.echo(f"Published to {target}")
