"""The severities that catalog.yaml sets under `severity:`. No other module changes a severity."""

from __future__ import annotations

from dataclasses import replace

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.findings import Finding, Severity

ADJUSTABLE = (
    "alt-missing",
    "alt-untranslated",
    "asset-ending",
    "asset-hidden",
    "asset-unused",
    "asset-without-extension",
    "asset-without-sidecar",
    "attribute-unused",
    "bundle-part-unseen",
    "bundle-single",
    "category-empty",
    "emphasis-in-word",
    "format-unbuilt",
    "gtin-in-store",
    "hreflang-shared",
    "image-not-rendered",
    "label-locale",
    "line-without-sku",
    "link-uncounted",
    "list-long",
    "list-unused",
    "market-without-list",
    "picture-cmyk-untagged",
    "picture-profile-broken",
    "price-decimals",
    "price-never",
    "price-thousands",
    "price-tiers",
    "price-was",
    "price-zero",
    "renamed-key",
    "rights-never",
    "severity-fixed",
    "shelf-family",
    "sidecar-incomplete",
    "stray-file",
    "table-in-text",
    "translation-orphan",
    "translation-stale",
    "translation-unchecked",
    "waiver-ended",
    "waiver-unused",
)
"""The codes of warnings and suggestions whose severity catalog.yaml can change. The other codes of these checks are
errors.
"""


OFF = "off"
"""The severity of a code that is not reported (format rule 47)."""


def applied(reader: Reader, finding: Finding) -> Finding | None:
    """Return the finding with the severity that catalog.yaml sets for its code, unchanged if none is set; None if this
    severity is `off`.

    The severity of an error is never changed, because a build cannot continue after an error.
    """
    if finding.severity is Severity.ERROR:
        return finding
    raw = reader.raw(nodes.CATALOG)
    levels = raw.get("severity") if isinstance(raw, dict) else None
    level = str(levels.get(finding.code)) if isinstance(levels, dict) else None
    if level == OFF:
        return None
    return replace(finding, severity=Severity(level)) if level in list(Severity) else finding
