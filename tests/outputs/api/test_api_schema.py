"""Every document of the API is what its JSON Schema says, and nothing more."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.conftest import ROOT
from tests.support import files_of

from packshot.catalog.reader import Reader
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.engine.buckets import bucket_of, count_of_buckets, role_of
from packshot.engine.types import Item, Listing, Page, View
from packshot.git.tree import FOLDERS, MemoryTree
from packshot.outputs import find
from packshot.outputs.api.schema import DOCUMENTS, schema
from packshot.outputs.api.views import views

AS_OF = "2026-11-01T00:00:00Z"

TABLEWARE = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Tableware
    url: https://www.example.com/
    source: en
    zone: UTC
    locales: {en: null, de: en}
    markets:
      de: {country: DE, locales: [de], currency: EUR, prices: [eu], stock: [main]}
    renditions: {card: {width: 200, formats: [webp, jpeg]}}
    taxonomies: {google: 2021-09-21}
    site: {tree: shop}

    --- catalog/attributes/main.yaml
    label: Main
    attributes:
      name: {type: text, localizable: true, label: Name}
      features: {type: text, many: true, localizable: true, label: Features}
      color: {type: select, options: color, label: Colour}
      tones: {type: select, options: color, many: true, label: Tones}
      shade: {type: select, options: color, label: Shade}
      weight: {type: measure, unit: weight, label: Weight}
      share: {type: number, label: Share}
      boxed: {type: boolean, label: Boxed}
      launched: {type: date, label: Launched}
      fee: {type: price, label: Fee}
      note: {type: text, label: Note}
      parts:
        type: table
        label: Parts
        columns:
          row: {type: text, localizable: true, label: Row}
          share: {type: number, label: Share}
      main: {type: asset, kinds: [image], label: Main}
      gallery: {type: asset, kinds: [image], many: true, label: Gallery}
      manual: {type: asset, kinds: [pdf], label: Manual}

    --- catalog/options/color.yaml
    label: Colour
    options:
      red:
        label: {en: Red, de: Rot}
        children:
          dark: {label: {en: Dark red, de: Dunkelrot}, children: {wine: {label: {en: Wine, de: Weinrot}}}}
      blue: {label: {en: Blue, de: Blau}}

    --- catalog/units.yaml
    weight:
      base: g
      units:
        g: {factor: 1, cldr: mass-gram}

    --- catalog/relations.yaml
    spare: {label: Spare, quantity: true}

    --- catalog/families/cup.yaml
    label: Cup
    name_from: name
    image_from: assets.main
    attributes:
      [name, features, color, tones, shade, weight, share, boxed, launched, fee, note, parts, main, gallery, manual]
    axes: [color]

    --- catalog/categories/shop.yaml
    label: Shop
    children:
      cups:
        label: {en: Cups, de: Tassen}
        maps: {google: "2169"}

    --- catalog/products/mug/product.yaml
    family: cup
    status: active

    name: Mug
    features:
      - Holds
      - Lasts
    tones: [red, blue]
    shade: wine
    weight: 540.50 g
    share: 12.0
    boxed: true
    launched: 2026-01-02
    fee: {EUR: 0.25}
    note: null
    parts:
      body: {row: Clay, share: 90}
      glaze: {share: 10}
    categories: [cups]
    assets: {main: mug, gallery: [mug, gone], manual: guide}
    related:
      spare: [{to: LID-1, qty: 2}, nowhere]
    axes: [color]
    variants:
      MUG-BLUE: {color: blue, assets: {main: null}}
      MUG-RED: {color: red, weight: 1 g, note: Hot}

    --- catalog/products/mug/de.yaml
    name: Becher
    parts:
      body: {row: Ton}

    --- catalog/products/lid/product.yaml
    family: cup
    status: phase-out

    name: Lid
    sku: LID-1
    bundle: {MUG-RED: 2}
    assets: {main: null}

    --- catalog/products/draft/product.yaml
    family: cup
    status: draft

    name: Draft
    sku: DRAFT-1

    --- catalog/prices/eu.yaml
    currency: EUR
    tax: included
    prices:
      LID-1: {price: {1: 5.00, 10: 4.50}, was: 6.00}
      mug/*: 9.50

    --- catalog/stock/main.yaml
    unlisted: in_stock
    stock:
      LID-1: {qty: 0, state: preorder, date: 2026-12-24}
      MUG-BLUE: 7

    --- assets/mug.jpg
    jpeg

    --- assets/mug.jpg.yaml
    sha256: 1111111111111111111111111111111111111111111111111111111111111111
    bytes: 5
    width: 400
    height: 300

    alt: {en: A mug, de: Ein Becher}
    credit: Kari
    type: packshot
    rights: {expires: 2027-01-01T00:00:00Z}

    --- assets/guide.pdf
    pdf

    --- assets/guide.pdf.yaml
    sha256: 2222222222222222222222222222222222222222222222222222222222222222
    bytes: 4
    """


