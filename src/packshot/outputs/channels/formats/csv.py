"""The feed format CSV, as in RFC 4180 but with LF line endings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from packshot.engine.types import Json
from packshot.outputs.channels.format import Format, InParts
from packshot.outputs.channels.formats._cells import heads, lines, utf8
from packshot.outputs.channels.row_values import Row


def head(about: Json) -> bytes:
    """Return the header line with the names of the columns."""
    return _written([heads(about["columns"])])


def rows(rows: Sequence[Row], about: Json) -> bytes:
    """Return the rows as CSV lines in UTF-8."""
    return _written(lines(rows, about["columns"]))


def _written(found: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(found)
    return utf8(text.getvalue())


FORMAT = Format("text/csv", (".csv", ".txt"), InParts(rows, head), reads=("columns",))
