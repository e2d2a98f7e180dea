"""Which required values count as filled, for whom."""

from decimal import Decimal

import pytest
from tests.readiness.judged import Shop

RIM = "--- catalog/products/rim/product.yaml\nfamily: bowl\nstatus: active\nsku: RIM\nname: Rim\n"
DEEP = """--- catalog/products/deep/product.yaml
family: bowl
status: draft
name: Deep
story: Deep.
axes: [color]
variants:
  DEEP-SAND: {color: sand, gtin: 9520000010072}
  DEEP-SLATE: {color: slate}
"""
PICTURE = f"sha256: {'0' * 64}\nbytes: 1\nwidth: 9\nheight: 9\n"


def wanting(*paths: str) -> str:
    """The family with these paths required everywhere."""
    attributes = "[story, pieces, safe, color, gtin, gallery, glazes]"
    required = f"required: {{all: [{', '.join(paths)}]}}"
    return f"--- catalog/families/bowl.yaml\nparent: thing\nattributes: {attributes}\n{required}\n"


def test_what_is_required_for_all_and_for_a_scope_is_asked_in_that_scope() -> None:
    shop = Shop()
    assert dict(shop.completeness("web de/en").missing) == {"story": 1}
    assert dict(shop.completeness("google de/en").missing) == {"gtin": 1, "assets.main": 1}
    assert shop.completeness("print de/en").percent == 100


def test_the_scopes_are_the_sites_those_of_channel_files_in_their_markets_and_those_declared() -> None:
    found = [f"{each.scope} {each.name}" for each in Shop().audiences()]
    site = ["web de/de", "web de/en", "web at/de-AT", "web at/fr"]
    assert found == [*site, "google de/de", "google de/en", *(each.replace("web", "print") for each in site)]


@pytest.mark.parametrize(
    ("written", "is_filled"),
    [("pieces: 0", True), ("pieces: 6", True), ("safe: false", True), ("pieces: null", False), ("", False)],
)
def test_zero_and_false_are_values_and_null_is_none(written: str, is_filled: bool) -> None:
    path = written.partition(":")[0] or "pieces"
    shop = Shop(f"{RIM}{written}\n{wanting(path)}")
    assert dict(shop.completeness("web de/en").missing) == ({} if is_filled else {path: 1})


def test_a_text_counts_from_its_own_language_and_from_no_other() -> None:
    shop = Shop(f"{RIM}story: Once.\n--- catalog/products/rim/de.yaml\nname: Rand\n")
    missing = {each: set(shop.completeness(f"web {each}").missing) for each in ("de/en", "de/de", "at/de-AT", "at/fr")}
    assert missing == {"de/en": set(), "de/de": {"story"}, "at/de-AT": {"story"}, "at/fr": {"name", "story"}}


def test_what_is_not_localizable_counts_in_each_locale() -> None:
    shop = Shop(f"{RIM}pieces: 2\n{wanting('pieces')}")
    assert "pieces" not in shop.completeness("web at/fr").missing


def test_a_table_counts_when_its_translated_cells_are_in_the_language() -> None:
    table = "glazes:\n  inside: {tone: sand, note: Matte}\n"
    half = f"{RIM}{table}{wanting('glazes')}"
    assert "glazes" in Shop(half).completeness("web de/de").missing
    whole = f"{half}--- catalog/products/rim/de.yaml\nglazes: {{inside: {{note: Matt}}}}\n"
    assert "glazes" not in Shop(whole).completeness("web de/de").missing


def test_each_sku_counts_but_those_that_are_not_sold_in_the_market() -> None:
    shop = Shop(DEEP)
    assert (shop.completeness("google de/en", "deep").filled, shop.completeness("google de/en", "deep").required) == (
        2,
        3,
    )
    assert shop.completeness("web at/fr", "deep").required == 4


def test_a_retired_sku_does_not_count() -> None:
    shop = Shop(DEEP.replace("{color: slate}", "{color: slate, status: retired}"))
    assert shop.completeness("web at/fr", "deep").required == 2


def test_a_product_without_skus_yet_counts_once() -> None:
    shop = Shop(DEEP[: DEEP.index("variants")])
    assert shop.completeness("web at/fr", "deep").required == 2


def test_an_asset_counts_only_where_it_may_be_seen() -> None:
    product = f"{RIM}assets: {{main: front}}\n{wanting('assets.main')}"
    files = f"{product}--- assets/front.jpg\nbytes\n--- assets/front.jpg.yaml\n{PICTURE}"
    rights = "rights: {territory: {allow: [DE]}, expires: 2027-01-01T00:00:00Z}\n"
    shop = Shop(files + rights)
    assert "assets.main" not in shop.completeness("web de/en").missing
    assert "assets.main" in shop.completeness("web at/fr").missing
    assert "2027-01-01T00:00:00Z" in shop.reader.reads.instants
    assert "assets.main" in Shop(files + rights, "2027-01-01T00:00:00Z").completeness("web de/en").missing


@pytest.mark.parametrize(
    ("path", "written", "is_filled"),
    [
        ("price", "", True),
        ("stock", "", True),
        ("categories", "categories: [cups]", True),
        ("categories", "", False),
        ("maps.google", "categories: [bowls]", True),
        ("maps.google", "categories: [cups]", False),
        ("maps.google", "categories: [bowls]\nmaps: {google: null}", False),
        ("available_from", "available_from: 2026-01-01", True),
        ("available_from", "", False),
    ],
)
def test_what_is_no_value_of_the_family_can_be_required_too(path: str, written: str, is_filled: bool) -> None:
    shop = Shop(f"{RIM}{written}\n{wanting(path)}")
    assert (path not in shop.completeness("web de/en").missing) == is_filled


def test_a_percentage_is_rounded_down_and_a_threshold_compared_exactly() -> None:
    found = Shop(DEEP).completeness("google de/en", "deep")
    assert found.percent == Decimal("66.6")
    assert found.reaches(Decimal("66.66"))
    assert not found.reaches(Decimal("66.67"))


def test_a_value_for_a_scope_counts_there_only() -> None:
    shop = Shop(f"{RIM}for:\n  web: {{story: For the web.}}\n  print: {{name: null}}\n")
    assert dict(shop.completeness("web de/en").missing) == {}
    assert dict(shop.completeness("print de/en").missing) == {"name": 1}


def test_the_weight_of_a_bundle_follows_from_its_parts() -> None:
    schema = """--- catalog/units.yaml
weight: {base: g, units: {g: {factor: 1}}}
--- catalog/attributes/trade.yaml
attributes: {weight: {type: measure, unit: weight}}
--- catalog/families/bowl.yaml
parent: thing
attributes: [weight]
required: {all: [weight]}
--- catalog/products/pair/product.yaml
family: bowl
status: active
sku: PAIR
name: Pair
bundle: {RIM: 2}
"""
    weighed = Shop(f"{schema}{RIM}weight: 300 g\n")
    assert dict(weighed.completeness("web at/fr", "pair").missing) == {"name": 1}
    assert "weight" in Shop(schema + RIM).completeness("web at/fr", "pair").missing