def documents(reader: Reader, records: Iterable[str]) -> dict[str, Any]:
    """What the API shows of these records, by path, as the engine would compose it."""
    found: dict[str, Any] = {}
    items: dict[str, list[Item]] = defaultdict(list)
    listings: list[Listing] = []
    for record in records:
        for emitted in views(reader, *record.split("/", 1)) if "/" in record else views(reader, record, ""):
            match emitted:
                case View(output=output) if output.startswith("api."):
                    found[emitted.path] = emitted.data
                case Item():
                    items[emitted.listing].append(emitted)
                case Listing():
                    listings.append(emitted)
    return found | {view.path: view.data for listing in listings for view in composed(listing, items[listing.id])}


def composed(listing: Listing, items: list[Item]) -> Iterator[View]:
    buckets = count_of_buckets(len(items), listing.size, listing.buckets)
    for bucket in range(buckets):
        members = [(item.member, item.data) for item in items if bucket_of(role_of(item.member), buckets) == bucket]
        page = Page(bucket, buckets, None if bucket else len(items), members)
        yield from find(listing.output).compose(listing.data, page)  # type: ignore[attr-defined]


def api_of(tree: MemoryTree) -> dict[str, Any]:
    facts = read_facts(tree)
    return documents(read_whole(tree, facts, AS_OF), facts.records())


@pytest.fixture(scope="module")
def tableware() -> dict[str, Any]:
    return api_of(MemoryTree(files_of(TABLEWARE)))


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """The API of this repository's own catalogue."""
    files = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file())
    return api_of(MemoryTree({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}))


def exact(held: Any) -> Any:
    """The schema without room for further keys, so that a key that it does not name is seen."""
    if isinstance(held, list):
        return [exact(each) for each in held]
    if not isinstance(held, dict):
        return held
    found = {key: exact(value) for key, value in held.items()}
    if isinstance(found.get("properties"), dict) and found.get("type") == "object":
        found.setdefault("additionalProperties", False)
    return found


def schema_of(path: str) -> str:
    return next(name for name, pattern in DOCUMENTS.items() if fnmatch(path, f"*/*/api/v1/{pattern}"))


def judged(found: dict[str, Any]) -> dict[str, int]:
    """How many documents of each kind there are; all of them fit their schemas exactly."""
    validators = {name: Draft202012Validator(exact(schema(name))) for name in DOCUMENTS}
    counts: dict[str, int] = defaultdict(int)
    for path, document in found.items():
        if not path.startswith("api/v1/schema/"):
            counts[schema_of(path)] += 1
            body = json.loads(json.dumps(document))
            assert [error.message for error in validators[schema_of(path)].iter_errors(body)] == [], path
    return dict(counts)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_documents_with_values_of_every_kind_fit(tableware: dict[str, Any]) -> None:
    assert judged(tableware) == {"product": 2, "category": 1, "products": 1, "skus": 3}


def test_every_document_of_the_example_fits(example: dict[str, Any]) -> None:
    counts = judged(example)
    assert set(counts) == set(DOCUMENTS)
    assert counts["product"] > 20


def test_schemas_are_published_with_addresses_of_their_own(tableware: dict[str, Any]) -> None:
    published = {path: data for path, data in tableware.items() if path.startswith("api/")}
    assert set(published) == {f"api/v1/schema/{name}.json" for name in DOCUMENTS}
    assert all(data["$id"] == f"https://www.example.com/{path}" for path, data in published.items())


def test_values_as_the_format_promises_them(tableware: dict[str, Any]) -> None:
    mug = tableware["de/de/api/v1/products/mug.json"]
    values = mug["attributes"]
    assert values["weight"]["amount"] == "540.50"
    assert values["weight"]["unit"] == "g"
    assert values["weight"]["text"].replace("\u00a0", " ") == "540,50 g"
    assert values["tones"] == [{"code": "red", "label": "Rot"}, {"code": "blue", "label": "Blau"}]
    parents = [{"code": "red", "label": "Rot"}, {"code": "dark", "label": "Dunkelrot"}]
    assert values["shade"] == {"code": "wine", "label": "Weinrot", "parents": parents}
    assert (values["share"], values["boxed"], values["launched"]) == ("12.0", True, "2026-01-02")
    assert values["fee"] == {"EUR": "0.25"}
    assert values["features"] == ["Holds", "Lasts"]
    assert values["note"] is None, "explicitly none"
    assert "color" not in values, "absent"
    assert values["parts"] == [
        {"row": "body", "cells": {"row": "Ton", "share": "90"}},
        {"row": "glaze", "cells": {"share": "10"}},
    ]


