"""What the typed values of a file name: everything that does not exist, and assets of the wrong kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from packshot.checks import kinds, named
from packshot.findings import Finding, Location, error
from packshot.model.typed import Reference, TypedFamily, TypedFile, references
from packshot.source.reader import Reader

Look = Callable[[Reader, str, Location], Iterator[Finding]]


def missing(reader: Reader, family: TypedFamily, file: TypedFile) -> Iterator[Finding]:
    """A finding for each name that leads nowhere."""
    for reference in references(family, file):
        at = Location(file.path, reference.keys, "key" if reference.kind in ("relation", "taxonomy") else "value")
        yield from _LOOKS[reference.kind](reader, reference.target, at)
        if reference.kind == "asset":
            yield from wrong_asset(reader, family, reference, at)


def _option(reader: Reader, target: str, at: Location) -> Iterator[Finding]:
    options, _, code = target.partition("/")
    return named.option(reader, options, code, at)


def _record(reader: Reader, target: str, at: Location) -> Iterator[Finding]:
    entity, _, key = target.partition("/")
    return named.record(reader, entity, key, at)


_LOOKS: dict[str, Look] = {
    "option": _option,
    "record": _record,
    "asset": named.asset,
    "product": named.product,
    "relation": named.relation,
    "taxonomy": named.taxonomy,
}


def wrong_asset(reader: Reader, family: TypedFamily, reference: Reference, at: Location) -> Iterator[Finding]:
    """An asset of a kind that its attribute does not take: a PDF as main picture."""
    wanted = family.attributes[reference.code].kinds
    path = reader.original(reference.target) if wanted else ""
    found = kinds.of(path)
    fits = found in wanted or (found == "vector" and "image" in wanted)
    if found and not fits:
        what = f'"{reference.target}" is of kind {found}, and {reference.code} takes {", ".join(wanted)}.'
        yield error("wrong-asset", at, what, "Name another asset, or add the kind to the attribute's kinds.")
