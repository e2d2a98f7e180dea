"""Conversion of rows to table lines. A repeated field is one cell with commas, a nested field one cell with colons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packshot.outputs.channels.row_values import Row, cell, parts_of


def heads(columns: Sequence[str]) -> list[str]:
    """Return the header cells of the columns. For a nested field, the header names its parts:
    `shipping(country:price)`.
    """
    return [f"{name}({':'.join(parts)})" if parts else name for name, parts in parts_of(columns).items()]


def lines(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield the cells of each row in the order of the columns; a missing field is an empty cell."""
    fields = parts_of(columns).items()
    for row in rows:
        yield [cell(row[name], parts) if name in row else "" for name, parts in fields]


def utf8(text: str) -> bytes:
    """Return a text encoded in UTF-8. Lone surrogates are removed."""
    return text.encode(errors="ignore")
