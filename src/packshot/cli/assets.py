"""`packshot assets`: originals and the sidecars beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.findings import Finding
    from packshot.git.work_tree import WorkTree


@click.group("assets")
def command() -> None:
    """Describe pictures, drawings, documents and films by sidecars."""


@command.command("add")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--replaced", "is_replaced", is_flag=True, help="Also write the facts of originals that are others now.")
@printing.FORMAT
@click.pass_obj
def add(folder: str, paths: tuple[Path, ...], is_replaced: bool, form: str) -> int:
    """Write a sidecar beside each original that has none.

    All originals are looked at, or those at or below PATH. A sidecar holds what the file says of itself: digest, size,
    pixels, colour profile. Alt text and rights are for people.
    """
    from packshot.findings import Severity
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree

    tree = WorkTree(repository.find(Path(folder)))
    written: list[str] = []
    findings: list[Finding] = []
    flaws = _flaws(tree)
    for path, has_sidecar in _asked(tree, Path(folder), paths):
        if not has_sidecar and path in flaws:
            findings += flaws[path]
        elif not has_sidecar or is_replaced:
            found = _described(tree, path, has_sidecar=has_sidecar)
            written += [found] if isinstance(found, str) and found else []
            findings += [] if isinstance(found, str) else [found]
    _say(written, findings, form)
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def _flaws(tree: WorkTree) -> dict[str, list[Finding]]:
    """What is wrong with the names of originals, by path."""
    from packshot.authoring.sidecars import misnamed, originals

    paths = [path for path, _ in originals(entry.path for entry in tree.entries())]
    found: dict[str, list[Finding]] = {}
    for finding in (*tree.findings(), *misnamed(paths)):
        found.setdefault(finding.at.path, []).append(finding)
    return found


def _asked(tree: WorkTree, folder: Path, paths: tuple[Path, ...]) -> Iterator[tuple[str, bool]]:
    """The originals that are asked for, and whether they have a sidecar."""
    from packshot.authoring.sidecars import originals
    from packshot.cli.fmt import inside

    known = list(originals(entry.path for entry in tree.entries()))
    owns = [inside(tree.repository, folder, path) for path in paths]
    for own, path in zip(owns, paths, strict=True):
        if not any(_is_below(each, own) for each, _ in known):
            raise click.UsageError(f'"{path}" names no original: originals lie below assets/.')
    yield from (each for each in known if not owns or any(_is_below(each[0], own) for own in owns))


def _is_below(path: str, own: str) -> bool:
    return own in (".", path) or path.startswith(f"{own}/")


def _described(tree: WorkTree, original: str, *, has_sidecar: bool) -> str | Finding:
    """Write the sidecar of an original; gives its path, "" where it says so already, or what is wrong with either."""
    from packshot.authoring import edits, sidecars
    from packshot.catalog.layout import sidecar_of
    from packshot.findings import Finding
    from packshot.media.facts import examine

    picture, path, root = examine(tree.read(original), original), sidecar_of(original), tree.repository.root
    if isinstance(picture, Finding):
        return picture
    if not has_sidecar:
        edits.create(root, path, sidecars.block(picture), like=original)
        return path
    done = sidecars.renewed(path, tree.read(path), picture)
    if done is None or isinstance(done, Finding):
        return done or ""
    edits.rewrite(root, path, done.after, done.before)
    return path


def _say(written: list[str], findings: list[Finding], form: str) -> None:
    from packshot.catalog import finding_report

    if form == "json":
        body = {"packshot": 1, "written": written, **finding_report.as_json(findings)}
        printing.as_json(body)
        return
    if findings:
        click.echo(finding_report.text(findings))
    for path in written:
        click.echo(finding_report.safe(path))
    if written:
        click.echo("Now say what they show (alt:), and whose they are (licence: or rights:).")
    elif not findings:
        click.echo("Nothing to do: every original has its sidecar.")
