"""Rules of a category tree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from packshot.catalog.reader import Reader
from packshot.checks import codes, unique
from packshot.checks.name_rules import device
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.engine.types import Item
from packshot.findings import Finding, report
from packshot.model.cycles import way_back


@rule("missing-key unknown-key bad-key reserved-name not-a-map null-here empty", "2 8 11 20 21")
def shape(tree: SourceFile) -> Iterator[Finding]:
    """What it does: validates the keys and the structure of a category tree: categories below `children:`, each with a
    label and, if needed, taxonomy codes and children. Keys that Windows reserves for a device are reported.

    Why: the tree defines the navigation of the site and the taxonomy codes of products.

    Example: `jackets: Jackets`. Fix: `jackets: {label: Jackets}`.
    """
    yield from tree.shape
    for keys, _ in tree.members:
        yield from device(keys[-1], "category", tree.on_key(*keys))


@rule("category-twice", "21")
def once(tree: SourceFile) -> Iterator[Finding | Item]:
    """What it does: reports keys of categories that are not unique across all trees, ignoring case.

    Why: products refer to a category by its key alone, so a branch can be moved without changes to products.

    Example: `sale` in shop.yaml and in outlet.yaml. Fix: rename one of the categories to `outlet-sale`.
    """
    for keys, _ in tree.members:
        yield unique.item(unique.CATEGORY, keys[-1], keys[-1].casefold(), ".".join(keys[1::2]), tree.on_key(*keys))


@rule("unknown-category category-cycle", "21")
def parents(tree: SourceFile) -> Iterator[Finding]:
    """What it does: reports unknown second parents (`also:`), and a category that is below itself. The finding lists
    all categories of the cycle.

    Why: a cycle has no top category, and the pages of its categories would list each other.

    Example: `clothing` with `also: [jackets]`, where `jackets` is below `clothing`. Fix: remove `also:`.
    """
    for keys, _ in tree.members:
        also = tree.document.at((*keys, "also"))
        for place, parent in enumerate(also if isinstance(also, list) else ()):
            if isinstance(parent, str) and keys[-1] in tree.reader.above(parent):
                way = way_back(keys[-1], parent, partial(_parents, tree.reader))
                yield report("category-cycle", tree.place(*keys, "also", place), parent=parent, steps=way[::-1])


def _parents(reader: Reader, key: str) -> list[str]:
    """Return the second parents of a category, then its first parent."""
    category = reader.category(key)
    return [parent for parent in (*category.also, category.parent) if parent is not None] if category else []


@rule("unknown-taxonomy taxonomy-code", "5 21")
def maps(tree: SourceFile) -> Iterator[Finding]:
    """What it does: reports taxonomies below `maps:` that are not declared in catalog.yaml, and codes of well-known
    taxonomies that do not have the format of their taxonomy. The formats are: for google a number or the full path, for
    gpc (or gs1_gpc) and unspsc 8 digits, for etim EC and 6 digits, for eclass 8 digits with or without dashes or an
    identifier of ISO 29002-5, for shopify an id such as `ap-2-14`.

    Why: catalog.yaml defines the version of a taxonomy. A code of an unknown taxonomy is not in any feed, and a feed
    with an invalid code is rejected.

    Example: `maps: {gogle: 1604}`. Fix: `maps: {google: 1604}`.
    """
    for keys, category in tree.members:
        yield from codes.invalid(tree.reader, category.maps, "class", tree.place(*keys, "maps"))
