"""Conversion of rows to cells: by field name, or as table lines in which a repeated field is one cell with commas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packshot.engine.types import Json


def cells(row: Json) -> dict[str, list[str]]:
    """Return a map from the name of each field of a row to its values."""
    found: dict[str, list[str]] = {}
    for name, value in zip(row["names"].split(), row["values"], strict=True):
        found.setdefault(name, []).append(value)
    return found


def lines(rows: Sequence[Json], columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield the cells of each row in the order of the columns; the values of a repeated field are joined by commas."""
    for row in rows:
        found = cells(row)
        yield [_cell(found.get(column, ())) for column in columns]


def _cell(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else ",".join(value.replace(",", " ") for value in values)


def utf8(text: str) -> bytes:
    """Return a text encoded in UTF-8. Lone surrogates are removed."""
    return text.encode(errors="ignore")
