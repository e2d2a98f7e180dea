"""The index of files that cannot be read completely: the words in them, and the files that may declare further names.

A name is not reported as undefined if it is a word of such a file that may declare it. Each of these files has its own
error finding; a fix changes the facts of the file, so dependent tasks are evaluated again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from packshot.catalog.layout import CATALOG_PARTS, FileRole
from packshot.yaml.text import UTF_16

Raw = Any
"""Plain data as read from YAML: dict, list, text, None."""

Entry = tuple[str, str, str]
"""Index, key, value."""

INDEX_WORD = "in_unread"
"""A word, ignoring case -> the incompletely read files that contain it, as `kind/name`."""
INDEX_DARK = "unread"
"""A kind of file -> the names of the files whose declared names are incomplete."""

LONGEST = 100
"""Maximum length of a name in characters; longer words are not names."""

_LISTS = frozenset({"prices", "prices-part", "stock", "stock-part"})
"""Kinds of file that declare no names and that may have very many lines."""

_ENDS = re.compile(r"[\n\[\]{}]|,(?=\s)|:(?=\s)|\s#")
"""Where a key or a value of YAML may end."""

_PARTS = re.compile(r"[\s,:\"'\[\]{}]+")


def entries(role: FileRole, raw: Raw, text: bytes | None) -> Iterator[Entry]:
    """Yield the index entries of a file that cannot be read completely; `text` is None if its YAML has no errors."""
    is_list = role.kind in _LISTS
    is_incomplete = not raw or (is_list and text is not None) or _INCOMPLETE.get(role.kind, _never)(raw)
    if is_incomplete:
        yield INDEX_DARK, role.kind, role.name
    if (is_incomplete or text is not None) and not is_list:
        kind = "product" if role.kind == "product-locale" and _is_product(raw) else role.kind
        found = words("\n".join(_texts(raw)) if text is None else _decoded(text))
        yield from ((INDEX_WORD, word, home(kind, role.name)) for word in found)


def home(kind: str, name: str) -> str:
    """Return `kind/name`, the form in which `INDEX_WORD` stores the kind and name of a file."""
    return f"{kind}/{name}"


def words(text: str) -> set[str]:
    """Return all possible names in a text, casefolded: keys, values, and the words in them."""
    found = {piece.strip().removeprefix("- ").strip(" \"'") for piece in _ENDS.split(text)}
    found |= {part for piece in found for part in _PARTS.split(piece)}
    return {word.casefold() for word in found if 0 < len(word) <= LONGEST and word.isprintable()}


def _decoded(data: bytes) -> str:
    """Return the text of a file in any of the usual encodings."""
    if data.startswith(UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _texts(raw: Raw) -> Iterator[str]:
    """Yield all keys and texts of plain data."""
    if isinstance(raw, str):
        yield raw
    for key, value in raw.items() if isinstance(raw, dict) else ():
        yield key
        yield from _texts(value)
    for value in raw if isinstance(raw, list) else ():
        yield from _texts(value)


def _never(raw: Mapping[str, Raw]) -> bool:
    return False


def _product(raw: Mapping[str, Raw]) -> bool:
    """Return whether the SKUs are not in the expected place. A draft may have none yet."""
    sku, variants = raw.get("sku"), raw.get("variants")
    if ("sku" in raw and not isinstance(sku, str)) or ("variants" in raw and not isinstance(variants, dict)):
        return True
    return not sku and not variants and not ("axes" in raw and raw.get("status") == "draft")


def _is_product(raw: Mapping[str, Raw]) -> bool:
    """Return whether a file is a product file under another name."""
    return "sku" in raw or "family" in raw


def _catalog(raw: Mapping[str, Raw]) -> bool:
    return any(key in raw and not isinstance(raw[key], dict) for key in CATALOG_PARTS)


def _lines(raw: Mapping[str, Raw]) -> bool:
    return "prices" in raw and not isinstance(raw["prices"], dict)


def _members(key: str) -> Callable[[Mapping[str, Raw]], bool]:
    """Return a test whether the value of a key, or of `children` below it, is not a map throughout."""
    return lambda raw: _is_not_tree(raw.get(key))


def _is_not_tree(value: Raw) -> bool:
    if not isinstance(value, dict) or any(isinstance(each, list) for each in value.values()):
        return True
    below = [each["children"] for each in value.values() if isinstance(each, dict) and "children" in each]
    return any(_is_not_tree(each) for each in below)


_INCOMPLETE: dict[str, Callable[[Mapping[str, Raw]], bool]] = {
    "product": _product,
    "product-locale": _is_product,
    "catalog": _catalog,
    "attributes": _members("attributes"),
    "options": _members("options"),
    "categories": _members("children"),
    "prices": _lines,
    "prices-part": _lines,
}
"""Kind of file -> whether a file with valid YAML does not declare its names completely."""
