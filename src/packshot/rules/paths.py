"""The valid dotted paths: attributes with their members, and reserved words with their members.

Paths are validated when a channel, a validation rule or a gate is compiled, so a misspelt path is a finding in the file
that contains it, not an empty value. The same tables define the paths that a `Lookup` accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import INDEX_DARK
from packshot.expr import Expression, Path, parse
from packshot.findings import Finding, Location, Suggestion, report
from packshot.model.config import Catalog
from packshot.model.names import choices, nearest, unlisted
from packshot.model.schema import Attribute

FIXED: Mapping[str, tuple[str, ...]] = {
    "available_from": (),
    "available_until": (),
    "bundle": ("kit", "multipack", "skus"),
    "categories": ("path",),
    "channel": ("key", "scope"),
    "family": (),
    "key": (),
    "link": (),
    "locale": (),
    "market": ("country", "currency", "key", "zone"),
    "price": ("amount", "currency", "from", "period", "tiers", "to", "was"),
    "product": ("axes", "family", "key"),
    "sku": (),
    "slug": (),
    "status": (),
    "stock": ("date", "qty", "state"),
}
"""Root -> its members. Each root also has a value: `price` is true if there is a price.

`bundle.kit` is true if a bundle has parts of several SKUs, `bundle.multipack` is the quantity of its only SKU;
`categories.path` is the labels from the top of the tree down to the main category; `link` is the absolute address of
the row's page; `price.period` is the start and the end of the price, if it has both.
"""

OF_PRODUCTS = {root: members for root, members in FIXED.items() if root not in ("channel", "link")}
"""The roots of a SKU outside of a channel."""

OF_RECORDS: Mapping[str, tuple[str, ...]] = {"entity": (), "key": (), "locale": (), "slug": ()}
"""The roots of a record."""

OF_ASSETS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("alt", "bytes", "created", "credit", "decorative", "description", "duration", "height"), ()),
    **dict.fromkeys(("id", "keywords", "licence", "profile", "source", "status", "title", "type"), ()),
    **dict.fromkeys(("view", "width"), ()),
    "copyright": ("holder", "notice", "year"),
    "creator": ("id", "name", "role"),
    "rights": ("embargo", "expires"),
}
"""The roots of an asset. Each also has a value; `creator` and its members are lists."""

_BELOW_ASSET = ("alt", "credit", "height", "id", "title", "type", "view", "width")
_LISTS = frozenset(
    [
        *(
            ("bundle", "skus"),
            ("categories",),
            ("categories", "path"),
            ("price", "period"),
            ("price", "tiers"),
            ("product", "axes"),
        ),
        *(("keywords",), ("creator",), *(("creator", member) for member in OF_ASSETS["creator"])),
    ]
)
IMAGE_FORMATS = ("jpeg", "webp")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that paths may use: attributes, and reserved words with their members."""

    catalog: Catalog
    attributes: Mapping[str, Attribute]
    out: Collection[str] = field(default=())
    units: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Unit family of an attribute -> its units."""
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: FIXED)
    roots: Collection[str] = ("assets", "image", "maps", "out")
    each: Collection[str] | None = None
    """The members of `each` within a repeated nested field of a channel; None elsewhere."""

    def problem(self, path: Path, at: Location) -> Finding | None:
        """Return the finding about an invalid path; None if the path is valid."""
        first, rest = path[0], path[1:]
        if first == "each" and self.each is not None:
            return self._member(path, 1, self.each, at) if rest or self.each else None
        if first in self.attributes:
            return self._below_attribute(self.attributes[first], path, at)
        if first in self.fixed:
            return self._member(path, 1, self.fixed[first], at) if rest else None
        if first in self.roots:
            return _ROOTS[first](self, path, at)
        near = nearest(first, self._known()) if rest else None
        found = unlisted("unknown-path", at, ".".join(path), sorted(self._known()))
        return replace(found, suggestion=Suggestion(".".join((near, *rest))), edits=()) if near else found

    def is_many(self, path: Path) -> bool:
        """Return whether the value of a path is a list."""
        if path[0] in {"assets", "image"}:
            attribute = self.attributes.get(path[-1]) or self.attributes.get(path[1])
            return attribute is not None and attribute.many
        if path[0] in self.attributes:
            return self.attributes[path[0]].many
        return path[0] in self.fixed and path in _LISTS

    def _known(self) -> Iterable[str]:
        members = [".".join(("each", member)) for member in self.each or ()] or ["each"] * (self.each is not None)
        return [attribute.path for attribute in self.attributes.values()] + [*self.fixed, "maps", *members]

    def _member(self, path: Path, place: int, known: Collection[str], at: Location) -> Finding | None:
        whole, below = ".".join(path), [".".join((*path[:place], each)) for each in sorted(known)]
        if len(path) <= place:
            return report("unknown-path.incomplete", at, name=whole, **choices(whole, below))
        if len(path) > place + 1 or not known:
            return report("unknown-path.too-long", at, name=whole, parent=".".join(path[: place + bool(known)]))
        if path[place] in known:
            return None
        near = nearest(path[place], known)
        suggestion = Suggestion(".".join((*path[:place], near))) if near else None
        return report("unknown-path", at, suggestion=suggestion, name=whole, **choices(whole, below))

    def _below_attribute(self, attribute: Attribute, path: Path, at: Location) -> Finding | None:
        if attribute.type == "asset":
            return report("unknown-path.asset-attribute", at, name=".".join(path))
        return self._below(attribute, path, at) if len(path) > 1 else None

    def _below(self, attribute: Attribute, path: Path, at: Location) -> Finding | None:
        match attribute.type:
            case "measure":
                return self._member(path, 1, ("amount", "unit"), at)
            case "price":
                return self._member(path, 1, {market.currency for market in self.catalog.markets.values()}, at)
            case "record":  # an attribute of the record's family
                inner = self.problem(path[1:], at)
                return replace(inner, edits=()) if inner else None  # an edit would replace the whole path
            case "select" if path[1] == "maps":
                return self._member(path, 2, self.catalog.taxonomies, at)
            case "select":
                return self._member(path, 1, ("label", "swatch", "maps"), at)
            case "table":  # a row and a column
                return self._member(path, 2, attribute.columns, at) if len(path) > 2 else None
        return report("unknown-path.too-long", at, name=".".join(path), parent=path[0])

    def maps(self, path: Path, at: Location) -> Finding | None:
        """Return the finding about a path such as `maps.google`, or None if it is valid.

        The second name must be a taxonomy of the catalogue.
        """
        return self._member(path, 1, self.catalog.taxonomies, at)

    def assets(self, path: Path, at: Location) -> Finding | None:
        """Return the finding about a path such as `assets.main`, or None if it is valid.

        The path is an attribute of type asset, optionally followed by a member of the asset.
        """
        if len(path) > 2 and path[1] in self.roles:
            return self._member(path, 2, _BELOW_ASSET, at)
        return self._member(path, 1, self.roles, at)

    def image(self, path: Path, at: Location) -> Finding | None:
        """Return the finding about a path such as `image.hero.jpeg.assets.main`, or None if it is valid.

        The value of such a path is the address of a rendition of an asset.
        """
        if len(path) != 5:
            return report("unknown-path.rendition", at, name=".".join(path))
        wrong = self._member(path[:2], 1, self.catalog.renditions, at)
        return wrong or self._member(path[:3], 2, IMAGE_FORMATS, at) or self.assets(path[3:], at)

    def written(self, path: Path, at: Location) -> Finding | None:
        """Return the finding about a path such as `out.availability`, or None if it is valid.

        The value of such a path is that of a field of the same feed row. Only rules may use these paths.
        """
        if not self.out:
            return report("unknown-path.output", at, name=".".join(path))
        return None if ".".join(path[1:]) in self.out else self._member(path, 1, self.out, at)

    @property
    def roles(self) -> Collection[str]:
        """Return the codes of the attributes of type asset."""
        return [code for code, attribute in self.attributes.items() if attribute.type == "asset"]


def vocabulary(reader: Reader) -> Vocabulary | None:
    """Return the names that paths of a repository may use; None if a file that declares such names cannot be read."""
    return reader.remembered(("vocabulary",), _vocabulary)


def of_products(reader: Reader) -> Vocabulary | None:
    """Return the names that paths for products and SKUs may use outside a channel.

    Return None if a file that declares such names cannot be read.
    """
    words = vocabulary(reader)
    return replace(words, fixed=OF_PRODUCTS, roots=("assets", "maps")) if words else None


def of_assets(reader: Reader) -> Vocabulary | None:
    """Return the names that paths for assets may use; None if a file that declares names for paths cannot be read."""
    words = vocabulary(reader)
    return replace(words, attributes={}, fixed=OF_ASSETS, roots=()) if words else None


def _vocabulary(reader: Reader) -> Vocabulary | None:
    if any(reader.lookup(INDEX_DARK, kind) for kind in ("catalog", "attributes", "units")):
        return None
    catalog = reader.whole_catalog()
    codes = [code for _, _, members in reader.groups() for code in members]
    known = {code: attribute for code in codes if (attribute := reader.attribute(code))}
    if catalog is None or len(known) < len(set(codes)) or _is_incomplete(reader, catalog):
        return None
    families = {each.unit: reader.units(each.unit) for each in known.values() if each.unit}
    units = {name: tuple(family.units) for name, family in families.items() if family}
    return Vocabulary(catalog, known, units=units)


def _is_incomplete(reader: Reader, catalog: Catalog) -> bool:
    """Return whether a declared market, rendition or taxonomy cannot be read."""
    parts: Mapping[nodes.Part, Mapping[str, object]] = {
        "markets": catalog.markets,
        "renditions": catalog.renditions,
        "taxonomies": catalog.taxonomies,
    }
    return any(len(known) < len(reader.members(part)) for part, known in parts.items())


_ROOTS: Mapping[str, Callable[[Vocabulary, Path, Location], Finding | None]] = {
    "assets": Vocabulary.assets,
    "image": Vocabulary.image,
    "maps": Vocabulary.maps,
    "out": Vocabulary.written,
}


def understood(text: str, words: Vocabulary, at: Location) -> tuple[Expression | None, list[Finding]]:
    """Return the parsed expression, and the findings about it. With findings, the expression is None.

    The findings are a syntax error or the unknown paths. An edit replaces the whole expression, so the edit of a path
    is omitted if the path is only a part of the expression.
    """
    found = parse(text, at)
    if isinstance(found, Finding):
        return None, [found]
    wrong = []
    for path, column in found.reads:
        problem = words.problem(path, at)
        if problem is not None:
            edits = problem.edits if ".".join(path) == text else ()
            wrong.append(replace(problem.with_params(column=column), edits=edits))
    return (None if wrong else found), wrong
