"""`packshot init DIR`: create a small repository, ready to validate and build."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


@click.command("init")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Name of the catalogue [default: name of the folder].")
@click.pass_obj
def command(folder: str, directory: Path, name: str | None) -> int:
    """Create a product repository, ready to validate and build, in the folder DIR."""
    from packshot.authoring.scaffold import scaffold

    root = Path(folder) / directory
    is_committed = scaffold(root, name or root.resolve().name or "catalogue")
    click.echo(f"Created {root}: one product, two markets, two languages")
    commit = "" if is_committed else "git add -A && git commit -m 'Catalogue' && "
    click.echo(f"Next: cd {shlex.quote(str(root))} && {commit}packshot build && packshot serve")
    return 0
