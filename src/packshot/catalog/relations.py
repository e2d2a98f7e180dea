"""Relations between products (format rule 38): written links, and links computed from the links of other products.

Links are computed for two-way relations and for inverses. Only visible products are returned.
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
"""Maximum number of computed links of one relation: thousands of products may link to the same care oil."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The target of a link: another product, or one of its SKUs, and the quantity, if any."""

    product: VisibleProduct
    sku: str | None
    qty: int | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A link computed from a link of another product.

    `code` is its code on this product, and `relation` the relation in the file of the other product. `linked` is the
    other product, with a SKU if only some SKUs of that product define the link.
    """

    code: str
    relation: str
    linked: Linked


def related(shown: VisibleProduct) -> Mapping[str, list[Linked]]:
    """Return the links of a product by code (of a relation or of an inverse), each target once.

    Written links come first, in file order; computed ones follow, sorted by relation and product.
    """
    found: dict[str, dict[tuple[str, str | None], Linked]] = {}
    computed = ((each.code, each.linked) for each in incoming(shown))
    for code, linked in (*_written(shown), *computed):
        targets = found.setdefault(code, {})
        if (linked.product.key, None) not in targets:
            targets.setdefault((linked.product.key, linked.sku), linked)
    return {code: list(targets.values()) for code, targets in found.items()}


def label(reader: Reader, code: str, chain: tuple[str, ...]) -> str:
    """Return the label of a relation or of an inverse; the code if there is no label."""
    relation = reader.relation(code)
    if relation is not None:
        return label_in(relation.label, chain, code)
    other = reader.relation(inverses(reader).get(code, ""))
    return label_in(other.inverse.label if other and other.inverse else None, chain, code)


def inverses(reader: Reader) -> Mapping[str, str]:
    """Return a map from the code of each inverse to the code of its relation."""
    return reader.remembered(("inverses",), lambda inner: dict(_inverses(inner)))


def _inverses(reader: Reader) -> Iterator[tuple[str, str]]:
    for code in reader.names("relation"):
        relation = reader.relation(code)
        if relation is not None and relation.inverse is not None:
            yield relation.inverse.code, code


def _written(shown: VisibleProduct) -> Iterator[tuple[str, Linked]]:
    """Yield the links of the product, then those that only some of its SKUs have."""
    for sku in (None, *(shown.skus if _varies(shown) else ())):
        for code, entry in shown.entries("related", sku).items():
            for link in entry.value if isinstance(entry.value, tuple) else ():
                if linked := _target(shown, link):
                    yield code, linked


def _varies(shown: VisibleProduct) -> bool:
    """Return whether an axis value or a SKU has its own links."""
    spots = shown.sheet.own.spots
    return any(len(spot) > 1 for path, values in spots.items() if path.startswith("related.") for spot in values)


def _target(shown: VisibleProduct, link: Link) -> Linked | None:
    """Return the target of a link; None if it is hidden."""
    named = shown.visible.reader.named(link.to)
    other = shown.visible.product(named[0]) if named else None
    if named is None or not isinstance(other, VisibleProduct) or (named[1] and named[1] not in other.skus):
        return None
    return Linked(other, named[1], link.qty)


def incoming(shown: VisibleProduct) -> Iterator[Incoming]:
    """Yield the links computed from links of other products to this product or its SKUs, at most 100 per relation."""
    for code, sources in _linking_keys(shown).items():
        relation = shown.visible.reader.relation(code)
        incoming_code = _code_at_other_end(relation) if relation else None
        if incoming_code is not None:
            links = (linked for key in sources for linked in _linking(shown, code, key))
            yield from (Incoming(incoming_code, code, linked) for linked in islice(links, MOST))


def _code_at_other_end(relation: Relation) -> str | None:
    """Return the code of a relation at its other end; None if it is not shown there."""
    if relation.inverse is not None:
        return relation.inverse.code
    return relation.code if relation.two_way else None


def _linking_keys(shown: VisibleProduct) -> Mapping[str, list[str]]:
    """Return, by relation, the sorted keys of the other products that link here; computed once for all audiences."""
    found = shown.visible.reader.found
    key = ("pointing", shown.key)
    if key not in found:
        found[key] = _sources(shown.visible.reader, shown.product)
    keys: Mapping[str, list[str]] = found[key]
    return keys


def _sources(reader: Reader, product: Product) -> Mapping[str, list[str]]:
    sources = {source for name in (product.key, *iter_skus(product)) for source in reader.linking(name)}
    found: dict[str, list[str]] = {}
    for code, key in sorted(sources):
        if key != product.key:
            found.setdefault(code, []).append(key)
    return found


def _linking(shown: VisibleProduct, code: str, key: str) -> Iterable[Linked]:
    """Return the other product if it links here as a whole, else those of its SKUs that do."""
    other = shown.visible.product(key)
    if not isinstance(other, VisibleProduct):
        return ()
    if _links_here(shown, other, code, None):
        return (Linked(other, None),)
    return [Linked(other, sku) for sku in other.skus if other.product.variants and _links_here(shown, other, code, sku)]


def _links_here(shown: VisibleProduct, other: VisibleProduct, code: str, sku: str | None) -> bool:
    """Return whether a link of `other` leads here. Its other links are not followed: there may be thousands."""
    value = other.value(f"related.{code}", sku).value
    names = {shown.key, *iter_skus(shown.product)}
    here = (link for link in value if link.to in names) if isinstance(value, tuple) else ()
    targets = (_target(other, link) for link in here)
    return any(target is not None and target.product.key == shown.key for target in targets)
