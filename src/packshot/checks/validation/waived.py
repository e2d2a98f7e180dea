"""Evaluation of a rule for only the entry that a waiver names."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.model.product import iter_skus
from packshot.rules.evaluation import Broken
from packshot.rules.requirements import of_group, of_product
from packshot.rules.subjects import assets, records
from packshot.rules.validation import Compiled


def breaks(reader: Reader, rule: Compiled, name: str) -> bool | None:
    """Return whether the entry with this name breaks the rule; None if there is no such entry.

    A rule with `unique` or `linked: use` counts as broken, because it cannot be evaluated for a single entry.
    """
    if not _exists(reader, rule, name):
        return None
    if rule.unique is not None or rule.noun.linked == "use":
        return True
    return any(name in broken.names for broken in _violations(reader, rule, name))


def _exists(reader: Reader, rule: Compiled, name: str) -> bool:
    match rule.noun.on:
        case "asset":
            return reader.asset(name) is not None
        case "record":
            return bool(_entities(reader, rule, name))
    return reader.named(name) is not None


def _entities(reader: Reader, rule: Compiled, name: str) -> list[tuple[str, str]]:
    """Return entity and key of the records that a name may mean: `brand/nordlys`, or the key alone."""
    entity, slash, key = name.rpartition("/")
    known = [entity] if slash else list(rule.noun.families or reader.names("family"))
    return [(each, key) for each in known if reader.record(each, key) is not None]


def _violations(reader: Reader, rule: Compiled, name: str) -> Iterator[Broken]:
    if rule.noun.on == "asset":
        asset = reader.asset(name)
        groups = assets(reader, rule, asset, reader.path_of(nodes.asset(name))) if asset else ()
        yield from (each for group in groups for each in of_group(reader, rule, group))
    elif rule.noun.on == "record":
        for entity, key in _entities(reader, rule, name):
            record, sheet = reader.record(entity, key), reader.record_sheet(entity, key)
            for group in records(reader, rule, record, sheet) if record and sheet else ():
                yield from of_group(reader, rule, group)
    else:
        yield from _of_product(reader, rule, name)


def _of_product(reader: Reader, rule: Compiled, name: str) -> Iterator[Broken]:
    found = reader.named(name)
    product = reader.product(found[0]) if found else None
    sheet = reader.sheet(found[0]) if found else None
    if product is not None and sheet is not None and name in (product.key, *iter_skus(product)):
        yield from of_product(reader, rule, product, sheet)
