"""How findings are printed: with the source line they speak of, in colour on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from packshot.findings import Finding
    from packshot.pipeline import Asked


def findings(found: Iterable[Finding], asked: Asked) -> None:
    """Print findings, sorted, each with its place and cure."""
    held = list(found)
    if held:
        from packshot.pipeline import locate
        from packshot.source import report

        click.echo(report.text(held, locate(asked)))
