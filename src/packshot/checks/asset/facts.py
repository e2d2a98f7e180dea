"""Rules of the contents of a sidecar: its structure, its rights and its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from packshot.catalog.reader import Reader
from packshot.checks import named_references
from packshot.checks.asset_files import AssetFiles
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report
from packshot.model.cycles import cycle
from packshot.model.file_formats import kind_of
from packshot.model.rights import effective

_RATIO = re.compile(r"[0-9]{1,5}:[0-9]{1,5}", re.ASCII)


@rule(
    "missing-key unknown-key bad-combination bad-instant bad-number bad-country bad-pattern null-here empty", "30 31 32"
)
def shape(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: validates the keys and values of a sidecar. `sha256` and `bytes`, which packshot writes, are
    required. The start and end of rights are timestamps with a time zone, and the end is after the start. For countries
    and for channels, rights contain `allow` or `deny`, not both. A sidecar does not list products: products list their
    assets.

    Why: the rights in the sidecar decide where and until when an asset may be shown, so they must be unambiguous.

    Example: `expires: 2027-03-01`. Fix: `expires: 2027-03-01T00:00:00+01:00`.
    """
    for finding in asset.shape:
        named_here = finding.at.keys == ("products",)
        yield report("unknown-key.products", finding.at, *finding.edits) if named_here else finding


@rule("rights-never", "32")
def window(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: warns of an asset that can never be shown, because its combined rights (sidecar and licence) end
    before they begin, or at the same time.

    Why: an entry of the sidecar replaces the same entry of the licence, so an embargo in the sidecar may end after the
    rights of the licence expire.

    Example: an embargo until 2028-06 under a licence that ends in 2028-01. Fix: write a later `expires`.
    """
    found = asset.asset
    licence = asset.reader.licence(found.licence) if found is not None and found.licence else None
    if found is None or licence is None:
        return
    rights = effective(found, licence)
    if rights.embargo and rights.expires and rights.embargo >= rights.expires:
        at = Location(asset.at.path, ("rights",))
        yield report("rights-never", at, embargo=rights.embargo, expires=rights.expires, licence=found.licence)


@rule("replacement-cycle", "30")
def replacement(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: reports a circular chain of replacements (`on_expiry.replace`).

    Why: when the rights of an asset end, pages show its replacement; a circular chain has no last replacement.

    Example: `front` is replaced by `back`, and `back` by `front`. Fix: remove `on_expiry.replace` from one of the
    sidecars.
    """
    is_replaced = asset.asset is not None and asset.asset.on_expiry is not None
    circle = cycle(asset.id, partial(_replacement, asset.reader)) if is_replaced else ()
    if circle:
        at = Location(asset.at.path, ("on_expiry", "replace"))
        yield report("replacement-cycle", at, steps=circle)


def _replacement(reader: Reader, id_: str) -> list[str]:
    asset = reader.asset(id_)
    return [asset.on_expiry.replace] if asset is not None and asset.on_expiry is not None else []


@rule("alt-missing alt-untranslated", "18 30")
def alt(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: warns of an image without an alt text for a published locale: neither the locale nor a locale of
    its fallback chain has an alt text. If the text of another language is used, suggests a translation.

    Why: screen readers read the alt text aloud. A decorative image, which conveys no information, has
    `decorative: true`.

    Example: a sidecar without `alt:`. Fix: `alt: {en: Red rain jacket from the front, de: Rote Regenjacke von vorn}`.
    """
    found = asset.asset
    if found is None or found.decorative or isinstance(found.alt, str) or kind_of(asset.original) not in _SEEN:
        return
    texts, reader = found.alt or {}, asset.reader
    markets = [market for key in reader.markets() if (market := reader.market(key))]
    published = dict.fromkeys(locale for market in markets for locale in market.locales)
    missing = [locale for locale in published if not any(each in texts for each in reader.chain(locale))]
    untranslated = [
        locale for locale in published if locale not in missing and not _is_in_language(reader, locale, texts)
    ]
    at = Location(asset.at.path, ("alt",) if texts else ())
    if missing:
        yield report("alt-missing", at, locales=missing)
    if untranslated:
        yield report("alt-untranslated", at, locales=untranslated)


_SEEN = frozenset({"image", "vector"})


def _is_in_language(reader: Reader, locale: str, texts: object) -> bool:
    """Return whether the text in use is in the language of the locale: a text for `de` is right for `de-AT`."""
    shown = next(each for each in reader.chain(locale) if each in texts)  # type: ignore[operator]  # a map of locales
    return shown.partition("-")[0] == locale.partition("-")[0]


@rule("unknown-rendition", "30")
def crops(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: reports crops whose key is neither a rendition nor an aspect ratio.

    Why: a crop for a rendition that does not exist is never used.

    Example: `crops: {heros: ...}`. Fix: `crops: {hero: ...}`, or an aspect ratio such as `"1:1"`.
    """
    for name in asset.asset.crops if asset.asset is not None else ():
        if not _RATIO.fullmatch(name):
            yield from named_references.listed(
                asset.reader, name, Location(asset.at.path, ("crops", name), "key"), kind="rendition"
            )
