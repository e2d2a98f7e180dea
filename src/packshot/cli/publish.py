"""`packshot publish`: publish the last build to a target, or check, repair or list what is published there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from packshot.cli import printing


@click.command("publish")
@click.option("--to", "url", metavar="TARGET", help="Target (required): a folder, or a URL such as s3://bucket/shop.")
@click.option(
    "--audience",
    "audiences",
    metavar="PATTERN",
    multiple=True,
    help="Publish only the files of these audiences, such as de, de/en, de,channel=google or partner=acme "
    "(repeatable) [default: the audiences of the last publication to the target].",
)
@click.option(
    "--all-audiences",
    "is_unlimited",
    is_flag=True,
    help="Publish the files of all audiences, now and in later publications to the target.",
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Show what would be uploaded and removed; change nothing.")
@click.option("--check", "is_check", is_flag=True, help="Compare each file at the target with the published release.")
@click.option(
    "--repair",
    "is_repair",
    is_flag=True,
    help="Check the target, restore missing and changed files, and remove files of the previous release.",
)
@click.option("--log", "is_log", is_flag=True, help="List the releases published to the target.")
@click.option("--store", metavar="STORE", help="Folder or URL of the store [default: the store of the last build].")
@click.option(
    "--as-of",
    metavar="DATE",
    help="Date, or timestamp with time zone, at which the release must be valid [default: now].",
)
@printing.FORMAT
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:
    """Publish the last build to a target: a folder or a URL.

    Uploads only files that differ: media, then pages, feeds and the manifest; then removes files that are no
    longer in the release. A stopped publication continues where it stopped, from any machine. Files that packshot did
    not upload are never changed.

    A PATTERN is MARKET[/LOCALE][,channel=KEY][,group=KEY][,partner=KEY]. An omitted part matches any value. A part
    without a value matches only audiences without that part: de,channel= selects the market de without its feeds.
    """
    if not given["url"]:
        raise click.UsageError("missing target; use --to FOLDER or a URL such as --to s3://bucket/shop")
    is_check = given["is_check"] or given["is_repair"]
    if given["is_dry"] + given["is_log"] + is_check > 1:
        raise click.UsageError("use only one of --dry-run, --log, and --check or --repair")
    if (given["audiences"] or given["is_unlimited"]) and (given["is_log"] or is_check):
        raise click.UsageError("use --audience and --all-audiences only to publish; a check uses those of the target")
    if given["audiences"] and given["is_unlimited"]:
        raise click.UsageError("use only one of --audience and --all-audiences")
    from packshot.cli.publication import Request, check, log, release

    request = Request.of(Path(ctx.obj), given["url"], given["store"], given["as_of"], given["form"])
    if given["is_log"]:
        return log(request)
    if is_check:
        return check(request, given["is_repair"])
    return release(request, given["is_dry"], () if given["is_unlimited"] else given["audiences"] or None)
