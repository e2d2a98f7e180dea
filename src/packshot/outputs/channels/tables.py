"""Rows as tab-separated text, CSV and JSON lines. A repeated field is one cell with commas, or a JSON list."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from packshot.engine.types import Json


def _cells(row: Json) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {}
    for name, value in zip(row["names"].split(), row["values"], strict=True):
        cells.setdefault(name, []).append(value)
    return cells


def _lines(rows: Sequence[Json], columns: Sequence[str]) -> Iterator[list[str]]:
    for row in rows:
        cells = _cells(row)
        yield [_cell(cells.get(column, ())) for column in columns]


def _cell(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else ",".join(value.replace(",", " ") for value in values)


def _utf8(text: str) -> bytes:
    return text.encode(errors="ignore")


class _Table:
    """A format that has only rows, without head and tail."""

    def head(self, about: Json) -> bytes:
        """Return nothing."""
        return b""

    def tail(self, about: Json) -> bytes:
        """Return nothing."""
        return b""


class Tsv(_Table):
    """Tab-separated text: one line per row; tabs and line breaks within a value become spaces."""

    TYPE = "text/tab-separated-values"

    def head(self, about: Json) -> bytes:
        """Return the names of the columns."""
        return _utf8("\t".join(about["columns"]) + "\n")

    def rows(self, rows: Sequence[Json], about: Json) -> bytes:
        """Return the lines of the rows."""
        spaces = str.maketrans("\t\n\r\v\f\x85\u2028\u2029", " " * 8)
        lines = _lines(rows, about["columns"])
        return _utf8("".join("\t".join(cell.translate(spaces) for cell in line) + "\n" for line in lines))


class Csv(_Table):
    """CSV by RFC 4180, but with LF."""

    TYPE = "text/csv"

    def head(self, about: Json) -> bytes:
        """Return the names of the columns."""
        return self._written([about["columns"]])

    def rows(self, rows: Sequence[Json], about: Json) -> bytes:
        """Return the lines of the rows."""
        return self._written(_lines(rows, about["columns"]))

    def _written(self, lines: Iterator[list[str]] | list[list[str]]) -> bytes:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(lines)
        return _utf8(text.getvalue())


class JsonLines(_Table):
    """One JSON object per line; a field that may repeat is always a list."""

    TYPE = "application/jsonl"

    def rows(self, rows: Sequence[Json], about: Json) -> bytes:
        """Return the lines of the rows."""
        repeats = frozenset(about["repeats"])
        return _utf8("".join(self._line(row, repeats) for row in rows))

    def _line(self, row: Json, repeats: frozenset[str]) -> str:
        cells = {name: values if name in repeats else values[0] for name, values in _cells(row).items()}
        return json.dumps(cells, ensure_ascii=False, separators=(",", ":")) + "\n"
