"""`packshot schema`: write JSON Schemas of the catalogue for editors, and register them in editors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from packshot.cli import printing, progress
from packshot.cli.clock import timestamp
from packshot.cli.source import work_tree


@click.command("schema")
@click.option(
    "--to", "target", metavar="DIR", type=click.Path(path_type=Path), help="Output folder [default: .packshot/schema]."
)
@click.option("--vscode", "is_wired", is_flag=True, help="Register the schemas in .vscode/settings.json.")
@click.option(
    "--modeline",
    "has_modelines",
    is_flag=True,
    help="Write the path of the schema into the first line of each YAML file.",
)
@click.option(
    "--names",
    metavar="N",
    type=click.IntRange(0),
    default=2000,
    show_default=True,
    help="Maximum number of names of one kind, for example SKUs or asset ids, that a schema lists for completion. A "
    "kind with more names is not listed.",
)
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 1 if the folder is out of date.")
@printing.FORMAT
@click.pass_obj
def command(  # noqa: PLR0913 - one argument per option
    folder: str, /, target: Path | None, is_wired: bool, has_modelines: bool, names: int, is_check: bool, form: str
) -> int:
    """Write JSON Schemas for completion and checks in editors.

    The schemas list the names of the catalogue. Run the command again when names are added or renamed.
    """
    from packshot.authoring.folder import bring, stale
    from packshot.authoring.schema.made import SCHEMAS, add_modelines, made
    from packshot.authoring.schema.wiring import wire
    from packshot.local_state import HOME, hide

    tree = work_tree(folder)
    root = tree.repository.root
    output = root / SCHEMAS if target is None else Path(folder) / target
    name = Path(os.path.relpath(output, root)).as_posix()
    with progress.spinner("Reading", form):
        schemas = made(tree, timestamp(None), names)
    done: dict[str, Any] = {"folder": name, "schemas": len(schemas.patterns), "written": 0, "removed": 0}
    done |= {"stale": [], "modelines": [], "settings": "", "too_long": schemas.too_long}
    if is_check:
        done["stale"] = stale(output, schemas.files)
    else:
        hide(root / HOME)
        done |= asdict(bring(output, schemas.files))
        done["settings"] = wire(root, schemas.patterns, name) if is_wired else ""
        done["modelines"] = add_modelines(tree, schemas, name) if has_modelines else []
    if form == "json":
        printing.as_json({"packshot": 1, **done})
    else:
        click.echo("\n".join(_checked(done) if is_check else _written(done)))
    return int(bool(done["stale"]))


def _checked(done: Mapping[str, Any]) -> Iterator[str]:
    stale = len(done["stale"])
    yield f"{done['folder']} is {f'out of date ({stale:,} files)' if stale else 'up to date'}"
    if stale:
        yield "Next: packshot schema"


def _written(done: Mapping[str, Any]) -> Iterator[str]:
    """Yield the result, line by line."""
    from packshot.authoring.schema.wiring import SETTINGS

    yield "Wrote {schemas:,} schemas to {folder} ({written:,} files changed, {removed:,} removed)".format(**done)
    if done["too_long"]:
        yield f"Names not listed because there are too many: {', '.join(done['too_long'])} (raise --names to list them)"
    if done["modelines"]:
        yield f"Wrote the schema path into {len(done['modelines']):,} files"
    words = {
        "left": f"is not plain JSON and was not changed; copy the patterns from {done['folder']}/catalog.json",
        "written": "was updated",
        "unchanged": "is up to date",
    }
    if done["settings"]:
        yield f"{SETTINGS} {words[done['settings']]}"
