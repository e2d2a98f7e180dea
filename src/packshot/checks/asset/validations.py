"""The repository's own validation rules, applied to assets."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.asset_files import AssetFiles
from packshot.checks.rule import rule
from packshot.checks.validations import entry_findings
from packshot.engine.types import Item
from packshot.findings import Finding
from packshot.rules.subjects import assets


@rule("rule-*")
def validations(asset: AssetFiles) -> Iterator[Finding | Item]:
    """What it does: validates an asset with the rules of catalog/rules/ that have `on: asset`, except those with
    `linked: use`.

    Why: every catalogue has requirements for its assets that are not part of the format.

    Example: a rule that requires 1200 pixels of each packshot. Fix: follow the help of the rule.
    """
    own = asset.asset
    if own is not None:
        yield from entry_findings(asset.reader, "asset", lambda each: assets(asset.reader, each, own, asset.at.path))
