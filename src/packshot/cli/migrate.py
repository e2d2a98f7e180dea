"""`packshot migrate`: update the repository to the current file format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from packshot.catalog import finding_report
from packshot.cli import fixing, printing, progress
from packshot.cli.source import work_tree

if TYPE_CHECKING:
    from packshot.authoring.migrate import Migration


@click.command("migrate")
@click.option("--dry-run", "is_dry", is_flag=True, help="Show the edits without writing them.")
@printing.FORMAT
@click.pass_obj
def command(folder: str, is_dry: bool, form: str) -> int:
    """Replace outdated keys and values in all files with the current ones.

    Comments, quoting and order are kept. The edits do not change the release that a build produces.
    """
    from packshot.authoring.edits import rewrite
    from packshot.authoring.migrate import can_change, migration

    tree = work_tree(folder)
    with progress.spinner("Reading", form):
        paths = [entry.path for entry in tree.entries() if entry.path.endswith(".yaml") and can_change(entry.path)]
        found = migration(tree.read_many(paths), tree.read_if_unchanged)
    for each in () if is_dry else found.fixed:
        rewrite(tree.repository.root, each.path, each.after, each.before)
    if form == "json":
        edits = [each.as_json() for each in found.fixed]
        printing.as_json({"packshot": 1, "written": not is_dry, "edits": edits, **finding_report.as_json(found.left)})
    else:
        _show(found, is_dry=is_dry)
    return int(bool(found.left))


def _show(found: Migration, *, is_dry: bool) -> None:
    if found.left:
        click.echo(finding_report.text(found.left, style=printing.styled))
    if found.fixed:
        fixing.show(found.fixed, [], is_dry=is_dry)
        click.echo("Next: packshot migrate" if is_dry else "Next: review the changes and commit them")
    elif not found.left:
        click.echo("Nothing to do: no outdated keys or values")
