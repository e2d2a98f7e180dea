"""Rules of a channel file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packshot.catalog.offers import groups_of
from packshot.checks import named_references
from packshot.checks.channel_file import ChannelFile
from packshot.checks.offer_file import is_unread
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report
from packshot.outputs.channels import formats


@rule("unit-on-no-measure *", "29 40")
def compiled(channel: ChannelFile) -> Iterator[Finding]:
    """What it does: reports unknown presets, paths, pipes and renditions in a channel file, invalid expressions, and
    units to which a measurement cannot be converted.

    Why: a feed with a misspelt path would be written without that field, and the marketplace would reject every row.

    Example: `title: {from: nam}`. Fix: `from: name`.
    """
    for finding in channel.shape:
        inside = finding.at.path.startswith("preset:")
        yield replace(finding, at=Location(channel.path, ("extends",))) if inside else finding


@rule("unknown-customers", "35")
def customers(channel: ChannelFile) -> Iterator[Finding]:
    """What it does: reports the customer group of a channel if one of its markets has no price list for this group.

    Why: price lists of other groups are not used, so the feed would have the prices of lists without a group, or no
    prices.

    Example: `customers: dealers`, where the price list has `group: dealer`. Fix: `customers: dealer`.
    """
    found, reader = channel.compiled[0], channel.reader
    head = found.channel if found else None
    for key in head.markets if head is not None and head.customers is not None else ():
        market = reader.market(key)
        groups = groups_of(reader, market) if market is not None else []
        if market is None or any(is_unread(reader, name) for name in market.prices):
            continue
        if head is not None and head.customers not in groups:
            at = Location(channel.path, ("customers",))
            yield named_references.customers(str(head.customers), groups, at).with_params(market=key)


@rule("format-unbuilt")
def unbuilt(channel: ChannelFile) -> Iterator[Finding]:
    """What it does: suggests another format for a channel whose format this version validates but does not write.

    Why: the channel file is valid, but it has no output yet.

    Example: `output: {format: pdf}`. Fix: none is required; to publish the channel now, select a format that is
    written.
    """
    found, wrong = channel.compiled
    if found is not None and not found.is_built and not wrong:
        at, name = Location(channel.path, ("output", "format")), found.channel.output.format
        yield report("format-unbuilt", at, name=name, known=formats.built())
