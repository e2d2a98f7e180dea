"""The CSV files of an export as tables whose cells have locations. The content is untrusted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from packshot.findings import Finding, Location, report

SEPARATORS = ";,\t"
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells by column, and the number of its first line."""

    table: Table
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def at(self, column: str) -> Location:
        """Return the location of the cell in a column."""
        return self.table.at(self.line, column)


@dataclass(slots=True)
class Table:
    """A CSV file: its header, and its records in file order."""

    name: str
    text: str = ""
    separator: str = ";"
    header: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def at(self, line: int, column: str) -> Location:
        """Return the location of a cell, given its column and the first line of its record.

        If the table does not have the column, return the start of this line.
        """
        if column not in self.header:
            return Location(self.name, line=line, column=1)
        if not self.starts:
            self.starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        start = self.starts[line - 1]
        cell = _start_of_cell(self.text, start, self.header.index(column), self.separator)
        before = self.text[start:cell]
        return Location(self.name, line=line + before.count("\n"), column=len(before) - before.rfind("\n"))


def read(folder: Path, name: str, required: tuple[str, ...], findings: list[Finding]) -> Table:
    """Return the table of a CSV file, and add its problems to the findings. The table of a missing file is empty."""
    path = folder / name
    if not path.is_file():
        if required:
            findings.append(report("file-missing", Location(name), file=name))
        return Table(name)
    table = Table(name, _decoded(path.read_bytes(), name, findings))
    table.separator = max(SEPARATORS, key=table.text.split("\n", 1)[0].count)
    table.rows = list(_rows(table, findings))
    findings += [
        report("column-missing", Location(name, line=1, column=1), column=column)
        for column in required
        if table.header and column not in table.header
    ]
    return table


def _decoded(data: bytes, name: str, findings: list[Finding]) -> str:
    """Return the text. Each line with bytes that are not UTF-8 is reported, at the first such byte."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError:
        findings.extend(_bad_bytes(data, name))
        return data.decode(errors="replace")


def _bad_bytes(data: bytes, name: str) -> Iterator[Finding]:
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError as bad:
            at = Location(name, line=number, column=len(line[: bad.start].decode()) + 1)
            yield report("not-utf-8", at, byte=line[bad.start])


def _rows(table: Table, findings: list[Finding]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(table.text, newline=""), delimiter=table.separator, strict=True)
    try:
        table.header = [column.strip() for column in next(reader, [])]
        twice = sorted({column for column in table.header if table.header.count(column) > 1})
        findings += [report("column-twice", table.at(1, each), column=each) for each in twice]
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                if len(cells) != len(table.header):
                    at = Location(table.name, line=line, column=1)
                    findings.append(report("cells", at, count=len(cells), expected=len(table.header)))
                yield Row(table, line, dict(zip(table.header, cells, strict=False)))
            line = reader.line_num + 1
    except csv.Error as problem:
        at = Location(table.name, line=max(reader.line_num, 1), column=1)
        findings.append(report("csv", at, reason=problem))


def _start_of_cell(text: str, start: int, index: int, separator: str) -> int:
    """Return the position of a cell in the record that begins at `start`."""
    quoted = False
    for found in re.compile(f'["{separator}]').finditer(text, start):
        if index == 0:
            break
        if found.group() == '"':
            quoted = not quoted
        elif not quoted:
            index, start = index - 1, found.end()
    return start
