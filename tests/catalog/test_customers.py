"""Which price lists speak to whom: lists of a customer group only to that group."""

import pytest
from tests.support import files_of

from packshot.catalog.audiences import audiences
from packshot.catalog.offer import Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.git.tree import MemoryTree

SHOP = """
    --- catalog/attributes/main.yaml
    attributes: {name: {type: text}}
    --- catalog/families/cup.yaml
    attributes: [name]
    --- catalog/prices/dealer.yaml
    currency: EUR
    tax: excluded
    group: dealer
    prices: {MUG: 5.00, LID: null}
    --- catalog/prices/retail.yaml
    currency: EUR
    tax: included
    group: retail
    prices: {MUG: 10.00, LID: 2.00}
    --- catalog/prices/sale.yaml
    currency: EUR
    tax: included
    prices: {TRAY: 7.00}
    --- catalog/products/mug/product.yaml
    {family: cup, status: active, sku: MUG}
    --- catalog/products/lid/product.yaml
    {family: cup, status: active, sku: LID}
    --- catalog/products/tray/product.yaml
    {family: cup, status: active, sku: TRAY}
"""


def shop(market: str) -> Reader:
    head = f"""
    --- catalog/catalog.yaml
    packshot: 1
    name: Shop
    url: https://shop.example
    source: en
    locales: {{en: null}}
    markets:
      de: {{country: DE, locales: [en], currency: EUR, {market}}}
    """
    tree = MemoryTree(files_of(SHOP) | files_of(head))
    return read_whole(tree, read_facts(tree), "2026-11-01T00:00:00Z")


def prices(market: str, customers: str | None = None) -> dict[str, str]:
    """SKU -> its price; "hidden" where it is not sold."""
    reader, found = shop(market), {}
    (audience,) = audiences(reader, "web", None, customers)
    for key in ("mug", "lid", "tray"):
        shown = Visible(reader, audience).product(key)
        price = Offer(shown, key.upper()).price if isinstance(shown, VisibleProduct) else None
        found[key.upper()] = (str(price.amount) if price else "none") if isinstance(shown, VisibleProduct) else "hidden"
    return found


@pytest.mark.parametrize(
    ("market", "expected"),
    [
        ("prices: [retail, sale]", {"MUG": "10.00", "LID": "2.00", "TRAY": "7.00"}),
        ("prices: [dealer, retail, sale]", {"MUG": "none", "LID": "none", "TRAY": "7.00"}),
        ("prices: [dealer, retail, sale], customers: retail", {"MUG": "10.00", "LID": "2.00", "TRAY": "7.00"}),
        ("prices: [dealer, retail, sale], customers: dealer", {"MUG": "5.00", "LID": "hidden", "TRAY": "7.00"}),
    ],
)
def test_a_list_speaks_to_its_group_alone(market: str, expected: dict[str, str]) -> None:
    assert prices(market) == expected


def test_a_channel_asks_for_other_customers_than_the_pages() -> None:
    market = "prices: [dealer, retail, sale], customers: retail"
    assert prices(market, "dealer") == {"MUG": "5.00", "LID": "hidden", "TRAY": "7.00"}
    assert prices(market, "staff") == {"MUG": "none", "LID": "none", "TRAY": "7.00"}
