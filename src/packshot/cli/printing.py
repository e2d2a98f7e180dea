"""Output of findings as text, with their source lines and in colour on a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from packshot.catalog import finding_report

if TYPE_CHECKING:
    from packshot.findings import Finding, Locate
    from packshot.pipeline import BuildOptions

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format.",
)
"""The option of the commands that print text or JSON, and no other format."""

_COLOURS = {"error": "red", "warning": "yellow", "suggestion": "cyan", "caret": "red", "help": "green"}


def as_json(body: object) -> None:
    """Print an object as JSON."""
    click.echo(finding_report.safe_json(body))


def capped(lines: Sequence[str], most: int, more: str) -> Iterator[str]:
    """Yield up to `most` lines, then one line with the number of omitted lines, made from the template `more`."""
    yield from lines[:most]
    if len(lines) > most:
        yield more.format(len(lines) - most)


def findings(found: Iterable[Finding], request: BuildOptions) -> None:
    """Print the findings with their locations and help, sorted."""
    printed = list(found)
    if printed:
        from packshot.pipeline import locate

        click.echo(finding_report.text(printed, in_files(locate(request)), styled))


def in_files(locate: Locate) -> Locate:
    """Return a function that locates findings inside files and returns None for a finding about a whole file."""
    return lambda at: locate(at) if at.keys or at.line else None


def styled(role: finding_report.Role, text: str) -> str:
    """Return the text in the colour of its role. If the output is not a terminal, click removes the colours."""
    return click.style(text, fg=_COLOURS.get(role), bold=role in ("error", "warning", "suggestion", "place"))
