"""`packshot schema`: JSON Schemas of the catalogue for editors, and how editors find them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.authoring.schema.made import Made
    from packshot.git.work_tree import WorkTree

SETTINGS = ".vscode/settings.json"


@dataclass(slots=True)
class _Done:
    """What the command did, for people and for programs."""

    folder: str
    schemas: int
    written: int = 0
    removed: int = 0
    stale: Sequence[str] = ()
    modelines: Sequence[str] = ()
    settings: str = ""
    too_long: Sequence[str] = ()


@click.command("schema")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Another folder than .packshot/schema.")
@click.option("--vscode", "is_wired", is_flag=True, help="Name the schemas in .vscode/settings.json.")
@click.option("--modeline", "has_modelines", is_flag=True, help="Write into each file which schema it has.")
@click.option("--names", type=click.IntRange(0), default=2000, show_default=True, help="Most names of a kind.")
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 1 if the folder is out of date.")
@printing.FORMAT
@click.pass_obj
def command(  # noqa: PLR0913 - one argument an option
    folder: str, /, target: Path | None, is_wired: bool, has_modelines: bool, names: int, is_check: bool, form: str
) -> int:
    """Write JSON Schemas by which editors complete and check the files of this catalogue."""
    from packshot.authoring.schema.made import SCHEMAS, made
    from packshot.cli import progress
    from packshot.cli.clock import timestamp
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree

    tree = WorkTree(repository.find(Path(folder)))
    root = tree.repository.root
    place = root / SCHEMAS if target is None else Path(folder) / target
    with progress.shown("Reading", form):
        schemas = made(tree, timestamp(None), names)
    done = _Done(Path(os.path.relpath(place, root)).as_posix(), len(schemas.patterns), too_long=schemas.too_long)
    if is_check:
        from packshot.authoring.folder import stale

        done.stale = stale(place, schemas.files)
    else:
        _write(tree, place, schemas, done, (is_wired, has_modelines))
    _say(done, is_check, form)
    return int(bool(done.stale))


def _write(tree: WorkTree, place: Path, schemas: Made, done: _Done, wanted: tuple[bool, bool]) -> None:
    from packshot.authoring import edits
    from packshot.authoring.folder import bring
    from packshot.authoring.schema.made import modelines
    from packshot.local_state import HOME, hide

    is_wired, has_modelines = wanted
    root = tree.repository.root
    hide(root / HOME)
    brought = bring(place, schemas.files)
    done.written, done.removed = brought.written, brought.removed
    if is_wired:
        done.settings = _wire(root, schemas, done.folder)
    if has_modelines:
        changed = list(modelines(tree, schemas, done.folder))
        for path, _, new in changed:
            edits.rewrite(root, path, new)
        done.modelines = [path for path, _, _ in changed]


def _wire(root: Path, schemas: Made, folder: str) -> str:
    """Bring the settings up to date; says what became of them."""
    from packshot.authoring.edits import rewrite
    from packshot.authoring.schema.wiring import settings
    from packshot.git.repository_files import Inside

    inside = Inside(root)
    held = inside.read(SETTINGS)
    wanted = settings(held, schemas.patterns, folder) if held or inside.mode(SETTINGS) is None else None
    if wanted is None:
        return "left"
    if held == wanted:
        return "unchanged"
    if held is None:
        (root / SETTINGS).parent.mkdir(exist_ok=True)
        (root / SETTINGS).touch()
    rewrite(root, SETTINGS, wanted)
    return "written"


def _say(done: _Done, is_check: bool, form: str) -> None:
    if form == "json":
        body = {"packshot": 1, **{name: getattr(done, name) for name in _Done.__dataclass_fields__}}
        printing.as_json(body)
    elif is_check:
        click.echo(_checked(done))
    else:
        click.echo("\n".join(_told(done)))


def _checked(done: _Done) -> str:
    if not done.stale:
        return f"{done.folder}: up to date."
    return f"{done.folder}: out of date in {len(done.stale)} files. Run packshot schema."


def _told(done: _Done) -> list[str]:
    """What was done, a line each."""
    lines = [f"{done.schemas} schemas in {done.folder}: {done.written} files written, {done.removed} removed."]
    if done.too_long:
        lines.append(f"Too many names to list: {', '.join(done.too_long)} (--names lists more).")
    if done.modelines:
        lines.append(f"{len(done.modelines)} files name their schema in their first line.")
    if done.settings:
        words = {
            "left": f"{SETTINGS} is more than plain JSON: take the patterns from {done.folder}/catalog.json yourself.",
            "written": f"{SETTINGS} names them.",
            "unchanged": f"{SETTINGS} names them already.",
        }
        lines.append(words[done.settings])
    return lines
