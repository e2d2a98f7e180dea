"""`packshot import KIND SRC DEST`: create a product repository from an export of another system, in one commit."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog import finding_report
from packshot.cli import printing, progress

if TYPE_CHECKING:
    from packshot.authoring.importers import Conversion, Market

MARKET = "KEY:COUNTRY:CURRENCY:LOCALE,LOCALE"


class _Listed(click.Command):
    """A command whose help lists the kinds of exports; the importers are imported only to print this help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from packshot.authoring.importers import known

        with formatter.section("Kinds"):
            formatter.write_text(", ".join(known()))


@click.command("import", cls=_Listed)
@click.argument("kind", metavar="KIND")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@click.option(
    "--market",
    "markets",
    metavar=MARKET,
    multiple=True,
    help="Market, for example de:DE:EUR:de,en; may be repeated [default: one per currency].",
)
@click.option(
    "--source-locale",
    metavar="LOCALE",
    default="",
    help="Locale of the source text in product.yaml, as named in SRC [default: the first English locale, otherwise "
    "the first locale, in alphabetical order].",
)
@click.option("--name", metavar="NAME", default="", help="Name of the catalogue [default: name of SRC].")
@click.option("--url", metavar="URL", default="", help="URL of the site [default: https://www.example.com].")
@click.option(
    "--zone", metavar="ZONE", default="", help="Time zone of dates, for example Europe/Berlin [default: UTC]."
)
@printing.FORMAT
@click.pass_obj
def command(folder: str, /, kind: str, source: Path, destination: Path, form: str, **given: Any) -> int:
    """Create a product repository in DEST, an empty or new folder, from the export SRC of another system.

    Reports everything that is added, renamed, converted or omitted. If there are errors, nothing is written.
    """
    from packshot.authoring.importers import Options, find
    from packshot.authoring.importers._report import as_json
    from packshot.authoring.importers._run import bring_over

    importer, target = find(kind), Path(folder) / destination
    options = Options(**{**given, "markets": tuple(map(_market, given["markets"]))})
    with progress.spinner("Importing", form) as step:
        message = f"Import of {source.name} from {kind}"
        conversion, is_committed = bring_over(importer, Path(folder) / source, target, options, message, step)
    if form == "json":
        found = finding_report.as_json(conversion.findings)
        body = as_json(conversion.report) | {"findings": found["findings"], "severities": found["counts"]}
        printing.as_json({"packshot": 1, "is_written": is_committed is not None, **body})
    else:
        _show(conversion, is_committed, target)
    return int(is_committed is None)


def _market(text: str) -> Market:
    from packshot.authoring.importers import market

    found = market(text)
    if found is None:
        raise click.UsageError(f'invalid --market "{text}"; write {MARKET}, for example de:DE:EUR:de,en')
    return found


def _show(conversion: Conversion, is_committed: bool | None, target: Path) -> None:
    """Print the report and the findings; `is_committed` is None if nothing was written."""
    from packshot.authoring.importers._report import as_text

    if is_committed is not None:
        click.echo(as_text(conversion.report))
    if conversion.findings:
        click.echo(finding_report.text(conversion.findings))
    if is_committed is None:
        click.secho("Nothing was written: fix the errors above and import again", fg="red")
        return
    commit = "" if is_committed else "git add -A && git commit -m Import && "
    click.echo(f"Created {target}\nNext: cd {shlex.quote(str(target))} && {commit}packshot validate && packshot build")
