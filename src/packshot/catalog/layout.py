"""The layout of a product repository: the kind and name of each file, derived from its path alone."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from packshot.catalog.nodes import Part

Kind = Literal[
    "catalog",
    "attributes",
    "family",
    "options",
    "categories",
    "relations",
    "units",
    "lifecycle",
    "validation",
    "product",
    "product-locale",
    "record",
    "record-locale",
    "prices",
    "prices-part",
    "stock",
    "stock-part",
    "sidecar",
    "original",
    "channel",
    "site",
    "unknown",
]

ROOTS = ("catalog", "assets", "channels", "site")
"""The folders of the source tree; other files of the repository are not part of it."""

_FOLDERS: dict[str, Kind] = {
    "attributes": "attributes",
    "families": "family",
    "options": "options",
    "categories": "categories",
    "prices": "prices",
    "stock": "stock",
    "rules": "validation",
}
_SINGLE: dict[str, Kind] = {
    "catalog/catalog.yaml": "catalog",
    "catalog/relations.yaml": "relations",
    "catalog/units.yaml": "units",
    "catalog/lifecycle.yaml": "lifecycle",
}
_PARTS: dict[str, Kind] = {"prices": "prices-part", "stock": "stock-part"}

CATALOG_PARTS: Mapping[Part, str] = {
    "authorities": "authority",
    "markets": "market",
    "locales": "locale",
    "renditions": "rendition",
    "taxonomies": "taxonomy",
}
"""Maps of catalog.yaml whose entries have their own nodes: key -> first part of the node's name."""

GLOBS: Mapping[Kind, tuple[str, ...]] = {
    **{kind: (path,) for path, kind in _SINGLE.items()},
    **{kind: (f"catalog/{folder}/*.yaml",) for folder, kind in _FOLDERS.items() if folder not in _PARTS},
    **{_FOLDERS[folder]: (f"catalog/{folder}/*.yaml", f"catalog/{folder}/*/list.yaml") for folder in _PARTS},
    **{part: (f"catalog/{folder}/*/*.yaml", f"!catalog/{folder}/*/list.yaml") for folder, part in _PARTS.items()},
    "product": ("catalog/products/**/product.yaml",),
    "sidecar": ("assets/**/*.*.yaml",),
    "channel": ("channels/*.yaml",),
}
"""Kind -> patterns of its files; `!` excludes files. Locale files, records, originals and site files have none here."""


class FileRole(NamedTuple):
    """The role of a file: its kind, the name in its path (key, code, id or stem), and its entity and locale, if any."""

    kind: Kind
    name: str = ""
    locale: str = ""
    entity: str = ""


@lru_cache(maxsize=256)
def role_of(path: str) -> FileRole:
    """Return the role of the file at this path. Its kind is `unknown` if the path is not part of the layout."""
    if path in _SINGLE:
        return FileRole(_SINGLE[path])
    top, _, rest = path.partition("/")
    if top == "catalog":
        return _in_catalog(rest)
    if top == "assets" and rest:
        return _in_assets(rest)
    if top == "channels" and rest.endswith(".yaml") and "/" not in rest:
        return FileRole("channel", rest.removesuffix(".yaml"))
    return FileRole("site", rest) if top == "site" and rest else FileRole("unknown")


def sidecar_of(original: str) -> str:
    """Return the path of the sidecar of an original."""
    return original + ".yaml"


def original_of(sidecar: str) -> str:
    """Return the path of the original that a sidecar describes."""
    return sidecar.removesuffix(".yaml")


def has_extension(original: str) -> bool:
    """Return whether an original can have a sidecar: its name has a file extension other than `.yaml`.

    `logo.svg.yaml` is a sidecar; an original named `LOGO.yaml` cannot have one.
    """
    return not original.endswith(".yaml") and role_of(sidecar_of(original)).kind == "sidecar"


def asset_id(original: str) -> str:
    """Return the id of an asset: the name of its original without the extension (format rule 30)."""
    name = posixpath.basename(original)
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name


def _in_catalog(rest: str) -> FileRole:
    folder, _, inside = rest.partition("/")
    if not inside.endswith(".yaml"):
        return FileRole("unknown")
    if folder == "products":
        return _in_products(inside)
    if folder == "records":
        return _in_records(inside)
    name = inside.removesuffix(".yaml")
    if folder in _FOLDERS and "/" not in name:
        return FileRole(_FOLDERS[folder], name)
    if folder in _PARTS and name.count("/") == 1:
        holder, part = name.split("/")
        return FileRole(_FOLDERS[folder] if part == "list" else _PARTS[folder], holder)
    return FileRole("unknown")


def _in_products(inside: str) -> FileRole:
    folder, _, name = inside.rpartition("/")
    if not folder:
        return FileRole("unknown")
    key, stem = folder.rpartition("/")[2], name.removesuffix(".yaml")
    return FileRole("product", key) if stem == "product" else FileRole("product-locale", key, locale=stem)


def _in_records(inside: str) -> FileRole:
    entity, _, name = inside.partition("/")
    if not name or "/" in name:
        return FileRole("unknown")
    key, _, locale = name.removesuffix(".yaml").partition(".")
    return FileRole("record-locale" if locale else "record", key, locale, entity)


def _in_assets(rest: str) -> FileRole:
    name = posixpath.basename(rest)
    stem = name.removesuffix(".yaml")
    if name.endswith(".yaml") and "." in stem.strip("."):
        return FileRole("sidecar", asset_id(stem))
    return FileRole("original", asset_id(name))
