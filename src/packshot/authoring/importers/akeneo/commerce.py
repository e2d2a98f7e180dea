"""The files for catalogue settings and commerce: catalog.yaml, price lists, an assumed stock list, and a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from packshot.authoring.importers import Market, Options
from packshot.authoring.importers._names import Names
from packshot.authoring.importers._report import Report
from packshot.authoring.importers.akeneo.columns import currencies
from packshot.authoring.importers.akeneo.data import Data, Files, filled
from packshot.authoring.importers.akeneo.products import Product
from packshot.authoring.importers.akeneo.schema import Attribute, Schema, trees
from packshot.authoring.write import Quoted
from packshot.findings import Location
from packshot.model.names import COUNTRY, CURRENCY, is_key, unlisted

RENDITIONS: Data = {
    "card": {"width": "640", "height": "640", "fit": "pad", "formats": ["webp", "jpeg"]},
    "hero": {"width": "1600", "formats": ["webp", "jpeg"]},
}
STOCK = "assumed"
URL = "https://www.example.com"
ZONE = "UTC"
_OPTION = Location("--market")
_CHANNELS = Location("channels.csv", line=1, column=1)
_EURO_HOME = "DE"


def markets(schema: Schema, options: Options) -> list[Market]:
    """Return the requested markets or, if none are requested, one market per currency.

    Invalid requested markets are reported. The country of a market that was not requested is a country of the export's
    locales that uses the currency. Without such a country, `DE` is used for EUR, and the first two letters of the code
    for other currencies.
    """
    if not options.markets:
        return [_market_of(schema, currency) for currency in sorted(currencies(schema))]
    known = set(schema.locales.values())
    for market in options.markets:
        for locale in [locale for locale in market.locales if locale not in known]:
            found = unlisted("unknown-locale.import", _OPTION, locale, sorted(known), option=_OPTION.path)
            schema.report.findings.append(found)
        if not (is_key(market.key) and COUNTRY.fullmatch(market.country) and CURRENCY.fullmatch(market.currency)):
            place = {"country": market.country, "currency": market.currency}
            schema.report.problem("market", _OPTION, key=market.key, **place)
    return list(options.markets)


def _market_of(schema: Schema, currency: str) -> Market:
    """Return a market for a currency, with the source locale and the locales of countries that use the currency."""
    from babel.numbers import get_territory_currencies

    at_home = sorted(old for old in schema.locales if currency in get_territory_currencies(old[-2:]))
    countries = [old[-2:] for old in at_home] or [_EURO_HOME if currency == "EUR" else currency[:2]]
    found = sorted({schema.locales[old] for old in at_home} | {schema.source})
    market = Market(countries[0].lower(), countries[0], currency, tuple(found))
    schema.report.invented("market", _CHANNELS, market=market.key, country=market.country, locales=found)
    return market


def catalog_file(schema: Schema, options: Options, sold: Sequence[Market], folder: str) -> Files:
    """Yield the path and data of catalog.yaml."""
    name, url, zone = options.name or folder, options.url or URL, options.zone or ZONE
    for topic, value, given in (("name", name, options.name), ("url", url, options.url), ("zone", zone, options.zone)):
        if not given:
            schema.report.invented(topic, Location("catalog/catalog.yaml"), value=value)
    schema.report.invented("renditions", Location("catalog/catalog.yaml"), renditions=list(RENDITIONS))
    others = sorted(set(schema.locales.values()) - {schema.source})
    yield (
        "catalog/catalog.yaml",
        {
            "packshot": "1",
            "name": name,
            "url": url,
            "source": schema.source,
            "zone": zone,
            "scopes": [schema.scopes.new[code] for code in schema.channels],
            "locales": {schema.source: None, **dict.fromkeys(others, schema.source)},
            "markets": {market.key: _market(market) for market in sold},
            "renditions": RENDITIONS,
            **_site(schema),
        },
    )


def _site(schema: Schema) -> Data:
    """Return the tree of the site: the first one, by the name of its file."""
    names, roots = Names("category tree", Report(), joint="-"), trees(schema)
    return {"site": {"tree": names.add(roots[0], Location("categories.csv"))}} if roots else {}


def _market(market: Market) -> Data:
    return {
        "country": market.country,
        "locales": list(market.locales),
        "currency": market.currency,
        "prices": [market.currency.lower()],
        "stock": [STOCK],
    }


def price_files(schema: Schema, sold: Iterable[Market], products: Sequence[Product]) -> Files:
    """Yield a price list for each currency of a market or a product price. The prices are assumed to include tax.

    The price of a model is written in the price line `key/*`.
    """
    found = {market.currency for market in sold}
    for product in products:
        found.update(product.prices, *(variant.prices for variant in product.variants))
    for currency in sorted(found):
        schema.report.invented("tax", Location("attributes.csv"), currency=currency)
        prices = dict(sorted(line for product in products for line in _lines(product, currency)))
        data = filled({"currency": currency, "tax": "included", "prices": prices})
        yield f"catalog/prices/{currency.lower()}.yaml", data


def _lines(product: Product, currency: str) -> Iterator[tuple[str, str]]:
    """Yield the price lines of one product. A SKU has a line only if its price differs from that of its model."""
    common = product.prices.get(currency) if product.axes else None
    if common is not None:
        yield f"{product.key}/*", common
    for variant in product.variants:
        price = variant.prices.get(currency)
        if price is not None and price != common:
            yield variant.sku, price


def stock_file(schema: Schema) -> Files:
    """Yield a stock list in which every SKU is in stock, because Akeneo has no stock."""
    schema.report.invented("stock", Location(f"catalog/stock/{STOCK}.yaml"))
    yield f"catalog/stock/{STOCK}.yaml", {"unlisted": "in_stock"}


def feed_file(schema: Schema, sold: Sequence[Market], order: Sequence[Attribute]) -> Files:
    """Yield a channel file with a Google feed for all markets; nothing if the export has no image attribute.

    The fields of the feed are derived from the attributes of the export.
    """
    images = sorted((one for one in order if one.kind == "image"), key=lambda one: not one.code.startswith("variation"))
    paths = [one.path for one in images]  # those of variants first
    if not paths:
        return
    schema.report.invented("feed", Location("channels/google.yaml"))
    yield (
        "channels/google.yaml",
        {
            "extends": "google-primary",
            "spec": "google/2026-05",
            "scope": "google",
            "markets": [market.key for market in sold],
            "select": [
                {"id": "live", "if": Quoted("status in ['active', 'phase-out']"), "reason": "not on sale"},
                {"id": "priced", "if": Quoted("price.amount"), "reason": "no price in this market"},
                {"id": "pictured", "if": Quoted(" or ".join(paths)), "reason": "no publishable image"},
            ],
            "fields": _fields({one.code: one for one in order}),
            "images": {"image_link": {"from": paths, "preset": "hero"}},
            "output": {"format": "rss", "file": Quoted("google-{market}-{locale}.xml")},
        },
    )


def _fields(known: dict[str, Attribute]) -> Data:
    names = [code for code in ("variation_name", "name", "erp_name") if code in known]
    texts = [code for code in ("variation_description", "description", "short_description") if code in known]
    fields: Data = {
        "title": {"from": [known[code].path for code in names], "pipe": ["strip_html", "squeeze", {"cut": "150"}]},
        "description": {
            "from": [known[code].path for code in [*texts, *names]],
            "pipe": ["strip_html", "squeeze", {"cut": "5000"}],
        },
    }
    if "brand" in known:
        brand = known["brand"].path
        fields["brand"] = {"from": [f"{brand}.label", brand], "pipe": ["squeeze"]}
    code = next((code for code in ("gtin", "ean", "upc") if code in known), "")
    # the pipe removes a number with a wrong check digit; such rows have no GTIN
    return fields | ({"gtin": {"from": known[code].path, "pipe": ["gtin"]}} if code else {})
