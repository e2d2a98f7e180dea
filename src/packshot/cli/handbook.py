"""`packshot handbook`: the data dictionary of the catalogue as pages."""

from __future__ import annotations

from pathlib import Path

import click

from packshot.cli import printing


@click.command("handbook")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="The folder [default: handbook/ beside catalog/]."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(folder: str, /, target: Path | None, form: str) -> int:
    """Write the data dictionary of the catalogue as pages, in every language that it has.

    Every attribute, family, option, category, relation, channel, market and list, linked with each other, and how many
    products use each. It tells what customers need not know, so builds do not publish it.
    """
    from packshot.authoring.folder import bring
    from packshot.catalog.whole_tree import read_facts, read_whole
    from packshot.cli import progress
    from packshot.cli.clock import asked_instant
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree
    from packshot.handbook.pages import handbook

    tree = WorkTree(repository.find(Path(folder)))
    place = tree.repository.root / "handbook" if target is None else Path(folder) / target
    with progress.shown("Handbook", form) as step:
        facts = read_facts(tree)
        reader = read_whole(tree, facts, asked_instant(None))
        files = handbook(reader, facts, (lambda done: step("products", done)) if step else lambda done: None)
        done = bring(place, files)
    if form == "json":
        body = {
            "packshot": 1,
            "folder": str(place),
            "files": len(files),
            "written": done.written,
            "removed": done.removed,
        }
        printing.as_json(body)
    else:
        click.echo(f"{len(files)} files in {place}: {done.written} written, {done.removed} removed.")
        click.echo(f"Open {place / 'index.html'}.")
    return 0
