"""How findings are printed: with the source line they speak of, in colour on a terminal; and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from packshot.catalog.finding_report import Role
    from packshot.findings import Finding
    from packshot.pipeline import BuildOptions

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
"""The option of every command that prints for people or for programs."""


def as_json(body: object) -> None:
    """Print an object for programs."""
    from packshot.catalog.finding_report import safe_json

    click.echo(safe_json(body))


def findings(found: Iterable[Finding], asked: BuildOptions) -> None:
    """Print findings, sorted, each with its place and cure."""
    held = list(found)
    if held:
        from packshot.catalog import finding_report
        from packshot.pipeline import locate

        inside = locate(asked)
        # What is said of a file as a whole has no line.
        click.echo(finding_report.text(held, lambda at: inside(at) if at.keys or at.line else None, styled))


_COLOURS = {"error": "red", "warning": "yellow", "advice": "cyan", "caret": "red", "cure": "green"}


def styled(role: Role, text: str) -> str:
    """Colours, which click takes away where nobody sees them."""
    return click.style(text, fg=_COLOURS.get(role), bold=role in ("error", "warning", "advice", "place"))
