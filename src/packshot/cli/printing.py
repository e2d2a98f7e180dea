"""Output of findings: with their source lines, in colour on a terminal; and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from packshot.catalog import finding_report

if TYPE_CHECKING:
    from packshot.findings import Finding, Locate
    from packshot.pipeline import BuildOptions

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
"""The option of each command that prints text or JSON."""

_COLOURS = {"error": "red", "warning": "yellow", "suggestion": "cyan", "caret": "red", "help": "green"}


def as_json(body: object) -> None:
    """Print an object as JSON."""
    click.echo(finding_report.safe_json(body))


def capped(lines: Sequence[str], most: int, more: str) -> Iterator[str]:
    """Yield the first lines, and the number of others; `more` is the template of that line."""
    yield from lines[:most]
    if len(lines) > most:
        yield more.format(len(lines) - most)


def findings(found: Iterable[Finding], request: BuildOptions) -> None:
    """Print findings, sorted, with their locations and help."""
    printed = list(found)
    if printed:
        from packshot.pipeline import locate

        click.echo(finding_report.text(printed, in_files(locate(request)), styled))


def in_files(locate: Locate) -> Locate:
    """Return a function that locates findings inside files; a finding about a whole file has no line."""
    return lambda at: locate(at) if at.keys or at.line else None


def styled(role: finding_report.Role, text: str) -> str:
    """Return a coloured text; click removes the colours if the output is not a terminal."""
    return click.style(text, fg=_COLOURS.get(role), bold=role in ("error", "warning", "suggestion", "place"))
