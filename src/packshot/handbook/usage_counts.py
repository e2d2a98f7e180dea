"""Usage counts: the number of products that use each node (attribute, option, category, family and so on).

The counts are computed in one pass over all products; a product counts once per node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from packshot.catalog import nodes
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.nodes import Node
from packshot.catalog.reader import Reader
from packshot.model.value_references import references

Usage = Counter[Node]
"""`attribute/weight`, `option/color/red`, `category/jackets`, `family/jacket`, `relation/spare` -> products."""


def usage(reader: Reader, facts: MemoryFacts, progress: Callable[[int], None] = lambda done: None) -> Usage:
    """Return the number of products that use each node. Products that cannot be read are not counted.

    `progress` is called after every 100 products with the number of products processed so far.
    """
    found: Usage = Counter()
    keys = list(nodes.product_keys(facts))
    for done, key in enumerate(keys, 1):
        found.update(set(_used(reader, key)))
        if done % 100 == 0:
            progress(done)
    return found


def _used(reader: Reader, key: str) -> Iterator[Node]:
    product, values = reader.product(key), reader.sheet(key)
    if product is None or values is None:
        return
    yield nodes.family(product.family)
    yield nodes.stage(product.status)
    yield from (nodes.category(each) for each in product.categories)
    for path in values.own.spots:
        if attribute := values.family.paths.get(path):
            yield nodes.attribute(attribute.code)
    for reference in references(values.family, values.own):
        yield nodes.of(reference.kind, *reference.target)
