"""Node names are made and taken apart in catalog/nodes.py only; docs/architecture.md has a row for each function."""

import ast
import inspect
import re
from collections.abc import Iterator

import pytest
from tests.conftest import ROOT

from packshot.catalog import nodes
from packshot.catalog.memory_facts import MemoryFacts
from packshot.engine.types import FileFacts

GENERAL = {"of", "cut", "below", "product_keys", "cast", "index_node"}
"""Functions that are not of one kind, or not of this module."""

MAKERS = {
    name: make
    for name, make in vars(nodes).items()
    if inspect.isfunction(make) and not name.startswith("_") and name not in GENERAL
}
SHAPES = {make(*["{}"] * len(inspect.signature(make).parameters)): name for name, make in MAKERS.items()}
"""Node with {} for each name -> its function."""

STARTS = {f"{shape.split('/')[0]}/" for shape in SHAPES}
HOLDERS = {"node", "record", "task"}
"""What variables that hold a node are called. Paths are taken apart at slashes too."""


def found(source: str) -> list[str]:
    """Each expression that makes or takes apart the name of a node."""
    return [ast.unparse(each) for each in ast.walk(ast.parse(source)) if _makes(each) or _cuts(each)]


def _makes(each: ast.AST) -> bool:
    match each:
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts) in SHAPES
        case ast.BinOp(left=ast.Constant(value=str(start))):
            return start in STARTS
        case ast.Constant(value=str(text)):
            return "{" in text and re.sub(r"\{\w*\}", "{}", text) in SHAPES
    return False


def _cuts(each: ast.AST) -> bool:
    match each:
        case ast.Call(func=ast.Attribute(attr="startswith" | "removeprefix" | "nodes"), args=[start, *_]):
            return any(isinstance(part, ast.Constant) and part.value in STARTS for part in ast.walk(start))
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=held) | ast.Attribute(attr=held)), args=[ast.Constant("/"), *_]
        ):
            return held in HOLDERS
    return False


@pytest.mark.parametrize(
    "source",
    [
        'f"price/{name}/{key}"',
        'f"{kind}list/{name}"',
        '"product/" + key',
        '"option/{0}/{1}".format(name, code)',
        'node.removeprefix("product/")',
        'node.startswith(("asset/", "category/"))',
        'facts.nodes("product/")',
        'record.partition("/")',
        'self.node.split("/", 2)',
    ],
)
def test_surgery_on_a_node_is_found(source: str) -> None:
    assert len(found(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'f"catalog/families/{key}.yaml"',
        'f"site/{market}/{locale}"',
        'f"{market}/{locale}/products/{name}"',
        'f"option/{options}"',
        'path.partition("/")',
    ],
)
def test_paths_listings_and_marks_are_no_nodes(source: str) -> None:
    assert found(source) == []


def _surgery() -> Iterator[str]:
    for path in sorted((ROOT / "src/packshot").rglob("*.py")):
        if path.name != "nodes.py" and "engine" not in path.parts:
            yield from (f"{path.relative_to(ROOT)}: {each}" for each in found(path.read_text(encoding="utf-8")))


def test_no_other_module_makes_or_takes_apart_node_names() -> None:
    assert list(_surgery()) == []


def test_every_function_has_a_row_in_the_architecture() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    section = page.partition("\n## Nodes\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\|[^|]+\| `([^`]+)` \| `(\w+)\(", section, re.MULTILINE)

    assert {function for _, function in rows} == set(MAKERS)
    shapes = {function: re.escape(shape).replace(r"\{\}", ".+") for shape, function in SHAPES.items()}
    assert [example for example, function in rows if not re.fullmatch(shapes[function], example)] == []


def test_the_last_name_may_hold_a_slash() -> None:
    kind, rest = nodes.cut(nodes.price("eu-retail", "mug/*"))

    assert (kind, nodes.cut(rest)) == ("price", ("eu-retail", "mug/*"))


def test_keys_of_products_leave_out_their_locale_files() -> None:
    held = FileFacts({nodes.product("mug"): "", nodes.product_locale("mug", "de"): "", nodes.product("pot"): ""})

    assert list(nodes.product_keys(MemoryFacts({"a.yaml": held}))) == ["mug", "pot"]
