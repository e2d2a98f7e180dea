"""Structured data: read back by extruct, checked against the vocabulary and Google's demands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import extruct
import pytest
import site_views

from packshot.outputs.site import jsonld, product


def read_back(page: bytes) -> dict[str, Any]:
    found = extruct.extract(page.decode(), syntaxes=["json-ld"])["json-ld"]
    return {node["@type"]: node for node in found}


@cache
def vocabulary(folder: Path) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The parents of each type, and the types each property belongs to."""
    graph = json.loads((folder / "schemaorg/schemaorg-current-https.jsonld").read_text(encoding="utf-8"))["@graph"]

    def names(value: Any) -> set[str]:
        listed = value if isinstance(value, list) else [value] if value else []
        return {one["@id"].removeprefix("schema:") for one in listed}

    parents, domains = {}, {}
    for entry in graph:
        name = entry["@id"].removeprefix("schema:")
        parents[name] = names(entry.get("rdfs:subClassOf"))
        if entry["@type"] == "rdf:Property":
            domains[name] = names(entry.get("schema:domainIncludes"))
    return parents, domains


def lineage(kind: str, parents: dict[str, set[str]]) -> set[str]:
    return {kind}.union(*(lineage(parent, parents) for parent in parents.get(kind, ())))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def misspelt(value: Any, folder: Path) -> list[str]:
    parents, domains = vocabulary(folder)
    return [
        f"{node['@type']}.{name}"
        for node in nodes(value)
        for name in node
        if not name.startswith("@") and not lineage(node["@type"], parents) & domains.get(name, set())
    ]


def all_pages() -> list[dict[str, Any]]:
    made = (read_back(page) for path, page in site_views.pages().items() if path.endswith(".html"))
    return [node for found in made for node in found.values()]


def test_every_property_is_in_the_vocabulary_of_its_type(test_data: Path) -> None:
    assert misspelt(all_pages(), test_data) == []
    assert misspelt({"@type": "Product", "colour": "red"}, test_data) == ["Product.colour"]


def test_every_enumeration_is_in_the_vocabulary(test_data: Path) -> None:
    parents, _ = vocabulary(test_data)
    assert set(jsonld.AVAILABILITY.values()) <= parents.keys()
    assert {"NewCondition", "StrikethroughPrice"} <= parents.keys()


def test_a_simple_product_is_a_product_with_an_offer() -> None:
    made = read_back(product.OUTPUT.make(site_views.simple(), []))["Product"]
    offer = made["offers"]
    assert (made["sku"], made["gtin"], made["brand"]["name"], made["color"]) == (
        "TIDE-1", "9520000010010", "Havn Studio", "Kreide",
    )  # fmt: skip
    assert (offer["price"], offer["priceCurrency"], offer["availability"], offer["priceValidUntil"]) == (
        "24.00", "EUR", "https://schema.org/InStock", "2026-12-01",
    )  # fmt: skip


def test_the_former_price_is_struck_through() -> None:
    offer: Any = jsonld.offer(site_views.price("24.00", "29.00"), None, "/")
    now, was = offer["priceSpecification"]
    assert (now["price"], "priceType" in now) == ("24.00", False)
    assert (was["price"], was["priceType"]) == ("29.00", "https://schema.org/StrikethroughPrice")


def test_a_product_with_variants_is_a_group() -> None:
    made = read_back(product.OUTPUT.make(site_views.product(), []))["ProductGroup"]
    assert (made["productGroupID"], made["variesBy"]) == ("skagen", ["https://schema.org/color"])
    first = made["hasVariant"][0]
    assert (first["sku"], first["color"], first["url"]) == (
        "SK-KRE-14", "Kreide", "https://www.havn.example/de/de/products/skagen/?sku=SK-KRE-14",
    )  # fmt: skip
    assert first["additionalProperty"] == [{"@type": "PropertyValue", "name": "Durchmesser", "value": "14 cm"}]
    assert "offers" not in made
    assert all(one["image"] and one["offers"]["price"] for one in made["hasVariant"])


def test_a_picture_tells_its_rights() -> None:
    made = read_back(product.OUTPUT.make(site_views.simple(), []))["Product"]
    (image,) = made["image"]
    assert image == {
        "@type": "ImageObject",
        "contentUrl": "https://www.havn.example/media/bowl-3-1280.jpg",
        "caption": "Becher Tide",
        "creditText": "Inga Lind",
        "copyrightNotice": "© 2026 Havn",
        "license": "https://www.havn.example/terms",
        "acquireLicensePage": "https://www.havn.example/press",
        "creator": {"@type": "Person", "name": "Inga Lind"},
    }


@pytest.mark.parametrize("amount", ["0", "0.00", "-0.00"])
def test_there_is_no_offer_for_nothing(amount: str) -> None:
    assert jsonld.offer(site_views.price(amount), None, "/") is None
    assert jsonld.offer(None, site_views.IN_STOCK, "/") is None


def test_age_and_gender_belong_to_the_audience() -> None:
    made = jsonld.product(site_views.simple(properties={"suggestedGender": "female", "color": "red"}))
    assert made["audience"] == {"@type": "PeopleAudience", "suggestedGender": "female"}
    assert "suggestedGender" not in made


def test_a_text_cannot_end_the_script() -> None:
    title = 'A </script><script>alert("1")</script> & <!-- B'
    page = product.OUTPUT.make(site_views.simple(title=title), [])
    assert b"</script><script>alert" not in page
    assert read_back(page)["Product"]["name"] == title


def test_the_breadcrumb_ends_with_the_page() -> None:
    made = read_back(product.OUTPUT.make(site_views.simple(), []))["BreadcrumbList"]
    steps = [(step["position"], step["name"]) for step in made["itemListElement"]]
    assert steps == [(1, "Start"), (2, "Geschirr"), (3, "Schalen"), (4, "Becher Tide")]
