"""The feed format JSON Lines: one object per line; a field that may be repeated is always a list."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json
from packshot.outputs.channels.format import Format, InParts
from packshot.outputs.channels.formats._cells import utf8
from packshot.outputs.channels.formats._json import json_text
from packshot.outputs.channels.row_values import Row


def rows(rows: Sequence[Row], about: Json) -> bytes:
    """Return the rows as JSON objects in UTF-8, one per line."""
    return utf8("".join(f"{json_text(row)}\n" for row in rows))


FORMAT = Format("application/jsonl", (".jsonl", ".ndjson", ".json", ".txt"), InParts(rows))
