"""Conversion of one cell of a product or model. An empty cell has no value; an invalid value is reported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from packshot.authoring.importers._markdown import MARKUP, commonmark, plain
from packshot.authoring.importers.akeneo.assets import Assets
from packshot.authoring.importers.akeneo.columns import Column
from packshot.authoring.importers.akeneo.limits import DAY, NUMBER
from packshot.authoring.importers.akeneo.schema import ASSETS, SELECTS, Schema, codes
from packshot.authoring.importers.akeneo.tables import Row
from packshot.authoring.write import Plain
from packshot.findings import Finding, Location, report
from packshot.model.names import choices, suggested

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufff9-\ufffb\ufffe\uffff]")
_FORMS: Mapping[str, re.Pattern[str]] = {"number": NUMBER, "price_collection": NUMBER, "metric": NUMBER, "date": DAY}
_BOOLEANS = {"1": "true", "0": "false", "true": "true", "false": "false"}
_FALLEN = {"sub": "subscript", "sup": "superscript"}
_FALLEN_TAG = re.compile(r"<(su[bp])[\s>]", re.I)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.I)
_SOURCE = re.compile(r"src\s*=\s*[\"']?([^\s\"'>]+)", re.I)


def mark_rich(columns: list[Column], rows: list[Row]) -> None:
    """Mark text area attributes as rich if they contain HTML, or if Akeneo has a rich text editor for them."""
    for column in columns:
        attribute = column.attribute
        if attribute.kind == "textarea" and not attribute.rich:
            has_buttons = attribute.row["wysiwyg_enabled"] == "1"
            attribute.rich = has_buttons or any(MARKUP.search(row[column.title]) for row in rows)


def value_of(row: Row, column: Column, schema: Schema, assets: Assets) -> Plain:
    """Return the value of a cell; None if the cell is empty or invalid. An invalid cell is reported."""
    cell, attribute = _Cell(row, column, schema), column.attribute
    text = cell.printable()
    if not text:
        return None
    if attribute.kind in ASSETS:
        return assets.named(text, cell.at, attribute.name)
    if attribute.kind in SELECTS:
        return cell.select(text)
    if attribute.kind in ("text", "textarea"):
        return cell.text(text)
    value = cell.metric(text) if attribute.kind == "metric" else _plain(attribute.kind, text)
    if value is None:
        schema.report.findings.append(cell.problem(text))
    return value


class _Cell(NamedTuple):
    """A cell: its row, its column, and the declarations of the export."""

    row: Row
    column: Column
    schema: Schema

    @property
    def at(self) -> Location:
        return self.row.at(self.column.title)

    def printable(self) -> str:
        cell = self.row[self.column.title]
        if cell.isprintable() or not _CONTROL.search(cell):
            return cell
        found = sorted({f"U+{ord(char):04X}" for char in _CONTROL.findall(cell)})
        name = self.row["sku"] or self.row["code"]
        self.schema.report.lost("control-character", self.at, characters=found, column=self.column.title, row=name)
        return _CONTROL.sub("", cell).strip()

    def text(self, cell: str) -> str | None:
        if "\\n" in cell:
            self.schema.report.folded("line-break", self.at, column=self.column.title)
            cell = cell.replace("\\r\\n", "\n").replace("\\n", "\n")
        text = plain(cell)
        if self.column.attribute.rich:
            self._note_markup(cell)
            text = commonmark(text)
        return text or None

    def _note_markup(self, cell: str) -> None:
        """Note the loss of markup that CommonMark does not have, and of images that are not in the export."""
        if "<" not in cell:
            return
        notes, title = self.schema.report, self.column.title
        if MARKUP.search(cell):
            notes.folded("html", self.at, column=title)
        for name in sorted({_FALLEN[tag.lower()] for tag in _FALLEN_TAG.findall(cell)}):
            notes.folded(name, self.at, column=title)
        for image in _IMAGE.findall(cell):
            source = _SOURCE.search(image)
            notes.lost("file-absent", self.at, path=source[1] if source else image, column=title)

    def select(self, cell: str) -> Plain:
        """Return the new code of the option in a cell, or a list of codes for a multiselect.

        Undeclared options are added.
        """
        attribute = self.column.attribute
        assert attribute.options is not None
        options = attribute.options
        named = list(codes(cell)) if attribute.many else [cell]
        for code in named:
            if code not in options.new:
                self.schema.report.invented("option", self.at, option=code, attribute=attribute.code)
                options.add(code, self.at)
        found = list(dict.fromkeys(options.new[code] for code in named))
        return found if attribute.many else found[0]

    def metric(self, cell: str) -> str | None:
        if not self.row[self.column.unit]:
            self.schema.report.invented("unit", self.at, column=self.column.title, value=cell, unit=self.unit)
        number, known = _plain("metric", cell), self.schema.unit(self.column.attribute, self.unit)
        return None if number is None or known is None else f"{number} {known.symbol}"

    @property
    def unit(self) -> str:
        """Return the unit of a measurement: the unit in the row, otherwise the default unit of the attribute."""
        return self.row[self.column.unit] or self.column.attribute.row["default_metric_unit"]

    def problem(self, cell: str) -> Finding:
        """Return the finding about an invalid value or an unknown unit in a cell."""
        attribute = self.column.attribute
        if attribute.kind == "metric" and _plain("metric", cell) is not None:
            units = sorted(self.schema.units.get(attribute.row["metric_family"], {}))
            near, listed = suggested(self.unit, units), choices(self.unit, units)
            return report(
                "value.unit", self.at, suggestion=near, name=self.unit, value=cell, attribute=attribute.code, **listed
            )
        unit = self.row[self.column.unit] if self.column.unit else None
        return report("value", self.at, value=cell, unit=unit, attribute=attribute.code, type=attribute.kind)


def _plain(kind: str, cell: str) -> str | None:
    """Return the value of a cell that depends on nothing else; None if the value is invalid."""
    if kind == "boolean":
        return _BOOLEANS.get(cell.lower())
    if kind not in _FORMS:
        return plain(cell)
    found = _FORMS[kind].fullmatch(f"0{cell}" if cell.startswith(".") else cell)
    return found[1] if found else None
