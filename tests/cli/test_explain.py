"""`packshot explain`: each value with its place, and the reason for each that is absent."""

from pathlib import Path
from typing import Any

import pytest
from commands import Told, shop

from support import write_files

EARLY = "2026-11-01"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop(tmp_path_factory.mktemp("explain") / "shop")


@pytest.fixture
def explain(root: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str, as_of: str = EARLY) -> Told:
        return Told(capsys, "-C", str(root), "explain", *arguments, "--as-of", as_of)

    return run


def value(told: Told, path: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in told.json["values"] if each["value"] == path)
    return found


def places(told: Told, path: str) -> list[tuple[Any, str, int]]:
    return [(said["value"], said["path"].rpartition("/")[2], said["line"]) for said in value(told, path)["said"]]


def test_a_value_stands_in_a_file_at_a_line(explain) -> None:
    assert places(explain("MUG-RED", "--format", "json"), "weight") == [("300 g", "product.yaml", 10)]


def test_a_translation_overrides_the_source(explain) -> None:
    told = explain("MUG-RED", "--market", "de", "--format", "json")
    assert places(told, "name") == [("Becher", "de.yaml", 1), ("Mug", "product.yaml", 4)]
    assert value(told, "name")["fallback"] is None


def test_the_sku_overrides_its_axis_and_that_the_product(explain) -> None:
    blue = explain("MUG-BLUE", "--format", "json")
    assert [said["value"] for said in value(blue, "care")["said"]] == ["Wash cold.", "Wash."]
    assert [said["level"] for said in value(blue, "care")["said"]] == ["color blue", None]
    red = explain("MUG-RED", "--format", "json")
    assert [said["value"] for said in value(red, "care")["said"]] == ["By hand.", "Wash."]
    assert value(red, "care")["said"][0]["level"] == "MUG-RED"


def test_a_scope_has_its_own_value(explain) -> None:
    told = explain("MUG-RED", "--scope", "google", "--locale", "en", "--format", "json")
    assert [(said["value"], said["scope"]) for said in value(told, "name")["said"]] == [
        ("Mug for Google", "google"),
        ("Mug", None),
    ]


def test_a_language_without_a_text_falls_back(explain) -> None:
    told = explain("MUG-RED", "--locale", "fr", "--format", "json")
    assert (told.json["market"], told.json["locale"]) == ("fr", "fr")
    assert value(told, "description")["fallback"] == "en"


def test_a_default_stands_in_the_family(explain) -> None:
    told = explain("MUG-RED", "--format", "json")
    assert [(said["value"], said["path"]) for said in value(told, "tax_class")["said"]] == [
        ("standard", "catalog/families/cup.yaml")
    ]


@pytest.mark.parametrize(
    ("name", "path", "why"),
    [
        ("MUG-RED", "gtin", "not set"),
        ("MUG-RED", "legal", "set only in en, and de has no fallback (`fallback: none`)"),
        ("mug", "color", "set only for MUG-BLUE, MUG-RED"),
        ("OLD-1", "weight", "not set"),
    ],
)
def test_what_is_absent_has_its_reason(explain, name: str, path: str, why: str) -> None:
    assert value(explain(name, "--format", "json"), path)["absent"] == why


def test_what_is_required_and_absent_is_marked(explain) -> None:
    assert value(explain("MUG-RED", "--format", "json"), "gtin")["required"]
    assert "gtin  not set (required)" in explain("MUG-RED").out


def test_a_value_that_cannot_be_read_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = "family: cup\nstatus: active\n\nname: Old\nsku: OLD-1\nweight: heavy\n"
    root = shop(tmp_path / "shop", **{"catalog/products/cup/old/product.yaml": old})
    told = Told(capsys, "-C", str(root), "explain", "OLD-1", "weight")
    assert "product.yaml is invalid; run packshot validate" in told.out


def offer(told: Told) -> dict[str, Any]:
    found: dict[str, Any] = told.json["offers"][0]
    return found


def test_a_price_comes_from_the_first_list_with_a_line(explain) -> None:
    sale = offer(explain("MUG-RED", "--format", "json", as_of="2026-12-02"))
    assert (sale["price"]["amount"], sale["price"]["was"]) == ("8.00", "10.00")
    assert [(line["list"], line["line"], line["verdict"]) for line in sale["prices"]] == [
        ("sale", 4, "in force"),
        ("eu", 4, "skipped: an earlier price list has an entry"),
    ]
    assert sale["price"]["until"] == "2026-12-24T00:00:00Z"


def test_a_price_that_is_not_in_force_says_when(explain) -> None:
    before = offer(explain("MUG-RED", "--format", "json"))
    assert before["price"] is None
    assert before["prices"][0]["verdict"] == ("no price in force; the next change is at 2026-12-01T00:00:00Z")


def test_a_line_for_all_skus_of_a_product_is_named(explain) -> None:
    blue = offer(explain("MUG-BLUE", "--format", "json"))
    assert [(line["list"], line["key"], line["verdict"]) for line in blue["prices"]] == [
        ("sale", None, "no entry"),
        ("eu", "mug/*", "in force"),
    ]


def test_stock_is_that_of_the_line_or_of_the_unlisted(explain) -> None:
    blue, red = (offer(explain(sku, "--format", "json")) for sku in ("MUG-BLUE", "MUG-RED"))
    assert (blue["stock"]["state"], blue["stock"]["qty"], blue["stocks"][-1]["line"]) == ("in_stock", 7, 3)
    assert red["stock"]["state"] == "out_of_stock"
    assert red["stocks"][-1]["text"] == "unlisted: out_of_stock"


