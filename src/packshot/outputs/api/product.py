"""The document of a product in the API: its values for a market and locale, its variants, prices and stock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from packshot import formatting
from packshot.catalog import relations
from packshot.catalog.bundles import Part
from packshot.catalog.offer import Offer
from packshot.catalog.offers import Price, Stock
from packshot.catalog.relations import Linked
from packshot.catalog.visibility import VisibleProduct
from packshot.catalog.visible_assets import VisibleAsset
from packshot.engine.types import Json, View
from packshot.model.currencies import decimals_of
from packshot.outputs import images, product_pages
from packshot.outputs.api import FORMAT, JSON, NAME, folder
from packshot.outputs.values import category_label, value_json
from packshot.rules import taxonomies


def views(shown: VisibleProduct) -> Iterator[View]:
    """Yield the document of a product, and the renditions and files that the document refers to."""
    audience = shown.visible.audience
    media: dict[str, View] = {}
    path = f"{folder(audience.market, audience.locale)}/products/{shown.key}.json"
    yield View(path, NAME, document(shown, media), JSON, audience.id)
    yield from media.values()


def document(shown: VisibleProduct, media: dict[str, View]) -> Json:
    """Return the document of a product. The views of its renditions and files are added to `media`."""
    product, visible = shown.product, shown.visible
    body: dict[str, Json] = {
        "format": FORMAT,
        "market": visible.audience.market,
        "locale": visible.audience.locale,
        "key": shown.key,
        "name": shown.name(),
        "slug": shown.slug(),
        "family": product.family,
        "status": product.status,
        "categories": [
            {"code": key, "label": category_label(visible, key)}
            for key in product.categories
            if visible.reader.category(key)
        ],
        "attributes": _attributes(shown, shown),
        "assets": _assets(shown, shown, media),
        "axes": list(product.axes),
    }
    if url := product_pages.of_product(shown, _url(shown)):
        body["url"] = url
    if maps := taxonomies.codes(shown):
        body["maps"] = maps
    if related := relations.related(shown):
        body["related"] = {code: [_link(each) for each in linked] for code, linked in related.items()}
    if product.bundle:
        body["bundle"] = [_part(part, other) for part, other in shown.parts()]
    body["variants"] = [_variant(Offer(shown, sku), body["attributes"], body["assets"], media) for sku in shown.skus]
    return body


def _url(shown: VisibleProduct) -> str:
    catalog = shown.visible.reader.catalog()
    return catalog.url if catalog else ""


def _part(part: Part, product: VisibleProduct) -> Json:
    """Return a part of a bundle. A bundle is shown only if each of its parts is visible."""
    return {"sku": part.sku, "qty": part.qty, "key": product.key, "name": product.name(part.sku)}


def _link(linked: Linked) -> Json:
    body = {"key": linked.product.key, "name": linked.product.name(linked.sku)}
    return body | ({"sku": linked.sku} if linked.sku else {}) | ({"qty": linked.qty} if linked.qty else {})


def _attributes(shown: VisibleProduct, of: VisibleProduct | Offer) -> dict[str, Json]:
    """Return the values of all attributes except assets. An explicit null is kept; attributes without a value are
    omitted.
    """
    found: dict[str, Json] = {}
    for attribute in shown.attributes():
        if attribute.type != "asset" and (resolved := of.value(attribute.code)).present:
            found[attribute.code] = value_json(shown.visible, attribute, resolved.value)
    return found


def _assets(shown: VisibleProduct, of: VisibleProduct | Offer, media: dict[str, View]) -> dict[str, Json]:
    """Return a map from role to the visible asset or list of visible assets. An explicit null is kept."""
    found: dict[str, Json] = {}
    for attribute in shown.attributes():
        if attribute.type == "asset" and (resolved := of.value(attribute.path)).present:
            assets = [_asset(shown, asset, media) for asset in of.assets(attribute.code)]
            if assets:
                found[attribute.code] = assets if attribute.many else assets[0]
            elif resolved.value is None:
                found[attribute.code] = None
    return found


def _asset(shown: VisibleProduct, asset: VisibleAsset, media: dict[str, View]) -> Json:
    body: dict[str, Any] = {"id": asset.asset.id}
    if asset.asset.type:
        body["type"] = asset.asset.type
    if alt := images.alt_of(shown.visible, asset.asset):
        body["alt"] = alt
    if asset.asset.credit:
        body["credit"] = asset.asset.credit
    if asset.until:
        body["expires"] = asset.until
    if file := images.file_of(asset, shown.visible.audience.id):
        media[file.path] = file
        body["file"] = {"path": file.path, "type": file.type}
    if renditions := _renditions(shown, asset, media):
        body["renditions"] = renditions
    return body


def _renditions(shown: VisibleProduct, asset: VisibleAsset, media: dict[str, View]) -> dict[str, Json]:
    """Return a map from preset to its formats, each with path, type and size in pixels."""
    found: dict[str, Json] = {}
    for name in shown.visible.reader.presets():
        preset = shown.visible.reader.preset(name)
        picture = images.picture(shown.visible, asset, preset) if preset else None
        for rendition in [form.sizes[0] for form in picture.formats] if picture else ():
            media[rendition.path] = rendition.view(shown.visible.audience.id)
            size = {
                "path": rendition.path,
                "type": rendition.type,
                "width": rendition.width,
                "height": rendition.height,
            }
            found.setdefault(name, []).append(size)
    return found


def _variant(offer: Offer, attributes: dict[str, Json], assets: dict[str, Json], media: dict[str, View]) -> Json:
    """Return a SKU: the values that differ from those of the product, the values of all axes, its price and
    its stock.
    """
    body: dict[str, Json] = {"sku": offer.sku, "attributes": {}}
    if offer.group:  # without variants, the product is its SKU
        shown = offer.shown
        body["attributes"] = _difference(_attributes(shown, offer), attributes, set(shown.product.axes))
        if own_assets := _difference(_assets(shown, offer, media), assets, set()):
            body["assets"] = own_assets
    if url := product_pages.of_offer(offer, _url(offer.shown)):
        body["url"] = url
    if offer.price:
        body["price"] = price_json(offer.price)
    body["stock"] = stock_json(offer.stock)
    return body


def _difference(own: dict[str, Json], whole: dict[str, Json], always: set[str]) -> dict[str, Json]:
    """Return the entries that differ from those of the product. An entry that only the product has becomes null."""
    found = {key: value for key, value in own.items() if key in always or key not in whole or value != whole[key]}
    return found | {key: None for key in whole if key not in own}


def price_json(price: Price) -> Json:
    """Return a price as JSON, with exact amounts as text."""
    digits = decimals_of(price.currency)
    body: dict[str, Json] = {
        "amount": formatting.decimal(price.amount, digits),
        "currency": price.currency,
        "tax": price.tax,
    }
    if price.was is not None:
        body["was"] = formatting.decimal(price.was, digits)
    if price.tiers:
        body["tiers"] = [
            {"from": quantity, "amount": formatting.decimal(amount, digits)} for quantity, amount in price.tiers
        ]
    return body


def stock_json(stock: Stock) -> Json:
    """Return the stock as JSON: its state, and its quantity and date if known."""
    body: dict[str, Json] = {"state": stock.state}
    if stock.qty is not None:
        body["qty"] = stock.qty
    return body | ({"date": stock.date.isoformat()} if stock.date else {})
