"""What one audience sees never depends on another one that was evaluated before it with the same reader."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packshot.catalog.audiences import audience_of
from packshot.catalog.hidden import Hidden
from packshot.catalog.offer import Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.git.tree import MemoryTree
from packshot.model.audience import Audience
from packshot.outputs.site.frames import audience_label, navigation
from packshot.readiness.completeness import completeness, skus
from packshot.readiness.values import Values, values_of
from packshot.rules.subjects import with_all_skus
from support import files_of

SHOP = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Shop
    url: https://shop.example
    source: en
    weight: weight
    locales: {en: null, de: en}
    markets:
      de:
        {country: DE, locales: [de, en], currency: EUR, prices: [dealer, staff, retail], stock: [main],
        tax: {standard: 19 %, reduced: 7 %}, customers: retail}
      at: {country: AT, locales: [de, en], currency: EUR, prices: [dealer, retail], stock: [alps], customers: retail}
    site: {tree: shop}
    --- catalog/units.yaml
    weight: {base: g, units: {g: {factor: 1, label: g}, kg: {factor: 1000, label: kg}}}
    --- catalog/lifecycle.yaml
    statuses:
      active: {show: {all: always}}
      phase-out: {show: {all: in-stock, web: always, trade: never}}
    --- catalog/categories/shop.yaml
    children: {cups: {label: {en: Cups, de: Tassen}}}
    --- catalog/attributes/main.yaml
    attributes:
      name: {type: text, localizable: true, scopable: true}
      weight: {type: measure, unit: weight, localizable: true, scopable: true}
      tax_class: {type: text, localizable: true, scopable: true}
      main: {type: asset, kinds: [image]}
    --- catalog/families/cup.yaml
    attributes: [name, weight, tax_class, main]
    required: {all: [name, price, weight, assets.main], trade: [stock]}
    --- catalog/prices/dealer.yaml
    currency: EUR
    tax: excluded
    group: dealer
    prices: {MUG: 5.00, LID: null, SET: 9.00, PAIR: 19.00}
    --- catalog/prices/staff.yaml
    currency: EUR
    tax: excluded
    group: staff
    prices: {MUG: null, SET: 8.00}
    --- catalog/prices/retail.yaml
    currency: EUR
    tax: included
    group: retail
    prices: {MUG: 10.00, LID: 2.00, SET: 11.00, PAIR: 21.00}
    --- catalog/stock/main.yaml
    stock: {MUG: 7, LID: 3}
    --- catalog/stock/alps.yaml
    stock: {MUG: 0, LID: 9}
    --- catalog/products/mug/product.yaml
    family: cup
    status: phase-out
    sku: MUG
    name: Mug
    weight: 300 g
    tax_class: standard
    for: {google: {name: Cup, weight: 310 g, tax_class: reduced}}
    assets: {main: front}
    --- catalog/products/mug/de.yaml
    name: Becher
    weight: 320 g
    tax_class: reduced
    --- catalog/products/lid/product.yaml
    {family: cup, status: active, sku: LID, name: Lid, weight: 50 g, assets: {main: front}}
    --- catalog/products/set/product.yaml
    {family: cup, status: active, sku: SET, name: Set, bundle: {MUG: 1, LID: 2}}
    --- catalog/products/pair/product.yaml
    {family: cup, status: active, sku: PAIR, name: Pair, bundle: {SET: 2}}
"""
ASSET = f"""
sha256: {"0" * 64}
bytes: 1
width: 9
height: 9
rights: {{territory: {{allow: [DE]}}, channel: {{deny: [trade]}}}}
"""
TREE = MemoryTree({**files_of(SHOP), "assets/front.jpg": b"-", "assets/front.jpg.yaml": ASSET})
FACTS = read_facts(TREE)
KEYS = ("mug", "lid", "set", "pair")
AUDIENCES = tuple(product(("at", "de"), ("en", "de"), ("web", "google", "trade"), ("retail", "dealer", "staff")))


def fresh() -> Reader:
    return read_whole(TREE, FACTS, "2026-11-01T00:00:00Z")


def audience(reader: Reader, place: tuple[str, str, str, str]) -> Audience:
    market, locale, scope, customers = place
    found = audience_of(reader, market, locale, scope, customers)
    assert found is not None
    return found


def seen(reader: Reader, place: tuple[str, str, str, str], readiness: dict[str, Values]) -> list[object]:
    """All that an audience may see of the catalogue."""
    visible = Visible(reader, audience(reader, place))
    frame = [navigation(visible), audience_label(reader, visible.audience)]
    return [*frame, *(line for key in KEYS for line in _product(visible, key, readiness))]


def _product(visible: Visible, key: str, readiness: dict[str, Values]) -> Iterator[object]:
    shown = visible.product(key)
    yield shown.text if isinstance(shown, Hidden) else (shown.skus, *_values(shown))
    reader = visible.reader
    source, sheet = reader.product(key), reader.sheet(key)
    assert source is not None
    assert sheet is not None
    yield list(_values(with_all_skus(reader, visible.audience, source, sheet)))
    values = readiness.setdefault(key, values_of(reader, key) or pytest.fail(key))
    counted = skus(values, visible)
    yield counted, completeness(values, visible, counted)


def _values(shown: VisibleProduct) -> Iterator[object]:
    sku = shown.key.upper()
    yield from (shown.value(path).value for path in ("name", "weight", "tax_class"))
    yield [asset.asset.id for asset in shown.assets("main")]
    yield shown.visible.price_decision(shown.key, sku)
    yield Offer(shown, sku).stock


ALONE = {place: seen(fresh(), place, {}) for place in AUDIENCES}


def test_each_dimension_is_seen() -> None:
    """The catalogue differs for every value of market, locale, scope and customer group."""
    for dimension in range(4):
        places = [
            place for place in AUDIENCES if all(place[at] == AUDIENCES[0][at] for at in range(4) if at != dimension)
        ]
        assert len({str(ALONE[place]) for place in places}) == len(places)


@given(st.permutations(AUDIENCES).map(lambda order: order[:6]))
def test_nothing_leaks_from_one_audience_to_another(order: list[tuple[str, str, str, str]]) -> None:
    reader, readiness = fresh(), dict[str, Values]()
    assert [seen(reader, place, readiness) for place in order] == [ALONE[place] for place in order]


@given(st.permutations(AUDIENCES).map(lambda order: order[:6]))
def test_nothing_leaks_from_one_evaluation_to_another(order: list[tuple[str, str, str, str]]) -> None:
    """The memory of a reader outlives the results of one evaluation."""
    reader = fresh()
    for place in order:
        assert seen(reader.recording(reader.reads), place, {}) == ALONE[place]
