"""`packshot fmt`: YAML files in canonical form; with `--check` it only says which ones are not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.cli.progress import Step
    from packshot.findings import Finding
    from packshot.git.tree import Repository

Files = Iterable[tuple[str, bytes]]


@click.command("fmt")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="Change nothing; exit 1 if a file is not in canonical form.")
@printing.FORMAT
@click.pass_obj
def command(folder: str, paths: tuple[Path, ...], is_check: bool, form: str) -> int:
    """Bring the YAML files of the working tree (all, or those at or below PATH) into canonical form.

    Comments, quoting and order stay as they were written; what a file says never changes.
    """
    from packshot.cli import progress
    from packshot.git import repository as git

    repository = git.find(Path(folder))
    with progress.shown("Formatting", form) as step:
        files = list(_counted(_files(repository, Path(folder), paths), step))
        unreadable = list(_unreadable(files))
        found = _checked(files) if is_check else _written(repository, files)
    _say(found, unreadable, len(files), is_check, form)
    return int(bool(unreadable or (is_check and found)))


def _files(repository: Repository, folder: Path, wanted: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every YAML file asked for."""
    from packshot.git.work_tree import WorkTree

    tree = WorkTree(repository)
    known = [entry.path for entry in tree.entries() if entry.path.endswith(".yaml")]
    chosen: set[str] = set(known) if not wanted else set()
    for path in wanted:
        chosen |= _below(inside(repository, folder, path), known, path)
    yield from tree.read_many([path for path in known if path in chosen])


def inside(repository: Repository, folder: Path, path: Path) -> str:
    """A path as the repository calls it."""
    root = repository.root.resolve()
    whole = Path(os.path.normpath(folder.resolve() / path))
    if not whole.is_relative_to(root):
        raise click.UsageError(f'"{path}" lies outside {root}.')
    return whole.relative_to(root).as_posix()


def _below(own: str, known: list[str], asked: Path) -> set[str]:
    found = {path for path in known if own in (".", path) or path.startswith(f"{own}/")}
    if not found:
        raise click.UsageError(f'"{asked}" names no YAML file of the catalogue.')
    return found


def _counted(files: Files, step: Step | None) -> Iterator[tuple[str, bytes]]:
    for count, file in enumerate(files, 1):
        if step and count % 50 == 0:
            step("files", count)
        yield file


def _unreadable(files: Files) -> Iterator[Finding]:
    """What keeps a file from being read at all: such a file has no canonical form."""
    from packshot.yaml.reader import load

    for path, data in files:
        yield from load(data, path).findings


def _checked(files: Files) -> list[Finding]:
    from packshot.authoring import fmt

    return list(fmt.check(files))


def _written(repository: Repository, files: Files) -> list[Finding]:
    """Rewrite what is not canonical; gives what was found wrong with each."""
    from packshot.authoring import edits, fmt

    texts = dict(files)
    found = list(fmt.check(texts.items()))
    for finding in found:
        path = finding.at.path
        edits.rewrite(repository.root, path, fmt.formatted(texts[path].decode(), path).encode())
    return found


def _say(found: list[Finding], unreadable: list[Finding], total: int, is_check: bool, form: str) -> None:
    from packshot.catalog import finding_report

    if form == "json":
        body = {"packshot": 1, "files": total, "written": not is_check, **finding_report.as_json([*found, *unreadable])}
        printing.as_json(body)
        return
    if unreadable:
        click.echo(finding_report.text(unreadable))
    for finding in found:
        _say_one(finding, is_check)
    click.echo(_summary(len(found), total, is_check))


def _say_one(finding: Finding, is_check: bool) -> None:
    """The file's name, and the lines that differ when nothing was written."""
    from packshot.catalog.finding_report import safe

    click.secho(safe(finding.at.path), bold=True)
    for line in finding.what.split("\n")[1:] if is_check else ():
        click.secho(f"  {safe(line)}", fg={"+": "green", "-": "red"}.get(line[:1]))


def _summary(count: int, total: int, is_check: bool) -> str:
    files = f"{total:,} file{'s'[: total != 1]}"
    if not count:
        return f"{files}: all in canonical form." if total else "No YAML files."
    done = "not in canonical form: run packshot fmt." if is_check else "rewritten."
    return f"{count:,} of {files} {done}"
