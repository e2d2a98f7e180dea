"""`packshot fmt`: rewrite YAML files in canonical form, or list the files that are not in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packshot.catalog import finding_report
from packshot.catalog.finding_report import counted, safe
from packshot.cli import printing, progress
from packshot.cli.source import selected, work_tree

if TYPE_CHECKING:
    from packshot.findings import Finding


@click.command("fmt")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="Change nothing; exit 1 if a file is not in canonical form.")
@printing.FORMAT
@click.pass_obj
def command(folder: str, paths: tuple[Path, ...], is_check: bool, form: str) -> int:
    """Rewrite YAML files of the working tree in canonical form: all files, or those at or below PATH.

    Sorts variants, prices and stock by key. Keeps comments, quoting and the order of all other entries; the data never
    changes.
    """
    from packshot.authoring import edits, fmt
    from packshot.yaml.reader import load

    tree = work_tree(folder)
    root = tree.repository.root
    with progress.spinner("Formatting", form) as step:
        known = [entry.path for entry in tree.entries() if entry.path.endswith(".yaml")]
        chosen = selected(root, folder, paths, known, "matches no YAML file of the catalogue")
        files = dict(progress.counted(tree.read_many(chosen), step, "files"))
        unreadable = [finding for path, data in files.items() for finding in load(data, path).findings]
        found = list(fmt.check(files.items()))
        for path in [] if is_check else [finding.at.path for finding in found]:
            edits.rewrite(root, path, fmt.formatted(files[path].decode(), path).encode())
    if form == "json":
        body = {"packshot": 1, "files": len(files), "written": not is_check}
        printing.as_json({**body, **finding_report.as_json([*found, *unreadable])})
    else:
        _show(found, unreadable, len(files), is_check)
    return int(bool(unreadable or (is_check and found)))


def _show(found: Sequence[Finding], unreadable: Sequence[Finding], total: int, is_check: bool) -> None:
    """Print each file that is not in canonical form; with --check also the lines that differ."""
    if unreadable:
        click.echo(finding_report.text(unreadable))
    for finding in found:
        click.secho(safe(finding.at.path), bold=True)
        for line in str(dict(finding.params)["excerpt"]).split("\n") if is_check else ():
            click.secho(f"  {safe(line)}", fg={"+": "green", "-": "red"}.get(line[:1]))
    click.echo(_summary(len(found), total, is_check))


def _summary(count: int, total: int, is_check: bool) -> str:
    files = counted(total, "file")
    if not count:
        return f"{files} in canonical form" if total else "No YAML files found"
    return (
        f"{count:,} of {files} not in canonical form\nNext: packshot fmt"
        if is_check
        else f"Formatted {count:,} of {files}"
    )
