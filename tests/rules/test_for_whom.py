"""For whom rules and gates judge: what a market's own customers see, in the market's own time."""

from tests.support import files_of

from packshot.catalog.audiences import audiences
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.git.tree import MemoryTree
from packshot.rules.requirements import of_product
from packshot.rules.validation import compiled

SHOP = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Shop
    url: https://shop.example
    source: en
    zone: UTC
    locales: {en: null}
    markets:
      ca: {country: CA, locales: [en], currency: USD, prices: [open], zone: America/New_York}
      us:
        country: US
        locales: [en]
        currency: USD
        prices: [retail, dealer, open]
        customers: retail
        zone: America/New_York
    --- catalog/attributes/main.yaml
    attributes: {name: {type: text}}
    --- catalog/families/cup.yaml
    attributes: [name]
    --- catalog/prices/retail.yaml
    currency: USD
    tax: excluded
    group: retail
    prices: {MUG: [10.00, {price: 20.00, from: 2026-11-01}]}
    --- catalog/prices/dealer.yaml
    currency: USD
    tax: excluded
    group: dealer
    prices: {MUG: 5.00, LID: 1.00}
    --- catalog/prices/open.yaml
    currency: USD
    tax: excluded
    prices: {TUB: [10.00, {price: 20.00, from: 2026-11-01}]}
    --- catalog/products/tub/product.yaml
    {family: cup, status: active, sku: TUB}
    --- catalog/products/mug/product.yaml
    {family: cup, status: active, sku: MUG}
    --- catalog/products/lid/product.yaml
    {family: cup, status: active, sku: LID}
    --- catalog/products/tray/product.yaml
    {family: cup, status: active, sku: TRAY}
    --- catalog/rules/has-a-price.yaml
    {on: sku, if: market.key == 'us', must: price, message: "{sku} has no price."}
    --- catalog/rules/named-market.yaml
    {on: sku, must: price, markets: [us], message: "{sku} has no price."}
    --- catalog/rules/cheap.yaml
    {on: sku, must: price is null or price.amount < 15, message: "{sku} costs {price.amount}."}
    --- catalog/rules/listed.yaml
    {on: sku, linked: price, message: "{sku} is in no list."}
"""
IN_NEW_YORK_STILL_OCTOBER = "2026-11-01T02:00:00Z"


def shop() -> Reader:
    tree = MemoryTree(files_of(SHOP))
    return read_whole(tree, read_facts(tree), IN_NEW_YORK_STILL_OCTOBER)


def told(reader: Reader, name: str) -> list[str]:
    """What a rule finds of the products."""
    rule = compiled(reader, name)
    assert rule is not None
    found = []
    for key in ("lid", "mug", "tray", "tub"):
        product, sheet = reader.product(key), reader.sheet(key)
        assert product is not None
        assert sheet is not None
        found += [broken.message.text for broken in of_product(reader, rule, product, sheet)]
    return found


def test_prices_are_those_of_the_market_s_customers() -> None:
    assert told(shop(), "has-a-price") == ["LID has no price.", "TRAY has no price."]


def test_a_market_that_a_rule_names_has_the_same_customers() -> None:
    assert told(shop(), "named-market") == ["LID has no price.", "TRAY has no price."]


def test_a_list_of_any_customers_is_a_list() -> None:
    assert told(shop(), "listed") == ["TRAY is in no list."]


def test_a_day_begins_when_it_begins_in_the_market() -> None:
    assert told(shop(), "cheap") == []


def test_what_a_rule_asked_changes_nothing_that_is_shown() -> None:
    reader = shop()
    told(reader, "listed")
    audience, _ = audiences(reader, "web")
    price = Visible(reader, audience).price("tub", "TUB")
    assert price is not None
    assert str(price.amount) == "10.00"
