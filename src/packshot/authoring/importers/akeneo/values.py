"""One cell of a product or model as the value we write. Empty means no value here; what does not fit is a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from packshot.authoring.importers._markdown import MARKUP, commonmark, plain
from packshot.authoring.importers.akeneo.assets import Assets
from packshot.authoring.importers.akeneo.columns import Column
from packshot.authoring.importers.akeneo.schema import ASSETS, SELECTS, Attribute, Schema, codes
from packshot.authoring.importers.akeneo.tables import Row
from packshot.authoring.write import Plain
from packshot.model.names import nearest

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ].*)?")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufff9-\ufffb\ufffe\uffff]")
_BOOLEANS = {"1": "true", "0": "false", "true": "true", "false": "false"}
_FALLEN = {"sub": "subscript", "sup": "superscript"}
_FALLEN_TAG = re.compile(r"<(su[bp])[\s>]", re.I)
_PICTURE = re.compile(r"<img\b[^<>]*>", re.I)
_SOURCE = re.compile(r"src\s*=\s*[\"']?([^\s\"'>]+)", re.I)


def mark_rich(columns: list[Column], rows: list[Row]) -> None:
    """Text areas that hold HTML, or are edited with buttons, hold rich text."""
    for column in columns:
        attribute = column.attribute
        if attribute.kind == "textarea" and not attribute.rich:
            html = any(MARKUP.search(row[column.title]) for row in rows)
            attribute.rich = html or attribute.row["wysiwyg_enabled"] == "1"


def value_of(row: Row, column: Column, schema: Schema, assets: Assets) -> Plain:
    """The value of a cell; None where it has none."""
    cell = _printable(row, column, schema)
    if not cell:
        return None
    kind = column.attribute.kind
    if kind in ASSETS:
        return assets.named(cell, row.at(column.title), column.attribute.name)
    if kind in SELECTS:
        return _select(cell, row, column, schema)
    if kind in ("text", "textarea"):
        return _text(cell, row, column, schema)
    value = _metric(cell, row, column, schema) if kind == "metric" else _PLAIN.get(kind, plain)(cell)
    if value is None:
        _report_misfit(cell, row, column, schema)
    return value


def _printable(row: Row, column: Column, schema: Schema) -> str:
    cell = row[column.title]
    if cell.isprintable() or not _CONTROL.search(cell):
        return cell
    found = sorted({f"U+{ord(char):04X}" for char in _CONTROL.findall(cell)})
    what = f"{', '.join(found)} in {column.title} of {row['sku'] or row['code']}"
    schema.report.lost("control-character", what, row.at(column.title))
    return _CONTROL.sub("", cell).strip()


def _text(cell: str, row: Row, column: Column, schema: Schema) -> str | None:
    if "\\n" in cell:
        schema.report.folded("line-break", f"\\n in {column.title} is a line break", row.at(column.title))
        cell = cell.replace("\\r\\n", "\n").replace("\\n", "\n")
    if column.attribute.rich:
        _note_markup(cell, row, column, schema)
        return commonmark(plain(cell)) or None
    return plain(cell) or None


def _note_markup(cell: str, row: Row, column: Column, schema: Schema) -> None:
    """What CommonMark cannot say is folded into plain text; a picture that the export lacks is lost."""
    if "<" not in cell:
        return
    if MARKUP.search(cell):
        schema.report.folded("html", f"HTML in {column.title} is CommonMark", row.at(column.title))
    for name in sorted({tag.lower() for tag in _FALLEN_TAG.findall(cell)}):
        schema.report.folded(_FALLEN[name], f"{_FALLEN[name]} in {column.title} is plain text", row.at(column.title))
    for picture in _PICTURE.findall(cell):
        source = _SOURCE.search(picture)
        schema.report.lost(
            "file-absent", f"{source.group(1) if source else picture} in {column.title}", row.at(column.title)
        )


def _select(cell: str, row: Row, column: Column, schema: Schema) -> Plain:
    """The code of an option; one that is not declared is declared."""
    options = column.attribute.options
    assert options is not None
    many = column.attribute.many
    named = list(codes(cell)) if many else [cell]
    for code in named:
        if code not in options.new:
            what = f"option {code} of {column.attribute.code}, which attribute_options.csv lacks"
            schema.report.invented("option", what, row.at(column.title))
            options.add(code, row.at(column.title))
    found = list(dict.fromkeys(options.new[code] for code in named))
    return found if many else found[0]


def _metric(cell: str, row: Row, column: Column, schema: Schema) -> str | None:
    number = _number(cell)
    unit = row[column.unit]
    if not unit:
        unit = column.attribute.row["default_metric_unit"]
        schema.report.invented("unit", f"{column.title} {cell} is in {unit}", row.at(column.title))
    known = schema.units.get(column.attribute.row["metric_family"], {}).get(unit)
    return None if number is None or known is None else f"{number} {known.symbol}"


def _number(cell: str) -> str | None:
    cell = f"0{cell}" if cell.startswith(".") else cell
    return cell if _NUMBER.fullmatch(cell) else None


def _date(cell: str) -> str | None:
    found = _DATE.fullmatch(cell)
    return found.group(1) if found else None


_PLAIN: Mapping[str, Callable[[str], str | None]] = {
    "boolean": lambda cell: _BOOLEANS.get(cell.lower()),
    "number": _number,
    "price_collection": _number,
    "date": _date,
}


def _report_misfit(cell: str, row: Row, column: Column, schema: Schema) -> None:
    attribute = column.attribute
    unit = f" {row[column.unit]}" if column.unit else ""
    what = f'"{cell[:100]}"{unit} does not fit {attribute.code}, which is of type {attribute.kind}.'
    schema.report.error("value", row.at(column.title), what, _cure(row, attribute, column, schema))


def _cure(row: Row, attribute: Attribute, column: Column, schema: Schema) -> str:
    if attribute.kind == "metric" and _number(row[column.title]) is not None:
        units = schema.units.get(attribute.row["metric_family"], {})
        near = nearest(row[column.unit], units)
        return f"Write one of {', '.join(sorted(units)) or 'no unit'}" + (f"; did you mean {near}?" if near else ".")
    examples = {"boolean": "0 or 1", "date": "a date such as 2026-11-22"}
    return f"Write {examples.get(attribute.kind, 'a number such as 12.5')}, or leave the cell empty."
