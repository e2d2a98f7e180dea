"""Files of which not all could be read: the words that stand in them, so that nobody is told that something stands
nowhere which stands there, and those that do not give what others take from them.

Each is an error in that file. Whoever mends it changes these facts, so what rests on them is judged again.
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
"""A word, ignoring case -> the files that hold it and of which not all could be read, as `kind/name`."""
INDEX_DARK = "unread"
"""A kind of file -> the names of those that do not give what others take from them."""

LONGEST = 100
"""Characters of a name; what is longer is none."""

_LISTS = frozenset({"prices", "prices-part", "stock", "stock-part"})
"""Kinds of file that declare no names, and whose lines may be very many."""

_ENDS = re.compile(r"[\n\[\]{}]|,(?=\s)|:(?=\s)|\s#")
"""Where a key or a value of YAML may end."""

_PARTS = re.compile(r"[\s,:\"'\[\]{}]+")


def entries(role: FileRole, raw: Raw, text: bytes | None) -> Iterator[Entry]:
    """What a file adds to the indexes; `text` is given where it has mistakes."""
    is_list = role.kind in _LISTS
    is_dark = not raw or (is_list and text is not None) or _LACKING.get(role.kind, _nothing)(raw)
    if is_dark:
        yield INDEX_DARK, role.kind, role.name
    if (is_dark or text is not None) and not is_list:
        kind = "product" if role.kind == "product-locale" and _is_product(raw) else role.kind
        held = words("\n".join(_texts(raw)) if text is None else _decoded(text))
        yield from ((INDEX_WORD, word, home(kind, role.name)) for word in held)


def home(kind: str, name: str) -> str:
    """A file in `INDEX_WORD`: its kind and its name."""
    return f"{kind}/{name}"


def words(text: str) -> set[str]:
    """Everything in a text that may be a name, ignoring case: keys, values, and the words in them."""
    found = {piece.strip().removeprefix("- ").strip(" \"'") for piece in _ENDS.split(text)}
    found |= {part for piece in found for part in _PARTS.split(piece)}
    return {word.casefold() for word in found if 0 < len(word) <= LONGEST and word.isprintable()}


def _decoded(data: bytes) -> str:
    """The text of a file, whatever it was saved as."""
    if data.startswith(UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _texts(raw: Raw) -> Iterator[str]:
    """All keys and texts of plain data."""
    if isinstance(raw, str):
        yield raw
    for key, value in raw.items() if isinstance(raw, dict) else ():
        yield key
        yield from _texts(value)
    for value in raw if isinstance(raw, list) else ():
        yield from _texts(value)


def _nothing(raw: Mapping[str, Raw]) -> bool:
    return False


def _product(raw: Mapping[str, Raw]) -> bool:
    """Whether its SKUs do not stand where they belong. A draft may have none yet."""
    sku, variants = raw.get("sku"), raw.get("variants")
    if ("sku" in raw and not isinstance(sku, str)) or ("variants" in raw and not isinstance(variants, dict)):
        return True
    return not sku and not variants and not ("axes" in raw and raw.get("status") == "draft")


def _is_product(raw: Mapping[str, Raw]) -> bool:
    """Whether a file is a product's own though it is not called so."""
    return "sku" in raw or "family" in raw


def _catalog(raw: Mapping[str, Raw]) -> bool:
    return any(key in raw and not isinstance(raw[key], dict) for key in CATALOG_PARTS)


def _lines(raw: Mapping[str, Raw]) -> bool:
    return "prices" in raw and not isinstance(raw["prices"], dict)


def _members(key: str) -> Callable[[Mapping[str, Raw]], bool]:
    """Whether what stands below a key, and below `children` there, is not all maps."""
    return lambda raw: _is_no_tree(raw.get(key))


def _is_no_tree(held: Raw) -> bool:
    if not isinstance(held, dict) or any(isinstance(value, list) for value in held.values()):
        return True
    below = [value["children"] for value in held.values() if isinstance(value, dict) and "children" in value]
    return any(_is_no_tree(each) for each in below)


_LACKING: dict[str, Callable[[Mapping[str, Raw]], bool]] = {
    "product": _product,
    "product-locale": _is_product,
    "catalog": _catalog,
    "attributes": _members("attributes"),
    "options": _members("options"),
    "categories": _members("children"),
    "prices": _lines,
    "prices-part": _lines,
}
"""Kind of file -> whether one of which the text is sound does not give what others take from it."""
