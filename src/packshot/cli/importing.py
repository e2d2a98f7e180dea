"""`packshot import KIND SRC DEST`: a product repository out of another system's export, in one commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packshot.cli import printing

if TYPE_CHECKING:
    from packshot.authoring.importers import Conversion, File, Market, Options
    from packshot.cli.progress import Step

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
    from packshot.authoring.importers import find
    from packshot.cli import progress

    importer, root, target = find(kind), Path(folder), Path(folder) / destination
    options = _options(**given)
    with progress.shown("Importing", form) as step:
        _step(step, "checking", 0)
        _must_be_empty(target)
        _step(step, f"reading {source}", 0)
        converted = importer.convert(root / source, options)
        failed = _failed(converted)
        written = None if failed else _write(converted, target, f"Import of {source.name} from {kind}", step)
    _say(converted, written, target, form)
    return int(failed)


def _options(markets: tuple[str, ...], source_locale: str, name: str, url: str, zone: str) -> Options:
    from packshot.authoring.importers import Options

    return Options(tuple(map(_market, markets)), source_locale, name, url, zone)


def _market(text: str) -> Market:
    from packshot.authoring.importers import market

    found = market(text)
    if found is None:
        raise click.UsageError(f'--market "{text}" cannot be read; write {MARKET}, such as de:DE:EUR:de,en.')
    return found


def _must_be_empty(target: Path) -> None:
    """Refuse before the export is read; `emit` would do so again when it writes."""
    from packshot.authoring.emit import check_empty

    check_empty(target)


def _failed(converted: Conversion) -> bool:
    from packshot.findings import Severity

    return any(finding.severity is Severity.ERROR for finding in converted.findings)


def _write(converted: Conversion, target: Path, message: str, step: Step | None) -> bool:
    """Write the files and commit them; False where the folder lies in a repository already, which is not touched."""
    from packshot.authoring.emit import emit
    from packshot.git.porcelain import first_commit

    emit(_counted([*converted.files, _ignored()], step), target)
    _step(step, "committing", 0)
    return first_commit(target, message)


def _ignored() -> File:
    """What the program itself puts into a repository is not committed."""
    from packshot.authoring.importers import File

    return File(".gitignore", b"/.packshot/\n/dist/\n")


def _counted(files: Iterable[File], step: Step | None) -> Iterator[File]:
    for count, file in enumerate(files, 1):
        if count % 50 == 0:
            _step(step, "writing", count)
        yield file


def _step(step: Step | None, stage: str, done: int) -> None:
    if step:
        step(stage, done)


def _say(converted: Conversion, committed: bool | None, target: Path, form: str) -> None:
    """The report and the findings; `committed` is None where nothing was written."""
    if form == "json":
        click.echo(_as_json(converted, committed))
        return
    from packshot.authoring.importers._report import as_text
    from packshot.catalog import finding_report

    if committed is not None:
        click.echo(as_text(converted.report))
    if converted.findings:
        click.echo(finding_report.text(converted.findings))
    if committed is None:
        click.secho("Nothing was written: cure the errors above and import again.", fg="red")
        return
    commit = "" if committed else "git add -A && git commit -m Import && "
    click.echo(f"{target} is ready.\nNext:  cd {target} && {commit}packshot validate && packshot build")


def _as_json(converted: Conversion, committed: bool | None) -> str:
    import json

    from packshot.authoring.importers._report import as_json
    from packshot.catalog import finding_report

    body = {**json.loads(as_json(converted.report)), **_findings(finding_report.as_json(converted.findings))}
    return finding_report.safe_json({"packshot": 1, "is_written": committed is not None, **body})


def _findings(found: dict[str, Any]) -> dict[str, Any]:
    """Findings beside a report that has counts of its own."""
    return {"findings": found["findings"], "severities": found["counts"]}
