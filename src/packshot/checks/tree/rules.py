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
    """What it does: a tree must be readable YAML: categories below `children:`, each with a label, maps, children.

    Why: the tree is the site's navigation and gives products their taxonomy codes.

    Example: `jackets: Jackets`. Fix: `jackets: {label: Jackets}`.
    """
    yield from tree.shape
    for keys, _ in tree.members:
        yield from device(keys[-1], "category", tree.on_key(*keys))


@rule("category-twice", "21")
def once(tree: SourceFile) -> Iterator[Finding | Item]:
    """What it does: a category's key must be unique over all trees, ignoring case.

    Why: products refer to a category by its key alone, so a branch can be moved without changing them.

    Example: `sale` in shop.yaml and in outlet.yaml. Fix: rename one to `outlet-sale`.
    """
    for keys, _ in tree.members:
        yield unique.item(unique.CATEGORY, keys[-1], keys[-1].casefold(), ".".join(keys[1::2]), tree.on_key(*keys))


@rule("unknown-category category-cycle", "21")
def parents(tree: SourceFile) -> Iterator[Finding]:
    """What it does: second parents (`also:`) must exist, and a category must not be below itself.

    Why: a cycle has no top, and its pages would list each other.

    Example: `clothing` with `also: [jackets]`, where jackets is in clothing. Fix: remove `also:`. The finding lists the
    whole cycle, even if it contains several second parents.
    """
    for keys, _ in tree.members:
        also = tree.document.at((*keys, "also"))
        for place, parent in enumerate(also if isinstance(also, list) else ()):
            if isinstance(parent, str) and keys[-1] in tree.reader.above(parent):
                way = way_back(keys[-1], parent, partial(_parents, tree.reader))
                yield report("category-cycle", tree.place(*keys, "also", place), parent=parent, steps=way[::-1])


def _parents(reader: Reader, key: str) -> list[str]:
    """Return the second parents of a category, then the first."""
    category = reader.category(key)
    return [parent for parent in (*category.also, category.parent) if parent is not None] if category else []


@rule("unknown-taxonomy taxonomy-code", "5 21")
def maps(tree: SourceFile) -> Iterator[Finding]:
    """What it does: taxonomies below `maps:` must be declared in catalog.yaml, and codes of well-known ones must have
    their format: google a number or the full path; gpc and unspsc 8 digits; etim EC and 6 digits; eclass 8 digits, with
    or without dashes.

    Why: catalog.yaml defines the version of a taxonomy; a code of an unknown taxonomy is not in any feed, and a feed
    with an invalid one is rejected.

    Example: `maps: {gogle: 1604}`. Fix: `maps: {google: 1604}`.
    """
    for keys, category in tree.members:
        yield from codes.invalid(tree.reader, category.maps, "class", tree.place(*keys, "maps"))
