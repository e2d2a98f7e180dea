"""`packshot assets`: create and update the sidecars of originals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packshot.catalog import finding_report
from packshot.cli import printing
from packshot.cli.source import selected, work_tree
from packshot.findings import Severity

if TYPE_CHECKING:
    from packshot.findings import Finding


@click.group("assets")
def command() -> None:
    """Create and update asset metadata files (sidecars)."""


@command.command("add")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--replaced", "is_replaced", is_flag=True, help="Also update sidecars whose original has changed.")
@printing.FORMAT
@click.pass_obj
def add(folder: str, paths: tuple[Path, ...], is_replaced: bool, form: str) -> int:
    """Create a sidecar for each original that has none.

    Processes all originals, or those at or below PATH. A sidecar records the digest and the size of its original and,
    if they are known, dimensions (pixels), orientation, colour profile and duration. Alt text and rights are not set:
    add them to the sidecar.
    """
    from packshot.authoring import sidecars

    tree = work_tree(folder)
    originals = dict(sidecars.originals(entry.path for entry in tree.entries()))
    otherwise = "matches no original; originals are below assets/"
    chosen = selected(tree.repository.root, folder, paths, list(originals), otherwise)
    written, findings = sidecars.add(tree, {path: originals[path] for path in chosen}, is_replaced=is_replaced)
    if form == "json":
        printing.as_json({"packshot": 1, "written": written, **finding_report.as_json(findings)})
    else:
        _show(written, findings)
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def _show(written: Sequence[str], findings: Sequence[Finding]) -> None:
    if findings:
        click.echo(finding_report.text(findings))
    for path in written:
        click.echo(finding_report.safe(path))
    if written:
        click.echo("Next: add `alt:`, and `licence:` or `rights:`, to these files")
    elif not findings:
        click.echo("Nothing to do: each original has a sidecar")
