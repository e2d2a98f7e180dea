"""Rules of markets and renditions."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.offers import groups_of
from packshot.catalog.unreadable import home
from packshot.checks import named_references, unique
from packshot.checks.name_rules import device, twins
from packshot.checks.offer_file import is_unread
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.engine.types import Listing
from packshot.findings import Finding, report
from packshot.model.audience import hreflang
from packshot.model.names import choices

_FOLDERS = frozenset({"feeds", "print", "partners", "media", "api", "404", "assets"})
"""Folders at the top of a release, whose names markets must not have."""


@rule("unknown-price-list unknown-stock-list wrong-currency", "35")
def lists(site: SourceFile) -> Iterator[Finding]:
    """What it does: reports unknown price lists and stock lists of a market, and price lists in a currency that is not
    the currency of the market.

    Why: without its price list, a market shows no prices. Amounts are never converted between currencies.

    Example: `ch: {currency: CHF, prices: [eu-retail], ...}`. Fix: create a price list in CHF and list it under
    `prices`.
    """
    for key, market in site.entity.markets.items() if site.entity else ():
        for place, name in enumerate(market.prices):
            at = site.place("markets", key, "prices", place)
            head = site.reader.price_list(name)
            if head is not None and head.currency != market.currency:
                currencies = {"currency": head.currency, "expected": market.currency}
                yield report("wrong-currency", at, list=name, market=key, **currencies)


@rule("customers-unsaid unknown-customers", "35")
def customers(site: SourceFile) -> Iterator[Finding]:
    """What it does: reports a market without `customers:` whose price lists are for several customer groups, and a
    customer group that no price list of the market has. The pages of the market are built for the group in
    `customers:`.

    Why: dealer prices must not be shown on public pages. Price lists without `group` apply to all customers; of the
    lists with `group`, only those of the group in `customers:` are used. A channel file may have another group.

    Example: `prices: [eu-dealer, eu-retail]`, which have the groups dealer and retail. Fix: `customers: retail`.
    """
    for key, market in site.entity.markets.items() if site.entity else ():
        groups = groups_of(site.reader, market)
        if any(is_unread(site.reader, name) for name in market.prices):
            continue
        if market.customers is None and len(groups) > 1:
            yield report("customers-unsaid", site.place("markets", key, "prices"), market=key, groups=groups)
        elif market.customers is not None and market.customers not in groups:
            at = site.place("markets", key, "customers")
            yield named_references.customers(market.customers, groups, at).with_params(market=key)


@rule("unknown-tax-class", "35")
def taxes(site: SourceFile) -> Iterator[Finding]:
    """What it does: reports tax classes of a market that are not options of the tax class attribute.

    Why: a tax rate for an unknown class is never used, so prices are shown unconverted, as in the price list.

    Example: `tax: {standart: 19 %}`. Fix: write `standard`.
    """
    catalog, reader = site.entity, site.reader
    attribute = reader.attribute(catalog.tax_class) if catalog else None
    if catalog is None or attribute is None or attribute.options is None:
        return
    known = reader.options(attribute.options)
    places = [(key, name) for key, market in catalog.markets.items() for name in market.tax if name not in known]
    for key, name in places:
        at = site.on_key("markets", key, "tax", name)
        finding = report("unknown-tax-class", at, name=name, list=attribute.options, **choices(name, known))
        yield named_references.missing(finding, name, home("options", attribute.options))


@rule("market-twice reserved-market reserved-name rendition-twice", "2")
def once(site: SourceFile) -> Iterator[Finding]:
    """What it does: reports names of markets and renditions that are not unique, ignoring case, and markets with a
    reserved name.

    Why: the key of a market is the name of a top-level folder of the release. Other top-level folders, such as feeds/,
    media/ and print/, have reserved names.

    Example: a market `media`. Fix: write another key.
    """
    if site.entity is None:
        return
    for word, names in (("market", site.entity.markets), ("rendition", site.entity.renditions)):
        for name, other in twins(names):
            yield report(f"{word}-twice", site.on_key(f"{word}s", name), name=name, other=other)
    for name in site.entity.markets:
        if name.casefold() in _FOLDERS or name.casefold().startswith("media-"):
            yield report("reserved-market", site.on_key("markets", name), name=name)
        yield from device(name, "market", site.on_key("markets", name))


@rule("hreflang-shared", "35")
def tags(site: SourceFile) -> Iterator[Finding]:
    """What it does: suggests another country or locale if two versions of a page have the same language and country.

    Why: search engines choose the version of a page by language and country. If two versions have the same, only the
    first one in catalog.yaml is named to them; both are in the list of countries and languages.

    Example: markets `de` and `outlet`, both with `country: DE` and `locales: [de]`. Fix: if this is intended, add
    `severity: {hreflang-shared: off}`.
    """
    first: dict[str, str] = {}
    for key, market in site.entity.markets.items() if site.entity else ():
        for locale in market.locales:
            tag, name = hreflang(locale, market.country), f"{key}/{locale}"
            if tag in first:
                yield report("hreflang-shared", site.on_key("markets", key), name=name, other=first[tag], tag=tag)
            first.setdefault(tag, name)


@rule("market-without-list", "34 35")
def sold(site: SourceFile) -> Iterator[Finding]:
    """What it does: warns of a market without a price list if the catalogue has price lists.

    Why: the pages of such a market show products without prices, and feeds that require a price leave these products
    out.

    Example: `de: {country: DE, locales: [de], currency: EUR}`. Fix: `prices: [eu-retail]`.
    """
    for key, market in site.entity.markets.items() if site.entity else ():
        known = site.reader.names("prices") if not market.prices else ()
        if known:
            yield report("market-without-list", site.on_key("markets", key), market=key, **choices(key, known))


@rule("value-twice slug-twice asset-twice category-twice", "3 30")
def unique_values(site: SourceFile) -> Iterator[Listing]:
    """What it does: reports asset ids, categories, slugs and values of attributes with `unique: true` that are not
    unique.

    Why: systems that look up an entry by its GTIN, slug or id cannot distinguish two entries with the same value.

    Example: `gtin: 9520000010072` for two SKUs. Fix: write the correct number.
    """
    yield unique.listing(unique.SLUG, "slug-twice")
    yield unique.listing(unique.ASSET, "asset-twice.case")
    yield unique.listing(unique.CATEGORY, "category-twice")
    for _, _, codes in site.reader.groups():
        for code in codes:
            attribute = site.reader.attribute(code)
            if attribute is not None and attribute.unique:
                yield unique.listing(code, "value-twice", attribute=code)
