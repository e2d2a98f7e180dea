"""Rules of what a sidecar says: its shape, its rights, its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from packshot.catalog.reader import Reader
from packshot.checks import named_references
from packshot.checks.asset_files import AssetFiles
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, advice, error, warning, worded
from packshot.model.cycles import cycle
from packshot.model.file_formats import kind_of
from packshot.model.rights import effective

_RATIO = re.compile(r"[0-9]{1,5}:[0-9]{1,5}", re.ASCII)


@rule(
    "missing-key unknown-key bad-combination bad-instant bad-number bad-country bad-pattern null-here empty", "30 31 32"
)
def shape(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: a sidecar must have the shape that the format gives it.

    Why: it begins with sha256 and bytes, which the program writes; rights are instants with their zone, not both
    allowed and denied, and do not end before they begin. A product is never named here: products name their assets.

    Example: `expires: 2027-03-01`. Cure: `expires: 2027-03-01T00:00:00+01:00`.
    """
    for finding in asset.shape:
        named_here = finding.at.keys == ("products",)
        yield worded(finding, cure="Take it away: products name their assets.") if named_here else finding


@rule("rights-never", "32")
def window(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: warns where the sidecar's and its licence's rights together leave no time to show the asset.

    Why: each entry of the sidecar replaces the licence's, so an embargo of one may lie behind the end of the other.

    Example: an embargo until 2028-06 under a licence that ends in 2028-01. Cure: a later `expires`.
    """
    found = asset.asset
    licence = asset.reader.licence(found.licence) if found is not None and found.licence else None
    rights = effective(found, licence) if found is not None and licence is not None else None
    if rights and rights.embargo and rights.expires and rights.embargo >= rights.expires:
        what = f"It may be shown from {rights.embargo}, and its rights end at {rights.expires}: never."
        yield warning("rights-never", Location(asset.at.path, ("rights",)), what, "Compare it with its licence.")


@rule("replacement-cycle", "30")
def replacement(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: the chain of assets that `on_expiry.replace` names must not come back.

    Why: it takes the asset's place on every page when its rights end.

    Example: front replaced by back, back by front. Cure: let the last one of the chain have none.
    """
    is_replaced = asset.asset is not None and asset.asset.on_expiry is not None
    circle = cycle(asset.id, partial(_replacement, asset.reader)) if is_replaced else ()
    if circle:
        at = Location(asset.at.path, ("on_expiry", "replace"))
        what = f"The replacement comes back to the asset itself: {' > '.join(circle)}."
        yield error("replacement-cycle", at, what, "Name an asset that has no replacement, or another one.")


def _replacement(reader: Reader, id_: str) -> list[str]:
    asset = reader.asset(id_)
    return [asset.on_expiry.replace] if asset is not None and asset.on_expiry is not None else []


@rule("alt-missing alt-untranslated", "18 30")
def alt(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: warns where a picture has no alt text in a published language, nor in one it falls back to;
    advises where it is read out in another language.

    Why: people who cannot see the picture hear this text. A picture that adds nothing says `decorative: true`.

    Example: no `alt:` at all. Cure: `alt: {en: Red rain jacket from the front, de: Rote Regenjacke von vorn}`.
    """
    found = asset.asset
    if found is None or found.decorative or isinstance(found.alt, str) or kind_of(asset.original) not in _SEEN:
        return
    said, reader = found.alt or {}, asset.reader
    markets = [market for key in reader.markets() if (market := reader.market(key))]
    published = dict.fromkeys(locale for market in markets for locale in market.locales)
    silent = [locale for locale in published if not any(each in said for each in reader.chain(locale))]
    foreign = [locale for locale in published if locale not in silent and not _speaks(reader, locale, said)]
    at = Location(asset.at.path, ("alt",) if said else ())
    if silent:
        what = f"The picture has no alt text in {', '.join(silent)}."
        yield warning(
            "alt-missing", at, what, "Write what it shows below alt:, or decorative: true if it says nothing."
        )
    if foreign:
        what = f"There is no alt text in {', '.join(foreign)}; it is read out in another language."
        yield advice("alt-untranslated", at, what, "Translate it below alt:.")


_SEEN = frozenset({"image", "vector"})


def _speaks(reader: Reader, locale: str, said: object) -> bool:
    """Whether the text that is shown is in the locale's own language: German of Germany will do for Austria."""
    shown = next(each for each in reader.chain(locale) if each in said)  # type: ignore[operator]  # a map of locales
    return shown.partition("-")[0] == locale.partition("-")[0]


@rule("unknown-rendition", "30")
def crops(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: crops must be for a rendition or a ratio.

    Why: what is written for a rendition that does not exist is never shown.

    Example: `crops: {heros: ...}`. Cure: `crops: {hero: ...}`, or a ratio such as `"1:1"`.
    """
    for name in asset.asset.crops if asset.asset is not None else ():
        if not _RATIO.fullmatch(name):
            yield from named_references.listed(
                asset.reader, name, Location(asset.at.path, ("crops", name), "key"), kind="rendition"
            )
