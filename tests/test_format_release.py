"""The reference repository of the file format: it validates, stands in canonical form, and builds."""

import json
from pathlib import Path

import pytest

from packshot.cli.main import run
from reference import reference_repo

AS_OF = "2026-11-22T12:00:00Z"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reference_repo(tmp_path_factory.mktemp("format"))


def test_it_validates_without_findings(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(repository), "validate", "--format", "json", "--as-of", AS_OF]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [each for each in found if each["severity"] != "suggestion"] == []


def test_it_is_in_canonical_form(repository: Path) -> None:
    assert run(["-C", str(repository), "fmt", "--check"]) == 0


def test_it_builds(repository: Path) -> None:
    assert run(["-C", str(repository), "build", "--as-of", AS_OF]) == 0
    product = json.loads((repository / "dist/de/de/api/v1/products/fjord-shell.json").read_text())
    assert product["name"] == "Fjord Hardshell"
    assert [variant["sku"] for variant in product["variants"]] == ["FJ-BLUE-3XL", "FJ-BLUE-S", "FJ-RED-M", "FJ-RED-S"]
    blue = product["variants"][0]["attributes"]
    assert blue["name"] == "Fjord Hardshell Ozean"
    assert blue["weight"] == {"amount": "610", "unit": "g", "text": "610 g"}
    prices = {variant["sku"]: variant["price"] for variant in product["variants"]}
    assert prices["FJ-RED-M"] == {"amount": "249.00", "currency": "EUR", "tax": "included", "was": "289.00"}
    assert prices["FJ-RED-S"] == {"amount": "289.00", "currency": "EUR", "tax": "included"}


def test_rights_act_in_feed_and_page_alike(repository: Path) -> None:
    """fjord-front is denied to the channel scope google: the site shows it, the feed does not."""
    page = (repository / "dist/de/de/products/fjord-shell/index.html").read_text()
    assert "Rote Regenjacke von vorn" in page
    feed = (repository / "dist/feeds/google-de/google-de-de.xml").read_text()
    assert "<g:id>FJ-BLUE-S</g:id>" in feed
    assert "<g:id>FJ-RED-S</g:id>" not in feed
