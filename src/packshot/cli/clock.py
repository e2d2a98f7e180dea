"""The one place that reads the clock, and the timestamps of the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import click


def timestamp(text: str | None) -> str:
    """Return a timestamp in UTC; now where none is given. click.UsageError when it cannot be read.

    A plain date means its first moment in UTC; a time without a zone is refused, for it has several meanings.
    """
    if not text:
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251 - the one place
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError(
            f'--as-of "{text}" is no instant; write 2026-12-24 or 2026-12-24T08:00:00+01:00.'
        ) from None
    if moment.tzinfo is None:
        if len(text) != 10:
            raise click.UsageError(f'--as-of "{text}" has no zone; write 2026-12-24T08:00:00+01:00.')
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
