"""How products stand to each other (format rule 38): the links that a product writes, and those that follow from what
others write of it, by two-way relations and by inverses.

Only what may be seen is given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from packshot.catalog.reader import Reader
from packshot.catalog.visibility import VisibleProduct
from packshot.model.labels import label_in
from packshot.model.product import Link, Product, iter_skus
from packshot.model.schema import Relation

MOST = 100
"""So many links of one relation are computed at most: everything may go with the care oil, whose page stays a page."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a product is linked to: another product, or one SKU of it; how many, where that is written."""

    product: VisibleProduct
    sku: str | None
    qty: int | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A link that follows from another product's: the code under which it stands here, and the relation written there.

    `linked` is the product that writes it, and of its SKUs the one that does where not all do.
    """

    code: str
    relation: str
    linked: Linked


def related(shown: VisibleProduct) -> Mapping[str, list[Linked]]:
    """Relation, or code of an inverse -> what it leads to, each once.

    Written links stand first, in the order of the file; computed ones follow, sorted by relation and product.
    """
    found: dict[str, dict[tuple[str, str | None], Linked]] = {}
    computed = ((each.code, each.linked) for each in incoming(shown))
    for code, linked in (*_written(shown), *computed):
        held = found.setdefault(code, {})
        if (linked.product.key, None) not in held:
            held.setdefault((linked.product.key, linked.sku), linked)
    return {code: list(held.values()) for code, held in found.items()}


def label(reader: Reader, code: str, chain: tuple[str, ...]) -> str:
    """What people read of a relation or of an inverse; its code where it has no label."""
    relation = reader.relation(code)
    if relation is not None:
        return label_in(relation.label, chain, code)
    other = reader.relation(inverses(reader).get(code, ""))
    return label_in(other.inverse.label if other and other.inverse else None, chain, code)


def inverses(reader: Reader) -> Mapping[str, str]:
    """Code of an inverse -> the relation that it turns round."""
    return reader.remembered(("inverses",), lambda inner: dict(_inverses(inner)))


def _inverses(reader: Reader) -> Iterator[tuple[str, str]]:
    for code in reader.names("relation"):
        relation = reader.relation(code)
        if relation is not None and relation.inverse is not None:
            yield relation.inverse.code, code


def _written(shown: VisibleProduct) -> Iterator[tuple[str, Linked]]:
    """The links of the product, then those that only some of its SKUs have."""
    for sku in (None, *(shown.skus if _varies(shown) else ())):
        for code, entry in shown.entries("related", sku).items():
            for link in entry.value if isinstance(entry.value, tuple) else ():
                if linked := _target(shown, link):
                    yield code, linked


def _varies(shown: VisibleProduct) -> bool:
    """Whether an axis value or a SKU has links of its own."""
    spots = shown.sheet.own.spots
    return any(len(spot) > 1 for path, held in spots.items() if path.startswith("related.") for spot in held)


def _target(shown: VisibleProduct, link: Link) -> Linked | None:
    """What a link leads to; None where that may not be seen."""
    named = shown.visible.reader.named(link.to)
    other = shown.visible.product(named[0]) if named else None
    if named is None or not isinstance(other, VisibleProduct) or (named[1] and named[1] not in other.skus):
        return None
    return Linked(other, named[1], link.qty)


def incoming(shown: VisibleProduct) -> Iterator[Incoming]:
    """What follows from the links of others to this product or one of its SKUs."""
    for code, sources in _pointing(shown).items():
        relation = shown.visible.reader.relation(code)
        towards = _other_way(relation) if relation else None
        if towards is not None:
            links = (linked for key in sources for linked in _from(shown, code, key))
            yield from (Incoming(towards, code, linked) for linked in islice(links, MOST))


def _other_way(relation: Relation) -> str | None:
    """Under which code a relation is found at its other end; None where it is not."""
    if relation.inverse is not None:
        return relation.inverse.code
    return relation.code if relation.two_way else None


def _pointing(shown: VisibleProduct) -> Mapping[str, list[str]]:
    """Relation -> keys of the other products that link here, sorted; found once for all audiences."""
    found = shown.visible.reader.found
    asked = ("pointing", shown.key)
    if asked not in found:
        found[asked] = _sources(shown.visible.reader, shown.product)
    pointing: Mapping[str, list[str]] = found[asked]
    return pointing


def _sources(reader: Reader, product: Product) -> Mapping[str, list[str]]:
    sources = {source for name in (product.key, *iter_skus(product)) for source in reader.linking(name)}
    found: dict[str, list[str]] = {}
    for code, key in sorted(sources):
        if key != product.key:
            found.setdefault(code, []).append(key)
    return found


def _from(shown: VisibleProduct, code: str, key: str) -> Iterable[Linked]:
    """The other product where it links here as a whole, else those of its SKUs that do."""
    other = shown.visible.product(key)
    if not isinstance(other, VisibleProduct):
        return ()
    if _leads(shown, other, code, None):
        return (Linked(other, None),)
    return [Linked(other, sku) for sku in other.skus if other.product.variants and _leads(shown, other, code, sku)]


def _leads(shown: VisibleProduct, other: VisibleProduct, code: str, sku: str | None) -> bool:
    """Whether one of its links leads here. What the others lead to is not looked at: there may be thousands."""
    value = other.value(f"related.{code}", sku).value
    names = {shown.key, *iter_skus(shown.product)}
    here = (link for link in value if link.to in names) if isinstance(value, tuple) else ()
    targets = (_target(other, link) for link in here)
    return any(target is not None and target.product.key == shown.key for target in targets)
