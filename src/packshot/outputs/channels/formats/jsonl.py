"""The feed format JSON Lines: one object per line; a field that may be repeated is always a list."""

from __future__ import annotations

import json
from collections.abc import Sequence

from packshot.engine.types import Json
from packshot.outputs.channels.format import Format, InParts
from packshot.outputs.channels.formats._cells import cells, utf8


def rows(rows: Sequence[Json], about: Json) -> bytes:
    """Return the rows as JSON objects in UTF-8, one per line."""
    repeats = frozenset(about["repeats"])
    return utf8("".join(_line(row, repeats) for row in rows))


def _line(row: Json, repeats: frozenset[str]) -> str:
    found = {name: values if name in repeats else values[0] for name, values in cells(row).items()}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


FORMAT = Format("application/jsonl", (".jsonl", ".ndjson", ".json", ".txt"), InParts(rows), reads=("repeats",))
