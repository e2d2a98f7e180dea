"""`packshot handbook`: the data dictionary of the catalogue as pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from packshot.cli import printing, progress
from packshot.cli.clock import timestamp
from packshot.cli.source import work_tree


@click.command("handbook")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="The folder [default: handbook/ beside catalog/]."
)
@printing.FORMAT
@click.pass_obj
def command(folder: str, /, target: Path | None, form: str) -> int:
    """Write the data dictionary of the catalogue as pages, in every language that it has.

    Every attribute, family, option, category, relation, channel, market and list, linked with each other, and how many
    products use each. It tells what customers need not know, so builds do not publish it.
    """
    from packshot.authoring.folder import bring
    from packshot.catalog.whole_tree import read_facts, read_whole
    from packshot.handbook.pages import handbook

    tree = work_tree(folder)
    output = tree.repository.root / "handbook" if target is None else Path(folder) / target
    with progress.spinner("Handbook", form) as step:
        facts = read_facts(tree)
        files = handbook(read_whole(tree, facts, timestamp(None)), facts, partial(step, "products"))
        done = bring(output, files)
    if form == "json":
        counts = {"files": len(files), "written": done.written, "removed": done.removed}
        printing.as_json({"packshot": 1, "folder": str(output), **counts})
    else:
        click.echo(f"{len(files)} files in {output}: {done.written} written, {done.removed} removed.")
        click.echo(f"Open {output / 'index.html'}.")
    return 0
