"""Price and stock as `explain` traces them equal those that the API shows, for any lists, windows and dates."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import files_of

from packshot.catalog.audiences import audiences
from packshot.catalog.explanation import explain
from packshot.catalog.offer_explanation import Line, Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.engine.types import View
from packshot.git.tree import MemoryTree
from packshot.outputs.api.views import views

SHOP = """
    --- catalog/attributes/main.yaml
    attributes: {name: {type: text}, tax_class: {type: text}, color: {type: select, options: color}}
    --- catalog/options/color.yaml
    options: {red: Red, blue: Blue}
    --- catalog/families/cup.yaml
    attributes: [name, tax_class, color]
    axes: [color]
    defaults: {tax_class: standard}
    --- catalog/products/set/product.yaml
    {family: cup, status: active, sku: SET, bundle: {MUG-RED: 2}}
"""
LISTS = ("sale", "dealer", "retail")
STOCKS = ("main", "late")
SKUS = ("MUG-RED", "MUG-BLUE", "SET")

dates = st.sampled_from(["2026-11-01", "2026-11-10", "2026-11-20", "2026-11-20T12:00:00Z"])
windows = st.fixed_dictionaries({}, optional={"from": dates, "to": dates})
amounts = st.sampled_from(["10.00", "9.95", "8.50", "0.99"])
tiers = st.dictionaries(st.sampled_from(["1", "10", "50"]), amounts, min_size=1)
entries = st.builds(
    lambda price, was, window: {"price": price, **was, **window},
    amounts | tiers,
    st.fixed_dictionaries({}, optional={"was": amounts}),
    windows,
)
lines = entries | st.lists(entries, min_size=1, max_size=3) | st.none() | st.just("cheap")
heads = st.fixed_dictionaries(
    {
        "currency": st.sampled_from(["EUR", "EUR", "EUR", "USD", "euros"]),
        "tax": st.sampled_from(["included", "excluded"]),
        "prices": st.dictionaries(st.sampled_from([*SKUS, "mug/*", "set/*"]), lines),
    },
    optional={"group": st.sampled_from(["dealer", "retail"]), "from": dates, "to": dates},
)
counts = st.sampled_from(["0", "3", "x", {"state": "backorder", "date": "2026-12-10"}, {"state": "in_stock"}])
shelves = st.fixed_dictionaries(
    {"stock": st.dictionaries(st.sampled_from(SKUS), counts)},
    optional={"unlisted": st.sampled_from(["in_stock", "out_of_stock", "backorder", "x"])},
)
variants = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["draft", "active", "phase-out", "retired"]),
        "available_from": dates,
        "available_until": dates,
    },
)
markets = st.fixed_dictionaries(
    {
        "country": st.sampled_from(["DE", "US"]),
        "prices": st.permutations(LISTS),
        "stock": st.sampled_from([[], STOCKS]),
    },
    optional={"customers": st.sampled_from(["dealer", "retail"]), "tax": st.just({"standard": "19 %"})},
)


def shop(market: dict[str, Any], prices: list[Any], stocks: list[Any], red: dict[str, str], now: str) -> Reader:
    own = {"locales": ["en"], "currency": "EUR", **market}
    head = {"packshot": 1, "name": "Shop", "url": "https://shop.example", "source": "en", "locales": {"en": None}}
    mugs = {"MUG-RED": {"color": "red", **red}, "MUG-BLUE": {"color": "blue"}}
    mug = {"family": "cup", "status": "active", "axes": ["color"], "variants": mugs}
    made = {
        "catalog/catalog.yaml": {**head, "zone": "Europe/Berlin", "markets": {"eu": own}},
        "catalog/products/mug/product.yaml": mug,
        **{f"catalog/prices/{name}.yaml": each for name, each in zip(LISTS, prices, strict=True)},
        **{f"catalog/stock/{name}.yaml": each for name, each in zip(STOCKS, stocks, strict=True)},
    }
    tree = MemoryTree(files_of(SHOP) | {path: json.dumps(each) for path, each in made.items()})
    return read_whole(tree, read_facts(tree), now)


def shown(reader: Reader) -> dict[str, tuple[Any, Any]]:
    """SKU -> price and stock in the API's documents."""
    made = [view.data for key in ("mug", "set") for view in views(reader, "product", key) if isinstance(view, View)]
    return {each["sku"]: (_listed(each.get("price")), each["stock"]) for data in made for each in data["variants"]}


def _listed(price: Any) -> str | None:
    """A price of the API in the words of a line."""
    if price is None:
        return None
    more = "".join(f", {tier['amount']} from {tier['from']}" for tier in price.get("tiers", ()))
    was = f", was {price['was']}" if "was" in price else ""
    return f"{price['amount']}{more} {price['currency']}{was}, tax {price['tax']}"


def traced(reader: Reader, is_taxed: bool) -> dict[str, tuple[Any, Any]]:
    """SKU -> price and stock as explained; the words are those of the line, where no tax is converted."""
    (audience,) = audiences(reader, "api")
    told = [explain(Visible(reader, audience), key, None) for key in ("mug", "set")]
    offers = [offer for each in told if each and not each.hidden for offer in each.offers if not offer.hidden]
    return {offer.sku: (_price(offer, is_taxed), _stock(offer)) for offer in offers}


def _price(offer: Offer, is_taxed: bool) -> str | None:
    taken = [line for line in offer.prices if line.verdict == "in force"]
    assert [bool(offer.price)] == ([True] * len(taken) or [False])
    if offer.price is None or not is_taxed:
        words = _words(taken[0]) if taken else None
        has_former = offer.price is not None and offer.price.was is not None
        return words if has_former or words is None else re.sub(r", was [\d.]+", "", words)  # not higher: no reduction
    more = "".join(f", {amount} from {quantity}" for quantity, amount in offer.price.tiers)
    was = f", was {offer.price.was}" if offer.price.was is not None else ""
    return f"{offer.price.amount}{more} {offer.price.currency}{was}, tax {offer.price.tax}"


def _words(line: Line) -> str:
    """What the line says, without its window; its least quantity is always shown as that of one."""
    text = re.sub(r", (from|to) \d{4}-[-\dT:Z]+", "", line.text)
    return re.sub(r"^(\S+) from \d+", r"\1", text)


def _stock(offer: Offer) -> dict[str, Any]:
    """The stock of the line that counts; of a bundle what follows from its part."""
    found = offer.stock
    taken = [line for line in offer.stocks if line.verdict == "applies"]
    words = f"{found.state}, {found.qty}" if found.qty is not None else found.state
    assert [line.text.removeprefix("unlisted: ") for line in taken] in ([words], [])
    held = {"state": found.state, "qty": found.qty, "date": found.date and found.date.isoformat()}
    return {name: value for name, value in held.items() if value is not None}


@settings(max_examples=50, deadline=None)
@given(
    market=markets,
    prices=st.lists(heads, min_size=3, max_size=3),
    stocks=st.lists(shelves, min_size=2, max_size=2),
    red=variants,
    now=st.sampled_from(["2026-10-31T23:30:00Z", "2026-11-15T00:00:00Z", "2026-11-20T12:00:00Z"]),
)
def test_the_trace_is_what_the_api_shows(
    market: dict[str, Any], prices: list[Any], stocks: list[Any], red: dict[str, str], now: str
) -> None:
    reader = shop(market, prices, stocks, red, now)
    assert traced(reader, "tax" in market) == shown(reader)
