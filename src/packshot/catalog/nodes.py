"""Names of nodes, tasks and index entries. They are built and parsed only in this module.

A node is a kind and up to three names, joined by slashes. Only the last name may contain a slash (`mug/*`). A task has
the name of the node that it evaluates; only the tasks `site` and `name/...` have names that are not nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, NewType, ParamSpec, cast

from packshot.engine.index_nodes import index_node

if TYPE_CHECKING:
    from packshot.engine.types import Facts

Node = NewType("Node", str)
"""The name of a fact that can change alone, such as `price/eu-retail/FJ-RED-S`."""

P = ParamSpec("P")

Part = Literal["authorities", "locales", "markets", "renditions", "taxonomies"]
"""Maps of catalog.yaml. The list of the names in each of them is a node."""

CATALOG = Node("catalog")
"""catalog.yaml without its maps."""
LIFECYCLE = Node("lifecycle")
"""The head of lifecycle.yaml."""
UNKNOWN = Node("unknown")
"""A file at a path that the layout does not provide for."""
SITE = "site"
"""The task of catalog.yaml and of the outputs that exist once for an audience."""


def _node(make: Callable[P, str]) -> Callable[P, Node]:
    """Type the result of a function; calling `Node` each time would cost more than making the text."""
    return cast(Callable[P, Node], make)


def _one(kind: str) -> Callable[[str], Node]:
    """Make nodes of a kind with one name."""
    start = f"{kind}/"
    return _node(lambda name: start + name)


def _two(kind: str) -> Callable[[str, str], Node]:
    """Make nodes of a kind with two names."""
    return _node(lambda first, second: f"{kind}/{first}/{second}")


index = _node(index_node)
"""An entry of an index."""


@_node
def of(kind: str, *names: str) -> str:
    """Return the node with this kind and these names, for a kind that is known only at run time."""
    return "/".join((kind, *names))


asset = _one("asset")
"""The node of a sidecar."""
attribute = _one("attribute")
"""The node of an attribute."""
authority = _one("authority")
"""The node of an authority."""
category = _one("category")
"""The node of a category."""
channel = _one("channel")
"""The node of a channel file."""
family = _one("family")
"""The node of a family."""
file = _one("file")
"""The node of a whole file: of a container, or of a file whose text has errors."""
group = _one("group")
"""The node of the head of an attribute group."""
locale = _one("locale")
"""The node of a locale."""
market = _one("market")
"""The node of a market."""


@_node
def members(part: Part) -> str:
    """Return the node for the list of names in a map of catalog.yaml."""
    return f"catalog/{part}"


@_node
def offer_list(kind: str, name: str) -> str:
    """Return the node of a price list (`price`) or stock list (`stock`) without its lines."""
    return f"{kind}list/{name}"


option = _two("option")
"""The node of an option: its list, its code."""
option_place = _two("option-place")
"""The node of the position of an option: its list, its code."""
options = _one("options")
"""The node of the head of an option list."""
original = _one("original")
"""The node of the original of an asset."""
price = _two("price")
"""The node of a price line: its list, a SKU or `product/*`."""
price_list = _one("pricelist")
"""The node of the head of a price list."""
product = _one("product")
"""The node of product.yaml."""
product_locale = _two("product")
"""The node of a locale file of a product: the product's key, the locale."""
record = _two("record")
"""The node of a record: its entity, its key."""


@_node
def record_locale(entity: str, key: str, tag: str) -> str:
    """Return the node of a locale file of a record."""
    return f"record/{entity}/{key}/{tag}"


relation = _one("relation")
"""The node of a relation."""
rendition = _one("rendition")
"""The node of a rendition preset."""
site_file = _one("site")
"""The node of a file below site/."""
stage = _one("lifecycle")
"""The node of a status in lifecycle.yaml."""
stock = _two("stock")
"""The node of a stock line: its list, a SKU."""
stock_list = _one("stocklist")
"""The node of the head of a stock list."""
taxonomy = _one("taxonomy")
"""The node of a taxonomy."""
tree = _one("tree")
"""The node of the head of a category tree."""
unit = _one("unit")
"""The node of a unit family."""
validation = _one("validation")
"""The node of a validation rule."""


def name_task(name: str) -> str:
    """Return the task that compares all products and SKUs with the same name; `name` is case-folded."""
    return f"name/{name}"


def cut(node: str) -> tuple[str, str]:
    """Return the kind of a node, and its names, which are the rest after the first slash."""
    word, _, rest = node.partition("/")
    return word, rest


def below(facts: Facts, *above: str, start: str = "") -> Iterator[str]:
    """Yield the rest of each node that begins with the kind and names in `above`, if this rest begins with `start`."""
    prefix = "/".join((*above, ""))
    return (node[len(prefix) :] for node in facts.nodes(prefix + start))


def product_keys(facts: Facts) -> Iterator[str]:
    """Yield the key of each product that has a product.yaml."""
    return (key for key in below(facts, "product") if "/" not in key)
