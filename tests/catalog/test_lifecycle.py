"""What lifecycle.yaml lets be seen, and who is evaluated anew when it changes."""

import pytest
from tests.checks.cases import NOW, laid_over

from packshot.catalog.hidden import Hidden
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.catalog.reader_memory import Memory
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.engine.types import Reads
from packshot.git.tree import MemoryTree
from packshot.model.audience import Audience

LIFE = """
--- catalog/lifecycle.yaml
statuses:
  in-review: {show: {preview: always}}
  phase-out: {show: {all: in-stock, print: always}}
  retired: {show: {archive: always}}
"""
RIM = """
--- catalog/products/bowl/rim/product.yaml
family: bowl
status: STATUS
sku: RIM-M

name: Bowl with a rim

assets: {main: rim-front}
"""
DEEP = """
--- catalog/products/bowl/bowl-deep/product.yaml
family: bowl
status: active

name: Deep bowl

axes: [color]
variants:
  DEEP-SAND: {color: sand, status: in-review}
  DEEP-SLATE: {color: slate}
"""
NONE_LEFT = """
--- catalog/stock/central.yaml
stock:
  RIM-M: 0
"""


def seen(tree: MemoryTree, key: str, scope: str) -> VisibleProduct | Hidden:
    return Visible(read_whole(tree, read_facts(tree), NOW), Audience("de", "en", scope, country="DE")).product(key)


def why(text: str, scope: str) -> str:
    shown = seen(laid_over(text), "rim", scope)
    return shown.text if isinstance(shown, Hidden) else ""


@pytest.mark.parametrize(
    ("status", "scope", "reason"),
    [
        ("draft", "preview", "status `draft`"),
        ("in-review", "web", "status `in-review`, hidden in `web`"),
        ("in-review", "preview", ""),
        ("active", "preview", ""),
        ("phase-out", "web", "status `phase-out`, and out of stock"),
        ("phase-out", "print", ""),
        ("retired", "web", "status `retired`, hidden in `web`"),
        ("retired", "archive", ""),
    ],
)
def test_each_scope_sees_what_the_status_shows_it(status: str, scope: str, reason: str) -> None:
    assert why(LIFE + RIM.replace("STATUS", status) + NONE_LEFT, scope) == reason


def test_without_the_file_only_what_is_active_or_in_stock_is_seen() -> None:
    statuses = ("draft", "in-review", "active", "retired")
    shown = {status: why(RIM.replace("STATUS", status), "web") for status in statuses}
    assert shown == {
        "draft": "status `draft`",
        "in-review": "status `in-review`",
        "active": "",
        "retired": "status `retired`",
    }
    assert why(RIM.replace("STATUS", "phase-out"), "web") == ""
    assert why(RIM.replace("STATUS", "phase-out") + NONE_LEFT, "web").endswith("out of stock")


def test_a_variant_has_a_life_of_its_own_in_each_scope_of_one_evaluation() -> None:
    tree = laid_over(LIFE + DEEP)
    reader = read_whole(tree, read_facts(tree), NOW)
    skus = {}
    for scope in ("web", "preview", "api"):
        shown = Visible(reader, Audience("de", "en", scope, country="DE")).product("bowl-deep")
        assert isinstance(shown, VisibleProduct)
        skus[scope] = shown.skus
    assert skus == {"web": ("DEEP-SLATE",), "preview": ("DEEP-SAND", "DEEP-SLATE"), "api": ("DEEP-SLATE",)}


@pytest.mark.parametrize(("status", "scope", "seen_"), [("in-review", "web", False), ("in-review", "preview", True)])
def test_an_asset_has_a_life_too(status: str, scope: str, seen_: bool) -> None:
    sidecar = f"\n--- assets/rim-front.jpg.yaml\n(facts)\ncredit: Havn\nalt: A bowl\nstatus: {status}\n"
    shown = seen(laid_over(LIFE + RIM.replace("STATUS", "active") + sidecar), "rim", scope)
    assert isinstance(shown, VisibleProduct)
    assert bool(shown.assets("main")) is seen_


def test_only_the_statuses_of_a_product_are_read_for_it() -> None:
    tree = laid_over(LIFE + DEEP)
    reads = Reads()
    facts = read_facts(tree)
    assert isinstance(facts, MemoryFacts)
    reader = read_whole(tree, facts, NOW)
    noting = Reader(reader.files, facts, NOW, Memory(), reads)
    Visible(noting, Audience("de", "en", "web", country="DE")).product("bowl-deep")
    stages = {node for node in reads.nodes if node.startswith("lifecycle")}
    assert stages == {"lifecycle/active", "lifecycle/in-review"}
