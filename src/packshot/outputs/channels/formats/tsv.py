"""The feed format TSV: one line per row; tabs and line breaks within a value become spaces."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json
from packshot.outputs.channels.format import Format, InParts
from packshot.outputs.channels.formats._cells import heads, lines, utf8
from packshot.outputs.channels.row_values import Row

_SPACES = str.maketrans("\t\n\r\v\f\x85\u2028\u2029", " " * 8)


def head(about: Json) -> bytes:
    """Return the header line with the names of the columns."""
    return utf8("\t".join(heads(about["columns"])) + "\n")


def rows(rows: Sequence[Row], about: Json) -> bytes:
    """Return the rows as tab-separated lines in UTF-8."""
    found = lines(rows, about["columns"])
    return utf8("".join("\t".join(cell.translate(_SPACES) for cell in line) + "\n" for line in found))


FORMAT = Format("text/tab-separated-values", (".tsv", ".txt"), InParts(rows, head), reads=("columns",))
