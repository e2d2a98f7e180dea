"""For each kind of node: a program that forgets to note its reads, and an edit that finds it out.

`SHARED` forgets the reads by other records than the owner, `OWNED` those by the owner too. `UNSEEN` are the kinds for
which no edit can tell, each with the reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pytest
from fjell import Chosen, Files, choices, fjell
from releases import NOW, Clean, Press, clean, copied, outcome, quick_folder
from tests.forgetting import read_by

from packshot.catalog.owners import owner
from packshot.catalog.reader import Reader
from packshot.catalog.scan import is_text
from packshot.engine.types import Facts, Node, Task, Timestamp
from packshot.git.tree import MemoryTree
from packshot.publish_program import Catalogue

CLOCK = "clock"


def kind_of(node: Node) -> str:
    """`product/shell/de` is a product-locale, `index/by_name/x` an index/by_name, `catalog/markets` itself."""
    head, _, rest = node.partition("/")
    if head in ("product", "record") and rest.count("/") == (1 if head == "product" else 2):
        return f"{head}-locale"
    return f"index/{rest.partition('/')[0]}" if head == "index" else node if head == "catalog" else head


def forgetful(kind: str, owned: bool) -> type[Catalogue]:
    """The program without the notes of one kind of node; `owned`: nor does anybody own it."""

    class Forgetful(Reader):
        def note(self, node: str) -> None:
            if kind_of(node) != kind:
                super().note(node)

        def instant(self, moment: Timestamp) -> None:
            if kind != CLOCK:
                super().instant(moment)

    class Mutant(read_by(Catalogue, Forgetful)):
        def owner(self, node: Node, facts: Facts) -> Task | None:
            return None if owned and kind_of(node) == kind else super().owner(node, facts)

    return Mutant


Edits = Mapping[str, tuple[str, str]]
"""Path -> (text there, text instead)."""


@dataclass
class Case:
    """A state of the repository, and what then happens to it."""

    edits: Edits = field(default_factory=dict)
    start: Chosen = field(default_factory=dict)
    after: Chosen = field(default_factory=dict)
    first: Edits = field(default_factory=dict)
    until: Timestamp = NOW

    @cached_property
    def trees(self) -> tuple[MemoryTree, MemoryTree]:
        before = edited(fjell(self.start), self.first)
        after = edited(fjell({**self.start, **self.after}), self.first)
        return MemoryTree(before), MemoryTree(edited(after, self.edits))


def edited(files: Files, edits: Edits) -> Files:
    found = dict(files)
    for path, (old, new) in edits.items():
        text = found[path].decode()
        assert text.count(old) >= 1, f"{old} is not in {path}"
        found[path] = text.replace(old, new, 1).encode()
    return found


CATALOG = "catalog/catalog.yaml"
SHOP = "catalog/categories/shop.yaml"
SHELL = "catalog/products/jacket/shell/product.yaml"
TROUSERS = "catalog/products/jacket/trousers"
NO_CHANNELS = {"feed": 2, "nordtorg": 1, "pricelist": 1}

SHARED: dict[str, Case] = {
    "catalog": Case({CATALOG: ("name: Fjell", "name: Fjell Shop")}),
    "catalog/markets": Case(after={"us": 1}),
    "catalog/locales": Case({f"{TROUSERS}/nb.yaml": ("bukse", "hartschale")}, after={"nb": 1}),
    "catalog/renditions": Case({CATALOG: ("  hero:", "  wide: {width: 6, formats: [jpeg]}\n  hero:")}),
    "catalog/taxonomies": Case(start={"google": 1}, after={"google": 0}),
    "market": Case({CATALOG: ("country: AT", "country: CH")}),
    "locale": Case({CATALOG: ("de-AT: de", "de-AT: en")}),
    "rendition": Case({CATALOG: ("fit: pad", "fit: crop")}),
    "taxonomy": Case(
        {CATALOG: ("google: 2021", "gpc: 2021")},
        start=NO_CHANNELS,
        first={SHELL: ("maps: {etim: EC000003}", "maps: {google: 1}"), SHOP: ("maps: {google: 1604}", "")},
    ),
    "group": Case({"catalog/attributes/technical.yaml": ("Technical data", "Data")}),
    "attribute": Case({"catalog/attributes/technical.yaml": ("en: Weight", "en: Mass")}),
    "options": Case({"catalog/options/tax.yaml": ("reduced: Reduced", "lowered: Reduced")}),
    "option-place": Case(after={"blue": 1}),
    "option": Case({"catalog/options/color.yaml": ("en: Red", "en: Crimson")}),
    "tree": Case({SHOP: ("  care:", "  sale: {label: Sale}\n  care:")}),
    "category": Case({SHOP: ("en: Clothing", "en: Clothes")}),
    "relation": Case({"catalog/relations.yaml": ("Goes well with", "Fits")}),
    "unit": Case({"catalog/units.yaml": ("label: l}", "label: litre}")}),
    "family": Case({"catalog/families/article.yaml": ("assets.main", "assets.gallery")}),
    "pricelist": Case({"catalog/prices/eu.yaml": ("tax: included", "tax: excluded")}),
    "price": Case({"catalog/prices/eu.yaml": ("1: 149.00", "1: 139.50")}),
    "stocklist": Case({"catalog/stock/central.yaml": ("unlisted: out_of_stock", "unlisted: in_stock")}),
    "stock": Case({"catalog/stock/central.yaml": ("FJ-PANT: 3", "FJ-PANT: 0")}),
    "product": Case({f"{TROUSERS}/product.yaml": ("name: Fjell Trousers", "name: Fjell Chinos")}),
    "product-locale": Case({f"{TROUSERS}/fr.yaml": ("name: Pantalon", "name: Culotte")}),
    "record": Case({"catalog/records/brand/nordlys.yaml": ("name: Nordlys", "name: Nordlicht")}),
    "record-locale": Case({"catalog/records/brand/nordlys.de.yaml": ("name: Nordlys DE", "name: Polarlicht")}),
    "asset": Case({"assets/shell/front.png.yaml": ("credit: Kari Moe", "credit: K. Moe")}),
    "channel": Case({"channels/google.yaml": ("cut: 150", "cut: 10")}),
    "lifecycle": Case(
        {"catalog/lifecycle.yaml": ("phase-out: {show: always}", "active: {show: {api: always}}")}, start={"life": 1}
    ),
    "validation": Case(
        {"catalog/rules/heavy.yaml": ("severity: suggestion", "severity: error")},
        start={"heavy": 1},
        first={"catalog/rules/heavy.yaml": ("< 500", "< 1")},
    ),
    "index/by_name": Case(
        {"catalog/products/article/hartschale/product.yaml": ("related: {cross_sell: [shell, TB-05]}\n", "")},
        after={"new": 2},
    ),
    "index/by_parent": Case({"catalog/categories/range.yaml": ("also: [clothing]", "also: [trousers]")}),
    "index/list": Case(start={"nordtorg": 1}, after={"nordtorg": 0}),
    CLOCK: Case(until="2026-03-10T00:00:00Z"),
}

OWNED: dict[str, Case] = {
    "product": Case({SHELL: ("name: Fjell Shell", "name: Fjell Coat")}),
    "product-locale": Case({f"{TROUSERS}/fr.yaml": ("name: Pantalon", "name: Culotte")}),
    "record": Case({"catalog/records/brand/varde.yaml": ("name: Varde", "nam: Varde")}),
    "record-locale": Case({"catalog/records/brand/nordlys.de.yaml": ("description:", "descriptio:")}),
    "asset": Case({"assets/logo.png.yaml": ("width: 12", "width: 13")}),
    "original": Case({"assets/care-en.pdf": ("care", "cure")}),
    "category": Case({SHOP: ("label: Trousers", "label: Legs")}),
    "channel": Case({"channels/google.yaml": ("google-{market}", "merchant-{market}")}),
    "file": Case({"catalog/options/size.yaml": ("S: S", "S: {labl: S}")}),
    "price": Case({"catalog/prices/eu.yaml": ("ZIP-90: 12.90", "ZIP-90: 13.90")}),
    "stock": Case({"catalog/stock/central.yaml": ("FJ-BLUE-S: 14", "FJ-BLUE-S: 15")}),
    "index/by_link": Case({SHELL: ("cross_sell: [trousers]", "cross_sell: [bottle]")}),
    "index/by_name": Case({SHELL: ("  FJ-RED-S:", "  fj-red-m: {color: blue, size: M}\n  FJ-RED-S:")}),
}

UNSEEN = {
    "index/by_former": "What something was called before changes the words of a finding, and not whether it is one.",
    "original": "A moved or renamed original takes its sidecar along, whose node changes too; a swapped one is an "
    "error that its own record tells (see OWNED).",
    "file": "The text of a file as a whole is judged by the record that owns it, and by nobody else (see OWNED).",
    "site": "Prose is not shown yet.",
    "index/in_unread": "What stands in files that cannot be read is asked for where something is missing, and builds "
    "keep no state of a tree that has errors; judgements do (tests/test_judgement.py).",
    "index/unread": "A file that cannot be read is an error, and builds keep no state of a tree that has one; "
    "judgements do (tests/test_judgement.py).",
}


@lru_cache(maxsize=64)
def clean_outcome(tree: MemoryTree, as_of: Timestamp) -> Clean:
    return clean(tree, as_of)


def differs(case: Case, program: type[Catalogue], ready: Press | None = None) -> bool:
    """Whether the program's incremental build is another than a clean one. `ready` has built the first state."""
    before, after = case.trees
    with quick_folder() as folder:
        press = copied(ready, folder / "run") if ready else Press(folder, program)
        if not ready:
            first = press.build(before)
            assert not first.failed(), first.findings
        return outcome(press.build(after, case.until, before)) != clean_outcome(after, case.until)


