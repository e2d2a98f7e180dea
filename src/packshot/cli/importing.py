"""`packshot import KIND SRC DEST`: a product repository out of another system's export, in one commit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog import finding_report
from packshot.cli import printing, progress

if TYPE_CHECKING:
    from packshot.authoring.importers import Conversion, Market

MARKET = "KEY:COUNTRY:CURRENCY:LOCALE,LOCALE"


class _Listed(click.Command):
    """Names the kinds that there are in its help; they are known only once the importers are looked at."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from packshot.authoring.importers import known

        with formatter.section("Kinds"):
            formatter.write_text(", ".join(known()))


@click.command("import", cls=_Listed)
@click.argument("kind", metavar="KIND")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@click.option("--market", "markets", metavar=MARKET, multiple=True, help="Such as de:DE:EUR:de,en; may be repeated.")
@click.option("--source-locale", metavar="LOCALE", default="", help="The locale of product.yaml, as SRC calls it.")
@click.option("--name", default="", help="Name of the catalogue.")
@click.option("--url", default="", help="Address at which the site will stand.")
@click.option("--zone", default="", help="Time zone in which a plain date begins, such as Europe/Berlin.")
@printing.FORMAT
@click.pass_obj
def command(folder: str, /, kind: str, source: Path, destination: Path, form: str, **given: Any) -> int:
    """Make a product repository in DEST, an empty or a new folder, from the export SRC of another system.

    Prints what was invented, renamed, folded and lost on the way. With an error nothing is written.
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
        raise click.UsageError(f'--market "{text}" cannot be read; write {MARKET}, such as de:DE:EUR:de,en.')
    return found


def _show(conversion: Conversion, is_committed: bool | None, target: Path) -> None:
    """The report and the findings; `is_committed` is None where nothing was written."""
    from packshot.authoring.importers._report import as_text

    if is_committed is not None:
        click.echo(as_text(conversion.report))
    if conversion.findings:
        click.echo(finding_report.text(conversion.findings))
    if is_committed is None:
        click.secho("Nothing was written: cure the errors above and import again.", fg="red")
        return
    commit = "" if is_committed else "git add -A && git commit -m Import && "
    click.echo(f"{target} is ready.\nNext:  cd {target} && {commit}packshot validate && packshot build")
