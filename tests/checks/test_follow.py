"""What only follows from a file that cannot be read is not told: such a file has findings of its own."""

import pytest
from tests.checks import cases, mistake_cases
from tests.checks.mistake_cases import found, shop

from packshot.catalog.unreadable import INDEX_DARK, INDEX_WORD
from packshot.catalog.whole_tree import read_facts
from packshot.findings import Severity
from packshot.git.tree import MemoryTree

BREAKS = {
    "text behind a quote": lambda data: b'"so" to say\n' + data,
    "saved as UTF-16": lambda data: data.decode().encode("utf-16"),
    "a list of lines": lambda data: b"".join(b"- " + line + b"\n" for line in data.splitlines() if line),
    "a conflict": lambda data: b"<<<<<<< HEAD\n" + data + b"=======\n" + data + b">>>>>>> theirs\n",
    "an open bracket": lambda data: data + b"notes: [one, two\n",
}


def files_of_shop() -> list[str]:
    return [entry.path for entry in shop().entries() if entry.path.endswith(".yaml")]


@pytest.mark.parametrize("path", files_of_shop())
@pytest.mark.parametrize("way", BREAKS)
def test_a_file_that_cannot_be_read_breaks_no_other(path: str, way: str) -> None:
    tree = shop()
    broken = found(tree.edited({path: BREAKS[way](tree.read(path))}))
    assert {finding.at.path for finding in broken} == {path}


WRONG = {
    "options as a list": ("catalog/options/size.yaml", "  S: S\n  M: M\n  L: L\n", "  - S\n  - M\n  - L\n"),
    "a type that is none": ("catalog/attributes/technical.yaml", "{type: boolean,", "{type: bool,"),
    "a flag that is none": ("catalog/attributes/marketing.yaml", "text, localizable: true", "text, localizable: ja"),
    "a measure without its units": ("catalog/units.yaml", "l: {factor: 1000}", "l: {factor: 1,000}"),
    "mixins as text": ("catalog/families/jacket.yaml", "mixins: [colourful]", "mixins: colourful"),
    "a kind that is none": ("catalog/families/brand.yaml", "kind: record", "kind: records"),
    "a misspelt key of a family": ("catalog/families/jacket.yaml", "mixins:", "mixin:"),
    "categories as a list": ("catalog/categories/shop.yaml", "  hiking: {", "  hiking:\n    - {"),
    "markets as a list": ("catalog/catalog.yaml", "  at: {", "  - at: {"),
    "a market without its currency": ("catalog/catalog.yaml", "[de], currency: EUR", "[de], currency: Euro"),
    "a rendition that is none": ("catalog/catalog.yaml", "hero: {width: 320}", "hero: {width: 320px}"),
    "prices as a list": ("catalog/prices/retail.yaml", "  BOTTLE-10:", "  - BOTTLE-10:"),
    "a price list without its tax": ("catalog/prices/retail.yaml", "tax: included", "tax: inclusive"),
    "a price among several": ("catalog/prices/retail.yaml", "fjord/*: [289.00,", "fjord/*: [289 €,"),
    "a key that is misspelt": ("catalog/products/article/set/product.yaml", "sku:", "SKU:"),
    "a list without its brackets": ("catalog/products/jacket/fjord/product.yaml", "  - Taped seams", "  Taped seams"),
    "a text twice": ("catalog/products/jacket/fjord/product.yaml", "name: Fjord", "name: |\n\nname: Fjord"),
    "a licence with a wrong end": ("catalog/records/licence/studio.yaml", "T00:00:00+01:00", ""),
}


@pytest.mark.parametrize("way", WRONG)
def test_what_has_the_wrong_shape_breaks_no_other_file(way: str) -> None:
    path, old, new = WRONG[way]
    text = shop().read(path).decode()
    assert old in text
    broken = found(shop().edited({path: text.replace(old, new)}))
    assert {finding.at.path for finding in broken} == {path}
    assert any(finding.severity is Severity.ERROR for finding in broken)


def all_trees() -> dict[str, MemoryTree]:
    mistaken = {name: mistake_cases.mistaken(name) for name in mistake_cases.names()}
    return mistaken | {name: cases.tree_of_case(name) for name in cases.names()}


@pytest.mark.parametrize("name", all_trees())
def test_a_file_that_silences_others_has_an_error(name: str) -> None:
    """Else a build could go on, and leave out what was judged by it without a word."""
    tree = all_trees()[name]
    facts = read_facts(tree)
    homes = {home for _, homes in facts.index(INDEX_WORD) for home in homes}
    homes |= {f"{kind}/{key}" for kind, keys in facts.index(INDEX_DARK) for key in keys}
    wrong = [each.at.path for each in found(tree) if each.severity is Severity.ERROR]
    assert [home for home in homes if not any(home.split("/")[-1] in path for path in wrong)] == []


def test_what_stands_nowhere_is_told_beside_a_file_that_cannot_be_read() -> None:
    path, stock = "catalog/products/bottle/bottle/product.yaml", "catalog/stock/central.yaml"
    tree = shop()
    lines = tree.read(stock) + b"  CUP: 1\n  bottle-10: 2\n"
    broken = found(tree.edited({path: b'"so" to say\n' + tree.read(path), stock: lines}))
    assert [(each.at.path, each.at.keys) for each in broken] == [(path, ()), (stock, ("stock", "CUP"))]
