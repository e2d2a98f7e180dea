"""Structured data (schema.org JSON-LD), derived from the views, so that the data always matches the page.

The functions are pure: they convert a view to plain data. The data contains only properties that search engines read;
prices are exact amounts with currency codes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from packshot.outputs.addresses import absolute
from packshot.outputs.addresses import variant as address
from packshot.outputs.plaintext import one_line

if TYPE_CHECKING:
    from packshot.outputs.site.frame_shapes import Frame, Link
    from packshot.outputs.site.product_shapes import (
        Availability,
        Axis,
        Picture,
        Price,
        ProductView,
        Tier,
        Variant,
    )
    from packshot.outputs.site.shapes import CategoryView, HomeView

Node = dict[str, Any]

CONTEXT = "https://schema.org"
AVAILABILITY: Mapping[str, str] = {
    "in_stock": "InStock",
    "out_of_stock": "OutOfStock",
    "preorder": "PreOrder",
    "backorder": "BackOrder",
    "limited": "LimitedAvailability",
    "discontinued": "Discontinued",
}
AUDIENCE = ("suggestedAge", "suggestedGender")
RIGHTS: Sequence[tuple[str, str]] = (
    ("creditText", "credit"),
    ("copyrightNotice", "notice"),
    ("license", "license"),
    ("acquireLicensePage", "acquire"),
)
ESCAPED = "<>&\u2028\u2029"


def script(node: Node) -> Markup:
    """Return a node as the text of a script element. Characters that could end the element are escaped."""
    text = json.dumps({"@context": CONTEXT, **node}, ensure_ascii=False, separators=(",", ":"))
    for character in ESCAPED:  # five times faster than str.translate
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - the lines above escape HTML markup


def product(view: ProductView) -> Node:
    """Return a Product; for a product with variants, return a ProductGroup that contains them."""
    return _group(view) if view["variants"] else _simple(view)


def breadcrumb(frame: Frame, trail: Sequence[Link], title: str) -> Node:
    """Return a BreadcrumbList: the path to the page, with the page as the last entry."""
    steps: list[Link] = [*trail, {"label": title, "href": frame["canonical"]}]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": step["label"], "item": absolute(frame["origin"], step["href"])}
            for n, step in enumerate(steps, 1)
        ],
    }


def category(view: CategoryView) -> Node:
    """Return a CollectionPage: one page of a category with its products in order."""
    head, origin = view["head"], view["head"]["frame"]["origin"]
    listed = [
        {"@type": "ListItem", "position": n, "url": absolute(origin, card["href"])}
        for n, card in enumerate(view["cards"], 1)
    ]
    return _known(
        {
            "@type": "CollectionPage",
            "name": head["title"],
            "description": head["summary"],
            "url": absolute(origin, head["frame"]["canonical"]),
            "mainEntity": {"@type": "ItemList", "itemListElement": listed} if listed else None,
        }
    )


def organization(view: HomeView) -> Node:
    """Return an Organization: the owner of the site."""
    frame = view["frame"]
    return _known(
        {
            "@type": "Organization",
            "name": frame["site"],
            "url": absolute(frame["origin"], frame["home"]),
            "logo": absolute(frame["origin"], view["logo"]),
        }
    )


def _common(view: ProductView) -> Node:
    """Return the properties that a product and a group have in common."""
    frame = view["frame"]
    return {
        "name": view["title"],
        "url": absolute(frame["origin"], frame["canonical"]),
        "description": one_line(view["description"]) or view["summary"],
        "image": [image(picture, frame["origin"]) for picture in view["pictures"]],
        "brand": view["brand"] and {"@type": "Brand", "name": view["brand"]["name"]},
        "category": " > ".join(link["label"] for link in view["breadcrumb"][1:]),
    }


def _simple(view: ProductView) -> Node:
    frame = view["frame"]
    page = absolute(frame["origin"], frame["canonical"])
    return _known(
        {"@type": "Product"}
        | _common(view)
        | {"sku": view["sku"], "gtin": view["gtin"], "mpn": view["mpn"]}
        | _properties(view["properties"])
        | {"offers": offer(view["price"], view["availability"], page)}
    )


def _group(view: ProductView) -> Node:
    varies = [f"{CONTEXT}/{axis['property']}" for axis in view["axes"] if axis["property"]]
    return _known(
        {"@type": "ProductGroup"}
        | _common(view)
        | _properties(view["properties"])
        | {
            "productGroupID": view["key"],
            "variesBy": varies,
            "hasVariant": [_variant(view, variant) for variant in view["variants"]],
        }
    )


def _variant(view: ProductView, variant: Variant) -> Node:
    frame = view["frame"]
    url = address(absolute(frame["origin"], frame["canonical"]), variant["sku"])
    picture = variant["picture"] or next(iter(view["pictures"]), None)
    chosen = {axis["property"]: value for axis, value in zip(view["axes"], variant["values"], strict=True)}
    return _known(
        {
            "@type": "Product",
            "name": variant["name"] or view["title"],
            "url": url,
            "sku": variant["sku"],
            "gtin": variant["gtin"],
            "mpn": variant["mpn"],
            "image": picture and image(picture, frame["origin"]),
        }
        | _properties({name: value for name, value in chosen.items() if name})
        | {
            "additionalProperty": _further(view["axes"], variant["values"]),
            "offers": offer(variant["price"], variant["availability"], url),
        }
    )


def _further(axes: Sequence[Axis], values: Sequence[str]) -> list[Node]:
    """Return the axes of a variant that have no property in schema.org."""
    return [
        {"@type": "PropertyValue", "name": axis["label"], "value": value}
        for axis, value in zip(axes, values, strict=True)
        if not axis["property"] and value
    ]


def _properties(values: Mapping[str, str]) -> Node:
    """Return colour, size and so on; age and gender are properties of the audience."""
    people = {name: values[name] for name in AUDIENCE if values.get(name)}
    own = {name: value for name, value in values.items() if name not in AUDIENCE}
    return own | {"audience": {"@type": "PeopleAudience", **people} if people else None}


def offer(price: Price | None, availability: Availability | None, url: str) -> Node | None:
    """Return an Offer; None if there is no price above zero, because search engines require a price."""
    if price is None or not price["amount"].strip("0.-"):
        return None
    code, date = (availability["code"], availability["date"]) if availability else ("", "")
    detailed = price["was_amount"] or price["tiers"] or price["tax_included"]
    return _known(
        {
            "@type": "Offer",
            "url": url,
            "price": price["amount"],
            "priceCurrency": price["currency"],
            "priceValidUntil": price["until"],
            "availability": code and f"{CONTEXT}/{AVAILABILITY[code]}",
            "availabilityStarts": date,
            "itemCondition": f"{CONTEXT}/NewCondition",
            "priceSpecification": _specifications(price) if detailed else None,
        }
    )


def _specifications(price: Price) -> list[Node]:
    """Return the price in force, the price struck through, and the prices by quantity."""
    struck = [_unit_price(price, price["was_amount"], priceType=f"{CONTEXT}/StrikethroughPrice")]
    return [
        _unit_price(price, price["amount"]),
        *(struck if price["was_amount"] else []),
        *(_tier(price, tier) for tier in price["tiers"] if tier["quantity"] > 1),
    ]


def _tier(price: Price, tier: Tier) -> Node:
    least = {"@type": "QuantitativeValue", "minValue": tier["quantity"]}
    return _unit_price(price, tier["amount"], eligibleQuantity=least)


def _unit_price(price: Price, amount: str, **more: Any) -> Node:
    return {
        "@type": "UnitPriceSpecification",
        "price": amount,
        "priceCurrency": price["currency"],
        "valueAddedTaxIncluded": price["tax_included"],
        **more,
    }


def image(picture: Picture, origin: str) -> Node | str:
    """Return the address of an image, or an ImageObject if the image has rights."""
    address, rights = absolute(origin, picture["zoom"] or picture["src"]), picture["rights"]
    if rights is None:
        return address
    creator = {"@type": "Person", "name": rights["creator"]} if rights["creator"] else None
    body: Node = {"@type": "ImageObject", "contentUrl": address, "caption": picture["alt"]}
    return _known(body | {name: dict(rights)[key] for name, key in RIGHTS} | {"creator": creator})


def _known(node: Node) -> Node:
    """Return the node without empty properties."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}
