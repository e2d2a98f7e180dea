"""`packshot handbook`: write the data dictionary of the catalogue as HTML pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from packshot.cli import printing, progress
from packshot.cli.clock import timestamp
from packshot.cli.source import work_tree


@click.command("handbook")
@click.option(
    "--to",
    "target",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Output folder [default: handbook/ next to catalog/].",
)
@printing.FORMAT
@click.pass_obj
def command(folder: str, /, target: Path | None, form: str) -> int:
    """Write the data dictionary of the catalogue as HTML pages, in each of its languages.

    Lists all attributes, families, options, categories, relations, channels, markets, locales, price lists, stock
    lists, unit families, validation rules and statuses. Entries link to related entries. Attributes, families of
    products, options, categories, relations and statuses show how many products use them. The pages are internal:
    builds do not publish them.
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
        body = {"packshot": 1, "folder": str(output), "files": len(files)}
        printing.as_json({**body, "written": done.written, "removed": done.removed})
    else:
        counts = f"{done.written:,} changed, {done.removed:,} removed"
        click.echo(f"Wrote {len(files):,} files to {output} ({counts})")
        click.echo(f"Next: open {output / 'index.html'}")
    return 0
