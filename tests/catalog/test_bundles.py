"""What follows from the parts of a bundle: whether it is seen, whether it can be had, what it weighs."""

from collections.abc import Callable, Iterable

import pytest
from tests.support import files_of

from packshot.catalog import bundles
from packshot.catalog.audiences import audiences
from packshot.catalog.explanation import explain
from packshot.catalog.hidden import Hidden
from packshot.catalog.offer import Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.checks import check
from packshot.engine.types import Reads
from packshot.findings import Finding
from packshot.git.tree import MemoryTree

NOW = "2026-11-01T00:00:00Z"

SHOP = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Shop
    url: https://shop.example
    source: en
    locales: {en: null}
    markets:
      de: {country: DE, locales: [en], currency: EUR, prices: [eu], stock: [central]}
    --- catalog/attributes/main.yaml
    attributes:
      name: {type: text}
      weight: {type: measure, unit: weight}
      color: {type: select, options: color}
    --- catalog/options/color.yaml
    options: {red: Red, blue: Blue}
    --- catalog/units.yaml
    weight: {base: g, units: {g: {factor: 1}, kg: {factor: 1000}}}
    --- catalog/families/cup.yaml
    name_from: name
    attributes: [name, weight, color]
    axes: [color]
    --- catalog/prices/eu.yaml
    currency: EUR
    tax: included
    prices: {SET: 40.00}
    --- catalog/products/mug/product.yaml
    family: cup
    status: active
    name: Mug
    weight: 300 g
    axes: [color]
    variants:
      MUG-BLUE: {color: blue}
      MUG-RED: {color: red, weight: 0.31 kg}
    --- catalog/products/tray/product.yaml
    family: cup
    status: active
    name: Tray
    sku: TRAY
    weight: 500 g
    --- catalog/products/pair/product.yaml
    family: cup
    status: active
    name: Pair
    sku: PAIR
    bundle: {MUG-BLUE: 2}
    --- catalog/products/set/product.yaml
    family: cup
    status: active
    name: Set
    sku: SET
    bundle: {PAIR: 2, TRAY: 1}