@pytest.mark.parametrize("kind", SHARED)
def test_a_program_that_forgets_a_shared_read_is_found_out(kind: str) -> None:
    assert differs(SHARED[kind], forgetful(kind, owned=False))


@pytest.mark.parametrize("kind", OWNED)
def test_a_program_that_forgets_what_a_record_owns_is_found_out(kind: str) -> None:
    assert differs(OWNED[kind], forgetful(kind, owned=True))


def test_these_edits_are_no_trouble_for_the_program_itself() -> None:
    cases = [*SHARED.items(), *OWNED.items()]
    with quick_folder() as folder:
        ready = Press(folder)
        ready.build(MemoryTree(fjell()))
        usual = [(kind, case, None if case.start or case.first else ready) for kind, case in cases]
        assert [kind for kind, case, press in usual if differs(case, Catalogue, press)] == []


def nodes_of_fjell() -> Iterator[Node]:
    """All nodes of all states in which one choice is made."""
    program = Catalogue(MemoryTree({}), "")
    seen: dict[tuple[str, bytes], None] = {}
    for chosen in ({}, *({name: 1} for name in choices())):
        seen |= dict.fromkeys(fjell(chosen).items())
    for path, data in seen:
        facts = program.scan(path, data) if is_text(path) else program.scan_blob(path, "blob")
        yield from facts.nodes
        yield from (f"index/{name}/{key}" for name, key, _ in facts.index)


def test_every_kind_of_node_has_its_mutant_or_a_reason() -> None:
    kinds = {kind_of(node) for node in nodes_of_fjell()}
    assert kinds | {CLOCK} == {*SHARED, *OWNED, *UNSEEN}


def test_every_kind_that_has_an_owner_has_its_own_mutant() -> None:
    owned = {kind_of(node) for node in nodes_of_fjell() if owner(node, _NOWHERE) is not None}
    assert owned <= set(OWNED)


class _Nowhere:
    """Facts of nothing."""

    def lookup(self, name: str, key: str) -> tuple[str, ...]:
        return ()


_NOWHERE: Facts = _Nowhere()  # type: ignore[assignment]  # an owner asks for names only
