"""Names of nodes, of the tasks that are called like them, and of index entries: made and taken apart here only.

A node is a kind and one to three names, joined by slashes. Only the last name may hold a slash (`mug/*`). A task has
the name of the node that it evaluates; `name` and `site` are tasks alone.
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
"""Maps of catalog.yaml, the names of whose members are a node."""

CATALOG = Node("catalog")
"""catalog.yaml without its maps."""
LIFECYCLE = Node("lifecycle")
"""The head of lifecycle.yaml."""
UNKNOWN = Node("unknown")
"""A file in a place where none belongs."""
SITE = "site"
"""The task of catalog.yaml, and of all that an audience sees once."""


def _node(make: Callable[P, str]) -> Callable[P, Node]:
    """Type the result of a function; calling `Node` each time would cost more than making the text."""
    return cast(Callable[P, Node], make)


index = _node(index_node)
"""An entry of an index."""


@_node
def of(kind: str, *names: str) -> str:
    """Return the node of a kind that is known at run time only."""
    return "/".join((kind, *names))


@_node
def asset(id_: str) -> str:
    """Return the node of a sidecar."""
    return f"asset/{id_}"


@_node
def attribute(code: str) -> str:
    """Return the node of an attribute."""
    return f"attribute/{code}"


@_node
def authority(name: str) -> str:
    """Return the node of an authority."""
    return f"authority/{name}"


@_node
def category(key: str) -> str:
    """Return the node of a category."""
    return f"category/{key}"


@_node
def channel(stem: str) -> str:
    """Return the node of a channel file."""
    return f"channel/{stem}"


@_node
def family(key: str) -> str:
    """Return the node of a family."""
    return f"family/{key}"


@_node
def file(path: str) -> str:
    """Return the node of a whole file: of a container, or of one whose text has mistakes."""
    return f"file/{path}"


@_node
def group(name: str) -> str:
    """Return the node of the head of an attribute group."""
    return f"group/{name}"


@_node
def locale(tag: str) -> str:
    """Return the node of a locale."""
    return f"locale/{tag}"


@_node
def market(key: str) -> str:
    """Return the node of a market."""
    return f"market/{key}"


@_node
def members(part: Part) -> str:
    """Return the node of the names that a map of catalog.yaml has."""
    return f"catalog/{part}"


@_node
def offer_list(kind: str, name: str) -> str:
    """Return the node of the head of a price list (`price`) or stock list (`stock`)."""
    return f"{kind}list/{name}"


@_node
def option(options: str, code: str) -> str:
    """Return the node of an option of a list."""
    return f"option/{options}/{code}"


@_node
def option_place(options: str, code: str) -> str:
    """Return the node of the position of an option in its list."""
    return f"option-place/{options}/{code}"


@_node
def options(name: str) -> str:
    """Return the node of the head of an option list."""
    return f"options/{name}"


@_node
def original(id_: str) -> str:
    """Return the node of the original of an asset."""
    return f"original/{id_}"


@_node
def price(name: str, key: str) -> str:
    """Return the node of a line of a price list; `key` is a SKU or `product/*`."""
    return f"price/{name}/{key}"


@_node
def price_list(name: str) -> str:
    """Return the node of the head of a price list."""
    return f"pricelist/{name}"


@_node
def product(key: str) -> str:
    """Return the node of product.yaml."""
    return f"product/{key}"


@_node
def product_locale(key: str, tag: str) -> str:
    """Return the node of a locale file of a product."""
    return f"product/{key}/{tag}"


@_node
def record(entity: str, key: str) -> str:
    """Return the node of a record."""
    return f"record/{entity}/{key}"


@_node
def record_locale(entity: str, key: str, tag: str) -> str:
    """Return the node of a locale file of a record."""
    return f"record/{entity}/{key}/{tag}"


@_node
def relation(code: str) -> str:
    """Return the node of a relation."""
    return f"relation/{code}"


@_node
def rendition(name: str) -> str:
    """Return the node of a rendition preset."""
    return f"rendition/{name}"


@_node
def site_file(path: str) -> str:
    """Return the node of a file below site/."""
    return f"site/{path}"


@_node
def stage(status: str) -> str:
    """Return the node of a status in lifecycle.yaml."""
    return f"lifecycle/{status}"


@_node
def stock(name: str, sku: str) -> str:
    """Return the node of a line of a stock list."""
    return f"stock/{name}/{sku}"


@_node
def stock_list(name: str) -> str:
    """Return the node of the head of a stock list."""
    return f"stocklist/{name}"


@_node
def taxonomy(name: str) -> str:
    """Return the node of a taxonomy."""
    return f"taxonomy/{name}"


@_node
def tree(name: str) -> str:
    """Return the node of the head of a category tree."""
    return f"tree/{name}"


@_node
def unit(name: str) -> str:
    """Return the node of a unit family."""
    return f"unit/{name}"


@_node
def validation(name: str) -> str:
    """Return the node of a validation rule."""
    return f"validation/{name}"


def name_task(name: str) -> str:
    """Return the task that compares all products and SKUs of a name, which is casefolded."""
    return f"name/{name}"


def cut(node: str) -> tuple[str, str]:
    """Return the first word of a node and what follows it: its kind first, then one name after the other."""
    word, _, rest = node.partition("/")
    return word, rest


def below(facts: Facts, *above: str, start: str = "") -> Iterator[str]:
    """Return what follows a kind, or a kind and its first names, in each node: the names that begin with `start`."""
    prefix = "/".join((*above, ""))
    return (node[len(prefix) :] for node in facts.nodes(prefix + start))


def product_keys(facts: Facts) -> Iterator[str]:
    """Return the key of each product.yaml."""
    return (key for key in below(facts, "product") if "/" not in key)
