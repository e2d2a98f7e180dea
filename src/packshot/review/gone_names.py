"""Names that are gone since a commit without a successor: the addresses of their pages return 404."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from packshot.catalog.layout import role_of
from packshot.catalog.reader import Reader
from packshot.findings import Edit, Finding, Location, report
from packshot.git.tree import Tree
from packshot.model.config import SITE_SCOPE
from packshot.model.lifecycle import STATUSES
from packshot.yaml import reader as yaml

KINDS = frozenset({"product", "product-locale", "categories"})
"""The kinds of files that define names of pages."""

Kind = Literal["page", "sku", "category"]


class Name(NamedTuple):
    """A name in addresses: that of a product's page (its slug, or its key), of a SKU or of a category."""

    kind: Kind
    name: str
    owner: str
    """The key of the product or category."""


@dataclass(slots=True)
class Names:
    """The names that some files define, the former names that they list, the values of these files, and the main files
    of products.
    """

    current: dict[Name, Location] = field(default_factory=dict)
    former: set[str] = field(default_factory=set)
    files: dict[str, Any] = field(default_factory=dict)
    """Path -> plain value."""
    products: dict[str, str] = field(default_factory=dict)
    """Product -> path of its product.yaml."""

    def has(self, name: Name) -> bool:
        """Return whether the name exists with this kind, or is listed as a former name of any kind, ignoring case."""
        folded = name.name.casefold()
        known = {each.name.casefold() for each in self.current if each.kind == name.kind}
        return folded in known or folded in self.former


def gone(before: Tree, after: Tree, declared: Reader) -> Iterator[Finding]:
    """Yield a finding for each name of a shown entry that only the tree `before` has.

    `declared` reads the life cycle of the tree `before`: a product with a status that the site never shows has no
    address.
    """
    was, now = (
        {entry.path: entry.blob for entry in each.entries() if _is_named(entry.path)} for each in (before, after)
    )
    changed = {path for path in {*was, *now} if was.get(path) != now.get(path)}
    translated = {path for path in changed if role_of(path).kind == "product-locale"}
    changed |= {f"{path.rpartition('/')[0]}/product.yaml" for path in translated}
    old, new = (_names(tree, sorted(changed & paths.keys())) for tree, paths in ((before, was), (after, now)))
    hidden = {key for key, path in old.products.items() if not _is_shown(old.files[path], declared)}
    for name, at in old.current.items():
        if name.owner not in hidden and not new.has(name):
            yield from _finding(name, at, old, new)


def _is_named(path: str) -> bool:
    return path.endswith(".yaml") and role_of(path).kind in KINDS


def _is_shown(raw: Any, declared: Reader) -> bool:
    status = raw.get("status") if isinstance(raw, dict) else None
    return status in STATUSES and declared.stage(status).shows(SITE_SCOPE) != "never"


def _names(tree: Tree, paths: Iterable[str]) -> Names:
    """Return the names in these files of a tree; files that cannot be read have none."""
    names = Names()
    for path, data in tree.read_many(list(paths)):
        raw, role = yaml.load(data, path).value, role_of(path)
        if isinstance(raw, dict):
            names.files[path] = raw
            if role.kind == "categories":
                _add_categories(names, path, raw.get("children"), ("children",))
            else:
                _add_product(names, path, raw, role.name.split("/")[0], role.kind == "product")
    return names


def _add_product(names: Names, path: str, raw: Mapping[str, Any], key: str, is_main: bool) -> None:
    """Add the page and the SKUs of a product; a locale file names a page only if it has a slug."""
    slug = raw.get("slug")
    if is_main:
        names.products[key] = path
    if is_main or isinstance(slug, str):
        keys = ("slug",) if isinstance(slug, str) else ()
        names.current[Name("page", slug if isinstance(slug, str) else key, key)] = Location(path, keys)
    written = raw.get("variants")
    variants = written if isinstance(written, dict) else {}
    skus = {raw.get("sku"): ("sku",), **{sku: ("variants", sku) for sku in variants}} if is_main else {}
    names.current |= {Name("sku", sku, key): Location(path, at) for sku, at in skus.items() if isinstance(sku, str)}
    for each in (raw, *variants.values()):
        names.former |= _former(each)


def _add_categories(names: Names, path: str, raw: Any, keys: tuple[str, ...]) -> None:
    for key, category in raw.items() if isinstance(raw, dict) else ():
        at = (*keys, key)
        names.current[Name("category", key, key)] = Location(path, at, "key")
        names.former |= _former(category)
        if isinstance(category, dict):
            _add_categories(names, path, category.get("children"), (*at, "children"))


def _former(raw: Any) -> set[str]:
    found = raw.get("formerly") if isinstance(raw, dict) else None
    return {each.casefold() for each in found if isinstance(each, str)} if isinstance(found, list) else set()


def _finding(name: Name, at: Location, old: Names, new: Names) -> Iterator[Finding]:
    """Yield the finding about a name that is gone, at the entry that should list it as a former name."""
    if name.kind == "category":
        yield report("name-gone.category", at, name=name.name)
        return
    successor = name.owner if name.owner in new.products else _successor(name.owner, old, new)
    path = at.path if at.path in new.files else new.products.get(successor or "")
    if path is not None:
        yield _renamed(name, successor or name.owner, path, new.files[path])
    elif name.kind == "page" and at.path == old.products.get(name.owner):
        yield report("name-gone.product", Location(at.path), name=name.name, product=name.owner)


def _renamed(name: Name, product: str, path: str, raw: Mapping[str, Any]) -> Finding:
    """Return the finding about a page or a SKU, at the file that should list the former name."""
    is_page = name.kind == "page"
    has_edit = is_page and "formerly" not in raw
    edits = (Edit(Location(path, ("formerly",)), (name.name,), safe=True),) if has_edit else ()
    here = Location(path, ("slug",)) if is_page and "slug" in raw else Location(path)
    return report(f"name-gone.{name.kind}", here, *edits, name=name.name, product=product)


def _successor(key: str, old: Names, new: Names) -> str | None:
    """Return the product that has a SKU of a product that no longer exists; None if no other product has one."""
    skus = {each.name for each in old.current if each.kind == "sku" and each.owner == key}
    return next((each.owner for each in new.current if each.kind == "sku" and each.name in skus), None)
