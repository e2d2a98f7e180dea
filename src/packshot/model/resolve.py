"""The resolver: which of the places that say something about a value counts, for a SKU, a locale and a channel scope.

For each locale of the chain, for the requested scope and then for none: the SKU, then its axes (last first), then the
product. The first that says anything wins, and null is something. Then the family's default, then the attribute's.
A calculated attribute follows from what its inputs say for the same SKU, locale and scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from packshot.expr import Failure
from packshot.findings import Location
from packshot.model.calculate import Calculation
from packshot.model.family import TypedFamily, attribute_place
from packshot.model.frozen import FrozenMap
from packshot.model.schema import Attribute
from packshot.model.typed_files import Level, Spot, TypedFile
from packshot.model.values import Value


@dataclass(frozen=True, slots=True)
class ValueSource:
    """What is resolved: the family, product.yaml (or the record), and how its locale files are opened when needed."""

    family: TypedFamily
    own: TypedFile
    translation: Callable[[str], TypedFile | None]


@dataclass(frozen=True, slots=True)
class Query:
    """For whom: the locale with those it falls back to (source last), the channel scope, the SKU or the product."""

    chain: tuple[str, ...]
    scope: str = ""
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """How a calculated value follows: the expression, where it stands, and what each input says."""

    expression: str
    place: Location
    inputs: Mapping[str, Resolved]


Cell = tuple[str, str]
"""Row and column of a table."""


class Resolved(NamedTuple):
    """A value and where it stands. Not `present`: nobody says anything.

    `locale` is that of the file which says it, None for defaults; of a translated table the last one it needed.
    `cells` says which cells of a table come from a locale file.
    """

    value: Value
    present: bool
    locale: str | None = None
    scope: str = ""
    spot: Spot = ()
    path: str = ""
    file: TypedFile | None = None
    default: Location | None = None
    cells: Mapping[Cell, Location] = FrozenMap()
    made: Made | None = None

    @property
    def place(self) -> Location | None:
        """The file and the keys where the value stands; None when nobody says anything."""
        if self.file is None:
            return self.default if self.made is None else self.made.place
        return Location(self.file.path, self.file.keys_of(self.path, self.spot))


ABSENT = Resolved(None, present=False)


def resolve(files: ValueSource, path: str, query: Query) -> Resolved:
    """The value of a path: an attribute code, `assets.<role>`, `related.<code>`, `maps.<taxonomy>` or `slug`."""
    return next(candidates(files, path, query), ABSENT)


def candidates(files: ValueSource, path: str, query: Query) -> Iterator[Resolved]:
    """Every place that says something, the winner first; those behind it are overridden.

    Locale files are opened only as far as the caller asks on.
    """
    attribute = files.family.paths.get(path)
    if attribute is not None and attribute.expr is not None:
        calculated, _ = calculate(files, path, query)
        return iter([calculated] if calculated.present else [])
    found = _said(files, path, _locales(files, path, attribute, query), query)
    if attribute is not None and attribute.type == "table":
        return _translated(files, attribute, query, found)
    return found


def calculate(files: ValueSource, code: str, query: Query) -> tuple[Resolved, Failure | None]:
    """The value of a calculated attribute, and why it cannot be worked out; an input that fails is a missing one."""
    known: dict[str, Resolved] = {}
    calculation = files.family.calculations.get(code)
    if calculation is None:  # its expression cannot be read, or depends on itself
        return ABSENT, None
    for each in calculation.needs:
        known[each], _ = _worked_out(files, files.family.calculations[each], query, known)
    return _worked_out(files, calculation, query, known)


def _worked_out(
    files: ValueSource, calculation: Calculation, query: Query, known: Mapping[str, Resolved]
) -> tuple[Resolved, Failure | None]:
    inputs: dict[str, Resolved] = {}

    def look(code: str) -> Value:
        if code not in inputs:
            inputs[code] = known[code] if code in known else resolve(files, code, query)
        return inputs[code].value

    result = calculation.run(look)
    if result is None or isinstance(result, Failure):
        return ABSENT, result
    made = Made(calculation.expression.text, attribute_place(calculation.attribute, "expr"), FrozenMap(inputs))
    return Resolved(result, True, _language(files, query, inputs), path=calculation.attribute.code, made=made), None


def _language(files: ValueSource, query: Query, inputs: Mapping[str, Resolved]) -> str | None:
    """The last locale that an input needed which is said in languages; None where none is."""
    spoken = [
        found.locale for code, found in inputs.items() if depends_on_locale(files.family.attributes[code], files.family)
    ]
    return max(filter(None, spoken), key=lambda locale: _rank(query.chain, locale), default=None)


def depends_on_locale(attribute: Attribute, family: TypedFamily) -> bool:
    """Whether values of an attribute are said in languages, themselves or through what they are calculated from."""
    if attribute.expr is None:
        return attribute.localizable or bool(attribute.translatable)
    calculation = family.calculations.get(attribute.code)
    codes = (*calculation.needs, attribute.code) if calculation else ()
    read = {code for each in codes for code in family.calculations[each].inputs if code in family.attributes}
    return any(family.attributes[code].localizable or family.attributes[code].translatable for code in read)


def entries(files: ValueSource, root: str, query: Query) -> dict[str, Resolved]:
    """All entries of `assets`, `related` or `maps` that say something other than null.

    Assets stand in the family's order, all else in the file's.
    """
    prefix = root + "."
    paths = dict.fromkeys([*files.family.paths, *files.own.spots])
    found = {path: resolve(files, path, query) for path in paths if path.startswith(prefix)}
    return {path.removeprefix(prefix): one for path, one in found.items() if one.value is not None}


def _locales(files: ValueSource, path: str, attribute: Attribute | None, query: Query) -> tuple[str, ...]:
    """The locales whose files may speak: one of product.yaml alone for what is not localizable."""
    if path != "slug" and (attribute is None or not attribute.localizable):
        return (files.own.locale,)
    return query.chain[:1] if attribute is not None and attribute.fallback == "none" else query.chain


def _said(files: ValueSource, path: str, locales: tuple[str, ...], query: Query) -> Iterator[Resolved]:
    spots = _spots(_levels(files, query), query.scope)
    for locale in locales:
        file = files.own if locale == files.own.locale else files.translation(locale)
        found = file.spots.get(path) if file is not None else None
        if found is None:
            continue
        for spot in spots:
            if spot in found:
                yield Resolved(found[spot], True, locale, spot[0], spot, path, file)
    if path in files.family.defaults:
        value, place = files.family.defaults[path]
        yield Resolved(value, True, default=place)


def _levels(files: ValueSource, query: Query) -> tuple[Level, ...]:
    return ((),) if query.sku is None else files.own.levels.get(query.sku, ((),))


@lru_cache(maxsize=4096)
def _spots(levels: tuple[Level, ...], scope: str) -> tuple[Spot, ...]:
    """Where to look, in order: the requested scope with all its levels, then no scope."""
    return tuple((each, *level) for each in dict.fromkeys((scope, "")) for level in levels)


def _translated(files: ValueSource, table: Attribute, query: Query, found: Iterator[Resolved]) -> Iterator[Resolved]:
    """The same candidates, the first with its localizable cells in the requested language."""
    first = next(found, None)
    if first is None:
        return
    is_source = query.chain[:1] == (files.own.locale,)
    yield first if is_source or not isinstance(first.value, Mapping) else _in_locale(files, table, query, first)
    yield from found


def _in_locale(files: ValueSource, table: Attribute, query: Query, first: Resolved) -> Resolved:
    rows: dict[str, Mapping[str, Any]] = {}
    places: dict[Cell, Location] = {}
    locales: list[str | None] = []
    source: Mapping[str, Mapping[str, Any]] = first.value  # type: ignore[assignment]  # the attribute's type says so
    for row, cells in source.items():
        mine = dict(cells)
        for column in table.translatable:
            found = next(_cells(files, table, query, (row, column)), None)
            if found is not None and found.place is not None:
                mine[column], places[row, column] = found.value, found.place
                locales.append(found.locale)
            elif _stands_alone(table, column):
                mine.pop(column, None)
            elif column in mine:
                locales.append(first.locale)
        rows[row] = FrozenMap(mine)
    last = max(locales, key=lambda one: _rank(query.chain, one), default=first.locale)
    return first._replace(value=FrozenMap(rows), locale=last, cells=FrozenMap(places))


def _stands_alone(table: Attribute, column: str) -> bool:
    """Whether only the requested locale counts for a column."""
    return "none" in (table.fallback, table.columns[column].fallback)


def _cells(files: ValueSource, table: Attribute, query: Query, cell: Cell) -> Iterator[Resolved]:
    """What locale files say of a cell, in order."""
    row, column = cell
    spots = _spots(_levels(files, query), query.scope)
    for locale in query.chain[:1] if _stands_alone(table, column) else query.chain:
        if locale == files.own.locale:
            return
        file = files.translation(locale)
        tables: Mapping[Spot, Any] = file.spots.get(table.code, {}) if file is not None else {}
        for spot in spots:
            if column in tables.get(spot, {}).get(row, {}):
                path = f"{table.code}.{row}.{column}"
                yield Resolved(tables[spot][row][column], True, locale, spot[0], spot, path, file)


def _rank(chain: tuple[str, ...], locale: str | None) -> int:
    return chain.index(locale) if locale in chain else len(chain)


def original(files: ValueSource, path: str, spot: Spot, chain: tuple[str, ...]) -> Resolved:
    """The text that a translation at this place translates: the same place in the next locale that has one.

    `chain` begins with the translation's own locale. A cell's path is table, row and column.
    """
    code, *cell = path.split(".") if "." in path and path.partition(".")[0] in files.family.attributes else [path]
    for locale in chain[1:]:
        file = files.own if locale == files.own.locale else files.translation(locale)
        value: Any = file.spots.get(code, {}).get(spot) if file is not None else None
        for key in cell:
            value = value.get(key) if isinstance(value, Mapping) else None
        if value is not None:
            return Resolved(value, True, locale, spot[0], spot, path, file)
    return ABSENT