def test_a_variant_says_what_differs(tableware: dict[str, Any]) -> None:
    blue, red = tableware["de/de/api/v1/products/mug.json"]["variants"]
    assert blue["attributes"] == {"color": {"code": "blue", "label": "Blau"}}
    assert blue["assets"] == {"main": None}
    assert blue["price"] == {"amount": "9.50", "currency": "EUR", "tax": "included"}
    assert blue["stock"] == {"state": "in_stock", "qty": 7}
    assert set(red["attributes"]) == {"color", "weight", "note"}
    assert "assets" not in red


def test_a_simple_product_has_one_variant_and_what_is_null_is_null(tableware: dict[str, Any]) -> None:
    lid = tableware["de/de/api/v1/products/lid.json"]
    assert lid["assets"] == {"main": None}
    assert lid["bundle"] == [{"sku": "MUG-RED", "qty": 2, "key": "mug", "name": "Becher"}]
    (only,) = lid["variants"]
    assert only["attributes"] == {}
    assert only["price"] == {
        "amount": "5.00",
        "currency": "EUR",
        "tax": "included",
        "was": "6.00",
        "tiers": [{"from": 10, "amount": "4.50"}],
    }
    assert only["stock"] == {"state": "preorder", "qty": 0, "date": "2026-12-24"}


def test_assets_say_where_they_lie_and_how_long(tableware: dict[str, Any]) -> None:
    assets = tableware["de/de/api/v1/products/mug.json"]["assets"]
    assert assets["main"]["alt"] == "Ein Becher"
    assert assets["main"]["expires"] == "2027-01-01T00:00:00Z"
    assert [each["type"] for each in assets["main"]["renditions"]["card"]] == ["image/webp", "image/jpeg"]
    assert all(each["path"].startswith("media-20270101T0000Z/") for each in assets["main"]["renditions"]["card"])
    assert [each["id"] for each in assets["gallery"]] == ["mug"], "what is not there is not shown"
    assert assets["manual"]["file"]["type"] == "application/pdf"


def test_what_may_not_be_seen_is_nowhere(tableware: dict[str, Any]) -> None:
    assert "DRAFT" not in json.dumps(tableware)
    assert tableware["de/de/api/v1/products/mug.json"]["related"] == {
        "spare": [{"key": "lid", "name": "Lid", "sku": "LID-1", "qty": 2}]
    }


def test_a_category_and_the_indexes_lead_to_products(tableware: dict[str, Any]) -> None:
    cups = tableware["de/de/api/v1/categories/cups.json"]
    assert (cups["label"], cups["path"], cups["maps"]) == ("Tassen", ["cups"], {"google": "2169"})
    assert [product["key"] for product in cups["products"]] == ["mug"]
    products = tableware["de/de/api/v1/index/products-0.json"]
    assert (products["count"], products["buckets"]) == (2, 1)
    assert [(product["key"], product["name"]) for product in products["products"]] == [
        ("lid", "Lid"),
        ("mug", "Becher"),
    ]


def test_a_client_finds_the_part_of_a_sku_by_itself(tableware: dict[str, Any]) -> None:
    import hashlib

    for sku, key in (("MUG-RED", "mug"), ("LID-1", "lid")):
        part = hashlib.sha256(sku.encode()).hexdigest()[:2]
        assert tableware[f"de/de/api/v1/index/sku-{part}.json"]["skus"][sku] == key


def test_a_wrong_document_is_refused() -> None:
    """The schema says something: a number as a number, a bare code, a cell of a kind that there is none of."""
    validator = Draft202012Validator(schema("product"))
    good = {
        "format": 1, "market": "de", "locale": "de", "key": "a", "name": "A", "slug": "a", "family": "f",
        "status": "active", "categories": [], "attributes": {}, "assets": {}, "axes": [],
        "variants": [{"sku": "A", "attributes": {}, "stock": {"state": "in_stock"}}],
    }  # fmt: skip
    assert validator.is_valid(good)
    for wrong in (
        {"attributes": {"weight": 1.5}},
        {"attributes": {"color": {"code": "red"}}},
        {"attributes": {"parts": [{"body": "x"}]}},
        {"status": "gone"},
        {"variants": []},
        {"locale": "German"},
        {"assets": {"main": {"id": "x", "file": {"path": "../x", "type": "a/b"}}}},
    ):
        assert not validator.is_valid({**good, **wrong}), wrong


def test_the_schemas_are_in_the_package() -> None:
    assert {path.stem for path in (ROOT / "src/packshot/outputs/api/schema").glob("*.json")} == set(DOCUMENTS)
