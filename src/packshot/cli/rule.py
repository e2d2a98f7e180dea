"""`packshot rule`: print the section of the manual on a code, or a validation rule of the repository."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from packshot.catalog.finding_report import safe
from packshot.cli import printing
from packshot.cli.source import work_tree
from packshot.model.names import nearest

PREFIX = "rule-"
"""The prefix of the codes of the validation rules of the repository."""

FOLDER = "catalog/rules/"


@click.command("rule")
@click.argument("code", required=False)
@printing.FORMAT
@click.pass_obj
def command(folder: str, code: str | None, form: str) -> int:
    """Explain the code of a finding: what is reported, why, an example and the fix.

    CODE is printed in brackets with each finding, for example `bad-gtin`. For a rule of the repository,
    catalog/rules/NAME.yaml, use `rule-NAME`. Without CODE, all codes are listed.
    """
    from packshot.checks import manual

    if code is None:
        _show_all(form)
    elif code.startswith(PREFIX):
        _show_own(folder, code.removeprefix(PREFIX), form)
    elif code in manual.codes():
        _show(code, form)
    else:
        near = nearest(code, manual.codes())
        help_ = f"Did you mean '{near}'?" if near else "Run `packshot rule` to list all codes."
        raise click.UsageError(f'unknown code "{code}". {help_}')
    return 0


def _show_all(form: str) -> None:
    from packshot.checks.manual import code_section
    from packshot.messages import messages

    levels = {code_section(row): row.level for row in sorted(messages().values(), key=lambda row: row.id)}
    if form == "json":
        printing.as_json(
            {"packshot": 1, "codes": [{"code": code, "severity": level} for code, level in levels.items()]}
        )
        return
    for code, level in levels.items():
        click.echo(f"{level:<10}  {code}")


def _show(code: str, form: str) -> None:
    from packshot.checks.manual import code_page
    from packshot.messages import page

    if form == "json":
        printing.as_json({"packshot": 1, "code": code, "page": page(code), "text": code_page(code)})
        return
    click.secho(code, bold=True)
    click.echo(f"\n{_plain(code_page(code))}\nsee: {page(code)}")


def _plain(markdown: str) -> str:
    """Return a section without Markdown markup: bold text as bold on a terminal, links as their text."""
    unlinked = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", markdown)
    return re.sub(r"\*\*(.+?)\*\*", lambda found: click.style(found[1], bold=True), unlinked)


def _show_own(folder: str, name: str, form: str) -> None:
    """Print a rule of the repository: its path and its text."""
    tree = work_tree(folder)
    path = f"{FOLDER}{name}.yaml"
    known = [entry.path for entry in tree.entries() if entry.path.startswith(FOLDER) and entry.path.endswith(".yaml")]
    if path not in known:
        raise click.UsageError(f'unknown code "{PREFIX}{name}".{_near(path, known)}')
    text = tree.read(path).decode(errors="replace")
    if form == "json":
        printing.as_json({"packshot": 1, "code": f"{PREFIX}{name}", "page": path, "text": text})
        return
    click.secho(f"{PREFIX}{safe(name)}", bold=True)
    click.echo(f"\nA validation rule of this repository, defined in {safe(path)}:\n")
    for line in text.splitlines():
        click.echo(f"    {safe(line)}")


def _near(path: str, known: Sequence[str]) -> str:
    near = nearest(path, known)
    if near:
        return f" Did you mean '{PREFIX}{near.removeprefix(FOLDER).removesuffix('.yaml')}'?"
    return f" The repository has no {path}."
