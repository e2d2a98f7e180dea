"""One record a SKU and audience: page, API document and feed rows are made from it, and each fact is resolved once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from tests.cli.commands import SHOP
from tests.support import files_of

from packshot.catalog import offers, visibility
from packshot.catalog.offer import Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.git.tree import MemoryTree
from packshot.model.audience import Audience
from packshot.outputs import views

STOCKIST = """\
scope: google
markets: [de]
fields:
  sku: {from: sku}
  price: {from: price.amount, pipe: [money]}
  was: {from: price.was, pipe: [money]}
  stock: {from: stock.qty}
  state: {from: stock.state}
rules:
  stock: {required: true, when: "stock.state == 'in_stock' and price.amount"}
output: {format: csv, file: "stockist-{market}-{locale}.csv"}
"""
SIDECAR = "packshot: 1\nid: mug\nstatus: approved\nalt: {en: A mug}\nwidth: 100\nheight: 100\n"
TREE = MemoryTree(
    {
        **files_of(SHOP),
        "channels/stockist.yaml": STOCKIST,
        "assets/mug.jpg": b"-",
        "assets/mug.jpg.yaml": f"{SIDECAR}sha256: {'0' * 64}\nbytes: 1\n",
    }
)


@pytest.fixture
def reader() -> Reader:
    return read_whole(TREE, read_facts(TREE), "2026-12-10T12:00:00Z")


def counted(
    monkeypatch: pytest.MonkeyPatch, name: str, key: Callable[..., tuple[Any, ...]]
) -> Counter[tuple[Any, ...]]:
    """Counts the calls of a function that resolves a fact."""
    counts: Counter[tuple[Any, ...]] = Counter()
    resolve = getattr(visibility, name)

    def count(*args: Any) -> Any:
        counts[key(*args)] += 1
        return resolve(*args)

    monkeypatch.setattr(visibility, name, count)
    return counts


def of(audience: Audience, *names: Any) -> tuple[Any, ...]:
    return (audience.market, audience.locale, audience.scope, *names)


def test_price_stock_rights_and_values_are_resolved_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    prices = counted(monkeypatch, "price_of", lambda _, audience, __, key, sku: of(audience, key, sku))
    stock = counted(monkeypatch, "stock_steps", lambda _, market, sku: (market.key, sku))
    rights = counted(monkeypatch, "asset_steps", lambda _, audience, __, id_, then: of(audience, id_, then))
    values = counted(monkeypatch, "resolve", lambda _, path, query: (path, query))

    made = list(views(reader, "product", "mug"))

    assert any(getattr(each, "listing", "").startswith("feed/feeds/stockist/") for each in made)
    assert {len(prices) >= 6, len(stock) >= 4, len(rights) >= 3, len(values) >= 10} == {True}
    repeated = [key for counts in (prices, stock, rights, values) for key, count in counts.items() if count > 1]
    assert repeated == []


def test_the_record_has_what_outputs_show_of_a_sku(reader: Reader) -> None:
    audience = Audience("de", "en", "google", country="DE", currency="EUR")
    shown = Visible(reader, audience).product("mug")
    assert isinstance(shown, VisibleProduct)
    offer = Offer(shown, "MUG-RED")
    assert (offer.name, offer.group, offer.status) == ("Mug for Google", "mug", "active")
    assert offer.price is not None
    assert (str(offer.price.amount), str(offer.price.was)) == ("8.00", "10.00")
    assert offer.stock == offers.Stock("out_of_stock")
    assert offer.text("care") == "By hand."
    assert offer.value("color").value == "red"
    assert [asset.asset.id for asset in offer.assets("main")] == ["mug"]
