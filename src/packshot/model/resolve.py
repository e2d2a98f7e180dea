"""The resolver, which finds the value of a path for a SKU, a locale and a channel scope.

The locales of the fallback chain are searched in order. Within a locale, values for the requested scope precede values
without a scope. Within a scope, the SKU precedes its axes (the last axis first), and the axes precede the product. The
default of the family comes next, and the default of the attribute last. The first value found is used, even if it is
null. A calculated attribute is computed from its inputs for the same SKU, locale and scope.
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
    """The family of a product or record, its source file, and a function that opens its locale files."""

    family: TypedFamily
    own: TypedFile
    translation: Callable[[str], TypedFile | None]


@dataclass(frozen=True, slots=True)
class Query:
    """The context of a resolution: the fallback chain of a locale, the channel scope and the SKU.

    The chain ends with the source locale. An empty `scope` means no channel scope; if `sku` is None, the value of the
    product or record is resolved.
    """

    chain: tuple[str, ...]
    scope: str = ""
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The derivation of a calculated value: the expression, its location and the resolved inputs."""

    expression: str
    place: Location
    inputs: Mapping[str, Resolved]


Cell = tuple[str, str]
"""Row and column of a table."""


class Resolved(NamedTuple):
    """A value and its location; `present` is False if no value is set.

    `locale` is the locale of the file that contains the value; it is None for a default. For a translated table or a
    calculated value, it is the last locale of the fallback chain that was needed (None for a calculated value
    without localizable inputs). `cells` maps the cells of a table that come from locale files to their locations.
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
        """Return the location of the value, of the default or of the expression; None if the value is not set."""
        if self.file is None:
            return self.default if self.made is None else self.made.place
        return Location(self.file.path, self.file.keys_of(self.path, self.spot))


ABSENT = Resolved(None, present=False)


def resolve(files: ValueSource, path: str, query: Query) -> Resolved:
    """Return the value of a path; `ABSENT` if it is not set.

    A path is an attribute code, `assets.<role>`, `related.<code>`, `maps.<taxonomy>` or `slug`.
    """
    return next(candidates(files, path, query), ABSENT)


def candidates(files: ValueSource, path: str, query: Query) -> Iterator[Resolved]:
    """Return an iterator over all values set for a path, in order of precedence; the first overrides all others.

    Locale files are opened lazily, while the caller iterates.
    """
    attribute = files.family.paths.get(path)
    if attribute is not None and attribute.expr is not None:
        calculated, _ = calculate(files, path, query)
        return iter([calculated] if calculated.present else [])
    found = _plain_candidates(files, path, _locales(files, path, attribute, query), query)
    if attribute is not None and attribute.type == "table":
        return _translated(files, attribute, query, found)
    return found


def calculate(files: ValueSource, code: str, query: Query) -> tuple[Resolved, Failure | None]:
    """Return the value of a calculated attribute, and the failure of the calculation (None if it did not fail).

    The value is `ABSENT` if the calculation has no result or fails, or if the attribute is not in
    `TypedFamily.calculations`. An input whose calculation fails is treated as absent.
    """
    known: dict[str, Resolved] = {}
    calculation = files.family.calculations.get(code)
    if calculation is None:  # the expression is invalid or cyclic
        return ABSENT, None
    for each in calculation.needs:
        known[each], _ = _computed(files, files.family.calculations[each], query, known)
    return _computed(files, calculation, query, known)


def _computed(
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
    """Return the last locale of the chain that a locale-dependent input needed; None without such inputs."""
    attributes = files.family.attributes
    locales = [found.locale for code, found in inputs.items() if depends_on_locale(attributes[code], files.family)]
    return max(filter(None, locales), key=lambda locale: _rank(query.chain, locale), default=None)


def depends_on_locale(attribute: Attribute, family: TypedFamily) -> bool:
    """Return whether the value of an attribute depends on the locale, directly, through its columns or through the
    inputs of its expression.
    """
    if attribute.expr is None:
        return attribute.localizable or bool(attribute.translatable)
    calculation = family.calculations.get(attribute.code)
    codes = (*calculation.needs, attribute.code) if calculation else ()
    read = {code for each in codes for code in family.calculations[each].inputs if code in family.attributes}
    return any(family.attributes[code].localizable or family.attributes[code].translatable for code in read)


def entries(files: ValueSource, root: str, query: Query) -> dict[str, Resolved]:
    """Return all entries of `assets`, `related` or `maps` whose value is not null.

    Assets are in the order of the family. All others are in the order of the source file: first the entries of the
    product, then further entries of axis values, variants and scopes.
    """
    prefix = root + "."
    paths = dict.fromkeys([*files.family.paths, *files.own.spots])
    found = {path: resolve(files, path, query) for path in paths if path.startswith(prefix)}
    return {path.removeprefix(prefix): one for path, one in found.items() if one.value is not None}


def _locales(files: ValueSource, path: str, attribute: Attribute | None, query: Query) -> tuple[str, ...]:
    """Return the locales whose files may set a path: only the source locale if the path is not localizable."""
    if path != "slug" and (attribute is None or not attribute.localizable):
        return (files.own.locale,)
    return query.chain[:1] if attribute is not None and attribute.fallback == "none" else query.chain


def _plain_candidates(files: ValueSource, path: str, locales: tuple[str, ...], query: Query) -> Iterator[Resolved]:
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
    """Return the spots in order of precedence: the requested scope with all its levels, then no scope."""
    return tuple((each, *level) for each in dict.fromkeys((scope, "")) for level in levels)


def _translated(files: ValueSource, table: Attribute, query: Query, found: Iterator[Resolved]) -> Iterator[Resolved]:
    """Yield the same candidates, the first with its localizable cells in the requested locale."""
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
    source: Mapping[str, Mapping[str, Any]] = first.value  # type: ignore[assignment]  # guaranteed by the attribute type
    for row, cells in source.items():
        mine = dict(cells)
        for column in table.translatable:
            found = next(_cells(files, table, query, (row, column)), None)
            if found is not None and found.place is not None:
                mine[column], places[row, column] = found.value, found.place
                locales.append(found.locale)
            elif _has_no_fallback(table, column):
                mine.pop(column, None)
            elif column in mine:
                locales.append(first.locale)
        rows[row] = FrozenMap(mine)
    last = max(locales, key=lambda one: _rank(query.chain, one), default=first.locale)
    return first._replace(value=FrozenMap(rows), locale=last, cells=FrozenMap(places))


def _has_no_fallback(table: Attribute, column: str) -> bool:
    """Return whether a column is read from the requested locale only."""
    return "none" in (table.fallback, table.columns[column].fallback)


def _cells(files: ValueSource, table: Attribute, query: Query, cell: Cell) -> Iterator[Resolved]:
    """Yield the values of a cell in locale files, in order of precedence."""
    row, column = cell
    spots = _spots(_levels(files, query), query.scope)
    for locale in query.chain[:1] if _has_no_fallback(table, column) else query.chain:
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
    """Return the source text of a translation: the value at the same spot in the next locale that has a value.

    `chain` is the fallback chain and begins with the locale of the translation. The path of a table cell consists of
    the table, the row and the column. If no other locale has a value, the result is `ABSENT`.
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