def test_an_asset_says_until_when_and_why_not(explain) -> None:
    now, later = (explain("MUG-RED", "--format", "json", as_of=day).json["assets"] for day in (EARLY, "2027-01-01"))
    assert [(each["id"], each["allowed"], each["until"]) for each in now] == [("mug", True, "2026-12-24T00:00:00Z")]
    assert [(each["allowed"], each["reason"]) for each in later] == [(False, "rights ended at 2026-12-24T00:00:00Z")]


def test_a_draft_is_not_shown_and_says_so(explain) -> None:
    assert "not shown: status `draft`" in explain("OLD-1").out


def test_feeds_say_whether_they_show_it(explain) -> None:
    feeds = explain("MUG-RED", "feeds", "--format", "json").json["feeds"]
    assert {(feed["channel"], feed["audience"]) for feed in feeds} == {("google", "de/de"), ("google", "de/en")}
    assert all(feed["reason"] for feed in feeds)
    assert "google  left out: " in explain("MUG-RED").out


def test_one_value_alone(explain) -> None:
    told = explain("MUG-RED", "main", "--format", "json")
    assert [each["value"] for each in told.json["values"]] == ["assets.main"]
    assert [each["id"] for each in told.json["assets"]] == ["mug"]
    assert (told.json["offers"], told.json["feeds"]) == ([], [])
    price = explain("MUG-RED", "price", "--format", "json").json
    assert price["values"] == []
    assert price["offers"][0]["prices"]
    assert price["offers"][0]["stocks"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["MUG-RDE"], "did you mean MUG-RED"),
        (["mug-red"], "did you mean MUG-RED"),
        (["ancient"], "write old, its present name"),
        (["Ancient"], "write old, its present name"),
        (["MUG-RED", "wieght"], "did you mean weight"),
        (["MUG-RED", "--market", "us"], "use one of: de, fr"),
        (["MUG-RED", "--locale", "it"], "use one of: en, de, fr"),
        (["MUG-RED", "--scope", "amazon"], "use one of: web, api, google"),
    ],
)
def test_what_is_not_known_names_what_is(explain, arguments: list[str], words: str) -> None:
    told = explain(*arguments)
    assert told.code == 2
    assert words in told.err


def test_the_state_of_a_build_gives_the_same_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the last build was of the same files nothing is scanned; a mended or broken state changes nothing."""
    root = shop(tmp_path / "shop")
    asked = ("-C", str(root), "explain", "MUG-RED", "--as-of", EARLY)
    before = Told(capsys, *asked).out
    assert Told(capsys, "-C", str(root), "build", "--no-dist", "--as-of", EARLY).code == 0
    assert Told(capsys, *asked).out == before
    for state in (root / ".packshot/store/states").iterdir():
        state.unlink()
    assert Told(capsys, *asked).out == before
    (root / "catalog/products/cup/mug/de.yaml").write_text("name: Henkelbecher\n")
    assert "Henkelbecher" in Told(capsys, *asked).out


def test_the_tree_for_people(explain) -> None:
    out = explain("MUG-RED", as_of="2026-12-02").out
    assert out.splitlines()[0].startswith("MUG-RED of mug  Becher  catalog/products/cup/mug/product.yaml:19")
    assert "name  Becher  catalog/products/cup/mug/de.yaml:1" in out
    assert "overrides  Mug  catalog/products/cup/mug/product.yaml:4" in out
    assert "shown until 2026-12-24T00:00:00Z" in out


def test_what_files_say_cannot_command_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = 'family: cup\nstatus: active\n\nname: "[bold]x\\x1b[2J"\nsku: OLD-1\n'
    root = shop(tmp_path / "shop", **{"catalog/products/cup/old/product.yaml": old})
    told = Told(capsys, "-C", str(root), "explain", "OLD-1")
    assert "\x1b" not in told.out
    assert "[bold]x" in told.out


LINKED = {
    "catalog/relations.yaml": """
goes_with: {label: Goes with, two_way: true}
lid: {label: Lid, inverse: {code: lid_of, label: Lid of}}
spare: {label: Spare}
""",
    "catalog/products/cup/tray/product.yaml": """family: cup
status: active
sku: TRAY-1

name: Tray

related: {goes_with: [MUG-RED], spare: [mug]}
""",
    "catalog/products/cup/cap/product.yaml": """family: cup
status: active

name: Cap

axes: [color]
variants:
  CAP-BLUE: {color: blue}
  CAP-RED: {color: red, related: {lid: [mug]}}
""",
    "catalog/products/cup/secret/product.yaml": """family: cup
status: draft
sku: SECRET-1

name: Secret

related: {goes_with: [mug]}
""",
}


def test_links_that_others_write_are_told_with_their_lines(tmp_path, capsys) -> None:
    root = shop(tmp_path / "shop")
    for path, text in LINKED.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    told = Told(capsys, "-C", str(root), "explain", "mug", "related", "--format", "json", "--as-of", EARLY)
    assert [(each["code"], each["name"], each["relation"], each["line"]) for each in told.json["links"]] == [
        ("goes_with", "tray", "goes_with", 7),
        ("lid_of", "CAP-RED", "lid", 9),
    ]
    assert told.json["values"] == []
    told = Told(capsys, "-C", str(root), "explain", "mug", "related.lid_of", "--as-of", EARLY)
    assert "CAP-RED  sets lid  catalog/products/cup/cap/product.yaml:9" in told.out
    assert "TRAY" not in told.out


def test_a_product_that_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path)
    write_files(root, {"catalog/products/cup/mug/product.yaml": "family: gone\nstatus: active\nsku: MUG-1\n"})
    told = Told(capsys, "-C", str(root), "explain", "mug")
    assert told.code == 3
    assert told.err.startswith("refused[unreadable]")
