"""`packshot publish`: bring the release that was built last to where its readers are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from packshot.cli import printing


@click.command("publish")
@click.option("--to", "url", metavar="URL", help="A folder, or a URL such as s3://bucket/shop.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Show what would be sent and removed; change nothing.")
@click.option("--check", "is_check", is_flag=True, help="Compare every file of the target with what was published.")
@click.option("--repair", "is_repair", is_flag=True, help="Check, then restore missing and changed files.")
@click.option("--log", "is_log", is_flag=True, help="Show the releases that were published to the target.")
@click.option("--store", metavar="URL", help="The store that holds the release [default: that of the last build].")
@click.option("--as-of", metavar="INSTANT", help="The instant at which the release must hold [default: now].")
@printing.FORMAT
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:
    """Bring the release that was built last to a target: a folder or a URL.

    Only what differs is sent: media, pages, feeds, the manifest; then what is gone is removed. A publication that was
    stopped continues where it stopped, from any machine. Files that packshot did not put there are never touched.
    """
    if not given["url"]:
        raise click.UsageError("Say where to publish: --to FOLDER, or --to s3://bucket/shop.")
    is_check = given["is_check"] or given["is_repair"]
    if given["is_dry"] + given["is_log"] + is_check > 1:
        raise click.UsageError("Use one of --dry-run, --log and --check (which --repair may follow).")
    from packshot.cli.publication import Request, check, log, release

    request = Request.of(Path(ctx.obj), given["url"], given["store"], given["as_of"], given["form"])
    if given["is_log"]:
        return log(request)
    return check(request, given["is_repair"]) if is_check else release(request, given["is_dry"])
