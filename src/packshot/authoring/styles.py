"""The layout of each kind of file in canonical form: which maps are written as blocks, and where empty lines are added.

`text_of` uses the layout to write new files. `fmt` uses it only to recognize canonical files quickly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from packshot.authoring.write import WIDTH, Keys, Plain, Style, document
from packshot.catalog.layout import Kind, role_of

HEAD = ("family", "status", "sku", "available_from", "available_until", "formerly", "replaced_by", "slug")
"""The keys in the first paragraph of a file of a product or record."""

FACTS = ("sha256", "bytes", "width", "height", "orientation", "profile", "duration")
"""The generated keys of a sidecar."""

VARIANT_WIDTH = 120
"""Maximum length of a line with a variant; a longer variant is written as a block."""

_BRANCHES = frozenset({"variants", "bundle"})
_LEAVES = frozenset({"assets", "related", "maps"})
_BLOCKS: dict[Kind, frozenset[str]] = {
    "catalog": frozenset({"locales", "markets", "taxonomies", "renditions"}),
    "attributes": frozenset({"attributes"}),
    "family": frozenset({"required"}),
    "lifecycle": frozenset({"statuses"}),
    "options": frozenset({"options"}),
    "prices": frozenset({"prices"}),
    "prices-part": frozenset({"prices"}),
    "stock": frozenset({"stock"}),
    "stock-part": frozenset({"stock"}),
    "sidecar": frozenset({"alt", "rights"}),
    "channel": frozenset({"values", "fields", "rules", "images"}),
}
_NOT_CATEGORIES = frozenset({"label", "maps"})
_OWN_PARAGRAPH: dict[Kind, frozenset[str]] = {
    "family": frozenset({"attributes", "defaults"}),
    "channel": frozenset({"select", "group", "output"}),
}


def text_of(path: str, data: Mapping[str, Plain], prose: Collection[str] = frozenset()) -> str:
    """Return the text of a new file in canonical form; each attribute named in `prose` is a separate paragraph."""
    return as_laid_out(path, data, frozenset(_apart(role_of(path).kind, data, prose)))


def as_laid_out(path: str, data: Mapping[str, Plain], apart: Collection[str]) -> str:
    """Return the text of a file in canonical form, with an empty line above each top-level key in `apart`."""
    kind = role_of(path).kind
    return document(data, Style(lambda keys, value: _width(kind, keys, value), apart))


def _width(kind: Kind, keys: Keys, value: Mapping[str, Plain]) -> int:
    if _in_block(kind, keys, value):
        return 0
    return VARIANT_WIDTH if "variants" in keys else WIDTH


def _in_block(kind: Kind, keys: Keys, value: Mapping[str, Plain]) -> bool:
    if kind in ("product", "product-locale", "record", "record-locale"):
        return _in_product(keys, value)
    if kind == "categories":
        return keys[-1] not in _NOT_CATEGORIES
    if kind == "options":
        return keys == ("options",) or keys[-1] == "children" or "children" in value
    if kind == "units":
        return len(keys) == 1 or keys[-1] == "units"
    return len(keys) == 1 and keys[0] in _BLOCKS.get(kind, ())


def _in_product(keys: Keys, value: Mapping[str, Plain]) -> bool:
    """Return whether a map of a product is written as a block.

    Its branches are; leaves, such as a variant, are on one line.
    """
    if keys[0] == "for":
        return len(keys) < 3 or _in_product(keys[2:], value)
    if keys[0] == "by":
        return len(keys) < 3 or (len(keys) == 3 and len(value) > 1)
    return len(keys) == 1 and (keys[0] in _BRANCHES or (keys[0] not in _LEAVES and _is_table(value)))


def _is_table(value: Mapping[str, Plain]) -> bool:
    return any(isinstance(row, Mapping) for row in value.values())


def _apart(kind: Kind, data: Mapping[str, Plain], prose: Collection[str]) -> Iterator[str]:
    before = ""
    for key in data:
        group = _paragraph(kind, key, prose)
        if before and group != before:
            yield key
        before = group


def _paragraph(kind: Kind, key: str, prose: Collection[str]) -> str:
    """Return the name of the paragraph of a top-level key. Keys of one paragraph have no empty line between them."""
    if kind in ("product", "product-locale", "record", "record-locale"):
        return _product_paragraph(key, prose)
    if kind == "sidecar":
        return "facts" if key in FACTS else "rest"
    if kind == "relations":
        return "all"
    stands_alone = key in _BLOCKS.get(kind, ()) or kind == "units" or (kind == "categories" and key == "children")
    if stands_alone or key in _OWN_PARAGRAPH.get(kind, ()):
        return key
    return "attributes" if kind == "family" and key == "axes" else "head"


def _product_paragraph(key: str, prose: Collection[str]) -> str:
    if key in HEAD:
        return "head"
    attribute = key.removesuffix(".of")
    return f"prose {attribute}" if attribute in prose else "rest"
