"""The forms of attribute values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from packshot.findings import Finding, Location, report
from packshot.model import codes, dates, markup, text_forms
from packshot.model.names import choices, unlisted
from packshot.model.schema import Attribute, Field_
from packshot.model.text_forms import NAMES, Form
from packshot.model.units import UnitFamily, measure, quantity

Units = Mapping[str, UnitFamily]

LONGEST_TEXT = 100_000
"""Maximum length of a text whose attribute does not set `max`."""

_HASH = text_forms.text(8, 8, "[0-9a-f]{8}")


def form_of(attribute: Attribute, units: Units) -> Form:
    """Return the form of an attribute's values in product.yaml and records."""
    if attribute.type == "table":
        return text_forms.table({code: _single(column, units) for code, column in attribute.columns.items()})
    single = _single(attribute, units)
    return text_forms.many(single) if attribute.many else single


def translated_form(attribute: Attribute, units: Units) -> Form | None:
    """Return the form of an attribute's values in locale files; None if the attribute cannot be translated.

    The form of a table has only the localizable columns and their `.of` hashes.
    """
    if attribute.type != "table":
        return form_of(attribute, units) if attribute.localizable else None
    columns = {code: _single(attribute.columns[code], units) for code in attribute.translatable}
    return text_forms.table(columns | {f"{code}.of": _HASH for code in columns}) if columns else None


def _single(field: Field_, units: Units) -> Form:
    kind: str = getattr(field, "type", "text")
    match kind:
        case "text" | "rich":
            read = text_forms.text if kind == "text" else markup.rich
            return read(int(field.max or LONGEST_TEXT), int(field.min or 1), field.pattern)
        case "number":
            return text_forms.number(_bound(field.min), _bound(field.max), field.decimals)
        case "measure":
            family = units.get(field.unit or "")
            if family is None:  # `wrong_units` reports it; any text is accepted here
                return text_forms.text()
            return measure(family, (field.min, field.max), field.decimals)
        case "date":
            return dates.day(field.min, field.max)
        case "datetime":
            return dates.instant(field.min, field.max)
    form = _PLAIN[kind]
    names = {"select": f"option/{field.options}", "record": f"record/{field.entity}", "asset": "asset"}.get(kind)
    return form if names is None else replace(form, json={**form.json, NAMES: names})


_PLAIN: Mapping[str, Form] = {
    "boolean": text_forms.FLAG,
    "select": text_forms.KEY,
    "record": text_forms.KEY,
    "asset": text_forms.ASSET,
    "price": text_forms.MONEY,
    **codes.FORMS,
}


def _bound(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def wrong_units(attribute: Attribute, units: Units, at: Location) -> Iterator[Finding]:
    """Yield findings about unknown unit families, and about bounds of measurements that are invalid or in the wrong
    order.
    """
    yield from _wrong(attribute, units, at)
    for code, column in attribute.columns.items():
        yield from _wrong(column, units, Location(at.path, (*at.keys, "columns", code)))


def _wrong(field: Field_, units: Units, at: Location) -> Iterator[Finding]:
    if field.unit is None:
        return
    if field.unit not in units:
        yield unlisted("unknown-unit-family", Location(at.path, (*at.keys, "unit")), field.unit, sorted(units))
        return
    scales = units[field.unit].scales
    for key, bound in (("min", field.min), ("max", field.max)):
        if bound is not None and quantity(bound, scales) is None:
            here = Location(at.path, (*at.keys, key))
            yield report(
                "bad-measure", here, value=bound, amount="540", unit=next(iter(scales), None), **choices(bound, scales)
            )
    least, most = (quantity(bound, scales) if bound else None for bound in (field.min, field.max))
    if least is not None and most is not None and most < least:
        here = Location(at.path, (*at.keys, "min"))
        yield report("bad-combination.bounds", here, min=field.min, max=field.max)
