"""The clock and the timestamps of the command line. No other module reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import click


def timestamp(text: str | None) -> str:
    """Return a date or timestamp as a timestamp in UTC; the current time if the text is empty.

    A date means its start in UTC. Raise click.UsageError for an invalid text or a time without a time zone.
    """
    if not text:
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251 - the only use
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError(
            f'invalid --as-of "{text}"; write a date such as 2026-12-24, or a timestamp such as '
            "2026-12-24T08:00:00+01:00"
        ) from None
    if moment.tzinfo is None:
        if len(text) != 10:
            raise click.UsageError(
                f'missing time zone in --as-of "{text}"; write for example 2026-12-24T08:00:00+01:00'
            )
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