"""


def shop(stock: str, more: str = "") -> Reader:
    """The shop with these lines of stock, and other files in place of its own."""
    listed = f"    --- catalog/stock/central.yaml\n    stock: {{{stock}}}\n"
    tree = MemoryTree(files_of(SHOP) | files_of(listed) | files_of(more))
    return read_whole(tree, read_facts(tree), NOW)


def seen(reader: Reader, key: str = "set") -> VisibleProduct | Hidden:
    return Visible(reader, audiences(reader, "web")[0]).product(key)


def stock_of(stock: str, key: str = "set") -> tuple[str, int | None, str]:
    reader = shop(stock)
    product = reader.product(key)
    assert product is not None
    assert product.sku is not None
    found = Visible(reader, audiences(reader, "web")[0]).stock(product, product.sku)
    return found.state, found.qty, str(found.date or "")


@pytest.mark.parametrize(
    ("stock", "expected"),
    [
        ("MUG-BLUE: 9, TRAY: 7", ("in_stock", 2, "")),
        ("MUG-BLUE: 9, TRAY: 1", ("in_stock", 1, "")),
        ("MUG-BLUE: 3, TRAY: 7", ("out_of_stock", 0, "")),
        ("MUG-BLUE: 9", ("out_of_stock", 0, "")),
        ("MUG-BLUE: 9, TRAY: {state: in_stock}", ("in_stock", 2, "")),
        ("MUG-BLUE: {state: in_stock}, TRAY: {state: in_stock}", ("in_stock", None, "")),
        ("MUG-BLUE: 9, TRAY: {state: backorder, date: 2026-12-10}", ("backorder", 2, "2026-12-10")),
        (
            "MUG-BLUE: {qty: 0, state: preorder, date: 2027-01-15}, TRAY: {state: backorder, date: 2026-12-10}",
            ("preorder", 0, "2027-01-15"),
        ),
        ("MUG-BLUE: {state: preorder}, TRAY: {state: backorder, date: 2026-12-10}", ("preorder", None, "")),
        ("MUG-BLUE: 0, TRAY: 0, SET: 5", ("in_stock", 5, "")),
        ("MUG-BLUE: 0, TRAY: 3, PAIR: 8", ("in_stock", 3, "")),
    ],
)
def test_stock_follows_from_the_parts_unless_written(stock: str, expected: tuple[str, int | None, str]) -> None:
    assert stock_of(stock) == expected


def weight(reader: Reader, key: str = "set") -> str:
    shown = seen(reader, key)
    assert isinstance(shown, VisibleProduct)
    return str(shown.value("weight").value)


def test_weight_is_that_of_all_parts() -> None:
    assert weight(shop("MUG-BLUE: 9, TRAY: 1"), "pair") == "600 g"
    assert weight(shop("MUG-BLUE: 9, TRAY: 1"), "set") == "1700 g"


def test_parts_in_several_units_are_added_in_the_base_unit() -> None:
    mixed = "    --- catalog/products/pair/product.yaml\n    family: cup\n    status: active\n    sku: PAIR\n"
    assert weight(shop("", mixed + "    bundle: {MUG-BLUE: 1, MUG-RED: 2}\n"), "pair") == "920 g"


def test_a_written_weight_counts_and_a_missing_one_leaves_none() -> None:
    head = "    --- catalog/products/tray/product.yaml\n    family: cup\n    status: active\n    sku: TRAY\n"
    assert weight(shop("", head)) == "None"
    boxed = "    --- catalog/products/set/product.yaml\n    family: cup\n    status: active\n    sku: SET\n"
    assert weight(shop("", head + boxed + "    weight: 2 kg\n    bundle: {PAIR: 2, TRAY: 1}\n")) == "2 kg"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("status: draft", "part TRAY is hidden: status `draft`"),
        ("status: retired", "part TRAY is hidden: status `retired`"),
        ("status: active\n    available_from: 2026-12-01", "part TRAY is hidden: available from 2026-12-01"),
        ("status: phase-out", "part TRAY is hidden: status `phase-out`, and out of stock"),
    ],
)
def test_a_bundle_is_seen_where_all_its_parts_are(line: str, why: str) -> None:
    tray = f"    --- catalog/products/tray/product.yaml\n    family: cup\n    {line}\n    sku: TRAY\n"
    hidden = seen(shop("", tray))
    assert isinstance(hidden, Hidden)
    assert hidden.text == why
    assert isinstance(seen(shop("", tray), "pair"), VisibleProduct)


def test_the_day_on_which_a_part_may_be_seen_is_waited_for() -> None:
    tray = "    --- catalog/products/tray/product.yaml\n    family: cup\n    status: active\n    sku: TRAY\n"
    reader = shop("", tray + "    available_from: 2026-12-01\n").recording(Reads())
    assert isinstance(seen(reader), Hidden)
    assert "2026-12-01T00:00:00Z" in reader.reads.instants


def test_circles_are_not_seen_and_never_recurse() -> None:
    head = "    --- catalog/products/pair/product.yaml\n    family: cup\n    status: active\n    sku: PAIR\n"
    hidden = seen(shop("", head + "    bundle: {SET: 1, TRAY: 1}\n"))
    assert isinstance(hidden, Hidden)
    assert hidden.text == "circular bundle: set -> pair -> set"


def test_a_tower_of_bundles_ends_somewhere() -> None:
    files = "".join(
        f"    --- catalog/products/t{n}/product.yaml\n    family: cup\n    status: active\n"
        f"    sku: T{n}\n    bundle: {{T{n + 1}: 2}}\n"
        for n in range(3000)
    )
    reader = shop("", files)
    hidden = seen(reader, "t0")
    assert [each.code for each in check(reader, "product", "t0") if isinstance(each, Finding)] == ["bundle-deep"]
    assert isinstance(hidden, Hidden)
    assert hidden.text.startswith("bundle nested too deeply: t0 -> t1 -> ")


class Counted(Reader):
    """A reader that counts how often it is asked who has a SKU."""

    asked = 0

    def bearer(self, sku: str) -> str | None:
        Counted.asked += 1
        return super().bearer(sku)


def entangled(count: int, parts: Callable[[int], Iterable[int]]) -> Counted:
    """A reader of so many bundles of each other; the last ones are no bundles and weigh 5 g."""
    told = {number: [f"T{part}: 2" for part in parts(number)] for number in range(count)}
    files = "".join(
        f"    --- catalog/products/t{number}/product.yaml\n    family: cup\n    status: active\n    sku: T{number}\n"
        + (f"    bundle: {{{', '.join(entries)}}}\n" if entries else "    weight: 5 g\n")
        for number, entries in told.items()
    )
    held = shop(", ".join(f"T{number}: 1024" for number, entries in told.items() if not entries), files)
    Counted.asked = 0
    return Counted(held.files, held.facts, held.as_of, held.memory, held.reads)


def loops(reader: Reader, count: int) -> list[str]:
    """What keeps each of them from being computed."""
    return [str(found) for number in range(count) if (found := bundles.loop(reader, f"t{number}"))]


@pytest.mark.parametrize(
    ("bundles_of_it", "wrong"),
    [
        (lambda number: range(number + 1, 80), 71),  # each holds all that follow
        (lambda number: range(number // 10 * 10 + 10, min(80, number // 10 * 10 + 20)), 0),  # eight layers of ten
        (lambda number: [other for other in range(80) if other != number], 80),  # each holds all others
    ],
)
def test_bundles_that_share_their_parts_are_looked_into_once(
    bundles_of_it: Callable[[int], Iterable[int]], wrong: int
) -> None:
    reader = entangled(80, bundles_of_it)
    assert len(loops(reader, 80)) == wrong
    assert Counted.asked < 10 * sum(len(list(bundles_of_it(number))) for number in range(80))


def test_what_is_shown_of_bundles_in_bundles_is_found_once() -> None:
    reader = entangled(80, lambda number: range(number // 10 * 10 + 10, min(80, number // 10 * 10 + 20)))
    entries = 700
    for number in range(80):  # each record is evaluated by itself, and all share what they remember
        one = Visible(reader.recording(Reads()), audiences(reader, "web")[0])
        shown = one.product(f"t{number}")
        assert isinstance(shown, VisibleProduct)
        layers = 7 - number // 10
        assert (Offer(shown, f"T{number}").stock.qty, str(shown.value("weight").value)) == (
            1024 // 2**layers,
            f"{5 * 20**layers} g",
        )
    assert Counted.asked < 20 * entries


def test_the_longest_way_down_counts() -> None:
    found = loops(entangled(12, lambda number: range(number + 1, 12)), 12)
    assert found == [" > ".join(f"t{first + step}" for step in range(10)) for first in range(3)]


def test_a_bundle_above_a_circle_is_not_in_it() -> None:
    found = loops(entangled(4, lambda number: {0: [1], 1: [2], 2: [1, 3]}.get(number, [])), 4)
    assert found == ["t1 > t2 > t1", "t2 > t1 > t2"]


def test_explain_tells_how_weight_and_stock_are_computed() -> None:
    reader = shop("MUG-BLUE: 3, TRAY: 7")
    told = explain(Visible(reader, audiences(reader, "web")[0]), "set", None)
    assert told is not None
    said = next(each for each in told.values if each.path == "weight").said[0]
    assert (str(said.value), said.level) == ("1700 g", "computed: 2 × 600 g PAIR + 1 × 500 g TRAY")
    assert [(line.key, line.text, line.verdict) for line in told.offers[0].stocks[1:]] == [
        ("PAIR", "in_stock, 1", "too little: 2 needed"),
        ("TRAY", "in_stock, 7", "applies: 1 per bundle"),
    ]
