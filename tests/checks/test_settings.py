"""Findings about settings that no case has: duplicates, wrong types, ladders without an order."""

import pytest
from tests.checks.cases import HERE, NOW, laid_over
from tests.support import files_of

from packshot.checks.run import validate
from packshot.findings import Finding

CATALOG = files_of("\n".join((HERE / "sound.txt").read_text().splitlines()[2:]))["catalog/catalog.yaml"]


def found(files: str) -> list[Finding]:
    return list(validate(laid_over(f"A case.\n\n{files}"), NOW, processes=1).findings)


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        (
            "market-twice",
            "markets:\n",
            "markets:\n  DE: {country: LU, locales: [de], currency: EUR, prices: [retail]}\n",
        ),
        ("rendition-twice", "renditions:\n", "renditions:\n  Card: {width: 320}\n"),
        ("wrong-attribute", "site: {tree: shop}", "site: {tree: shop}\nweight: name"),
    ],
)
def test_catalog(code: str, old: str, new: str) -> None:
    assert old in CATALOG
    (finding,) = found(f"--- catalog/catalog.yaml\n{CATALOG.replace(old, new)}")
    assert finding.code == code


def test_a_list_in_a_file_and_in_a_folder() -> None:
    part = "--- catalog/prices/retail/list.yaml\n{currency: EUR, tax: included}\n"
    assert "list-twice" in {finding.code for finding in found(part)}


RULE = """--- catalog/rules/steps.yaml
on: sku
ladder: {of: height, along: %s}
message: Steps.
waivers:
  - {for: RIM-M, until: 2027-01-01, by: Kari Moe, reason: a}
  - {for: RIM-M, until: 2027-01-01, by: Kari Moe, reason: b}
"""


def test_rules() -> None:
    assert "ladder-steps" in {finding.code for finding in found(RULE % "name")}
    assert "waiver-twice" in {finding.code for finding in found(RULE % "volume")}
