"""`packshot plan`: what a build would do, and that planning leaves no trace."""

from pathlib import Path

import pytest
from commands import Told, shop

from support import commit

INSTANT = ("--as-of", "2026-11-01")
PAGE = "de/de/products/mug/index.html"


def run(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> Told:
    return Told(capsys, "-C", str(root), *arguments, *INSTANT)


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in (".packshot", "dist")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path / "shop")


@pytest.fixture
def built(root: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(capsys, root, "build").code == 0
    return root


def test_before_the_first_build_everything_is_evaluated(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, root, "plan", "--format", "json")
    plan = told.json
    assert plan["everything"] == "there is no state to start from"
    assert plan["counts"]["make"] == plan["artifacts"] > 20
    assert not (root / ".packshot").exists()
    done = run(capsys, root, "build", "--format", "json").json
    assert {change["path"] for change in plan["changes"]} == {
        path for path in files_of_release(root) if not path.startswith("manifest")
    }
    assert (done["records"], done["tree"], done["valid_from"]) == (plan["records"], plan["tree"], plan["valid_from"])


def files_of_release(root: Path) -> set[str]:
    return {str(path.relative_to(root / "dist")) for path in (root / "dist").rglob("*") if path.is_file()}


def test_after_a_build_there_is_nothing_to_do(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(built)
    assert "Nothing to do" in run(capsys, built, "plan").out
    assert files(built) == before


def test_a_price_leads_to_its_files_and_the_plan_keeps_its_word(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(built, {"catalog/prices/eu.yaml": "currency: EUR\ntax: included\nprices:\n  mug/*: 9.90\n"})
    before = files(built)
    told = run(capsys, built, "plan")
    plan = run(capsys, built, "plan", "--format", "json").json
    assert files(built) == before
    assert "catalog/prices/eu.yaml: price/eu/mug/*\n  -> product/mug -> " in told.out
    shown = next(each for each in plan["reasons"] if each["record"] == "product/mug")
    price = {"why": "node", "node": "price/eu/mug/*", "file": "catalog/prices/eu.yaml", "instant": None}
    assert shown["inputs"] == [price]
    for change in plan["changes"]:
        assert change["causes"] == {"alone": ["catalog/prices/eu.yaml"], "together": [], "possible": []}
    done = run(capsys, built, "build", "--format", "json").json
    assert {change["path"] for change in plan["changes"]} == changed(before, files(built))
    assert done["written"] == len(changed(before, files(built)))


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    own = ("manifest", ".packshot")
    paths = {
        path.removeprefix("dist/") for path in after if after[path] != before.get(path) and path.startswith("dist/")
    }
    return {path for path in paths if not path.startswith(own)}


def test_files_on_disk_are_planned_for_when_asked(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (built / "catalog/products/cup/mug/de.yaml").write_text("name: Henkelbecher\n")
    assert "Nothing to do" in run(capsys, built, "plan").out
    assert "catalog/products/cup/mug/de.yaml: product/mug/de" in run(capsys, built, "plan", "--worktree").out


def test_removals_are_planned(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    product = (built / "catalog/products/cup/mug/product.yaml").read_text()
    commit(built, {"catalog/products/cup/mug/product.yaml": product.replace("status: active", "status: draft")})
    plan = run(capsys, built, "plan", "--format", "json").json
    assert ("remove", PAGE) in [(change["do"], change["path"]) for change in plan["changes"]]


def test_the_chain_behind_a_path(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(built, {"catalog/prices/eu.yaml": "currency: EUR\ntax: included\nprices:\n  mug/*: 9.90\n"})
    chain = run(capsys, built, "plan", "--why", f"dist/{PAGE}").out
    assert "record product/mug" in chain
    assert "catalog/prices/eu.yaml: price/eu/mug/*" in chain
    assert "nothing it reads has changed" in run(capsys, built, "plan", "--why", "robots.txt").out


def several(root: Path) -> dict[str, str]:
    """A price, which the page of the mug shows in German, and a name, which only the English pages show."""
    product = (root / "catalog/products/cup/mug/product.yaml").read_text()
    return {
        "catalog/prices/eu.yaml": "currency: EUR\ntax: included\nprices:\n  mug/*: 9.90\n",
        "catalog/products/cup/mug/product.yaml": product.replace("name: Mug\n", "name: Big mug\n"),
    }


def test_a_path_names_those_causes_that_change_it(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(built, several(built))
    changes = run(capsys, built, "plan", "--format", "json").json["changes"]
    causes = {change["path"]: change["causes"]["alone"] for change in changes}
    assert causes["de/en/products/mug/index.html"] == sorted(several(built))
    assert causes[PAGE] == ["catalog/prices/eu.yaml"]
    chain = run(capsys, built, "plan", "--why", PAGE).out
    assert "<- catalog/prices/eu.yaml: price/eu/mug/*" in chain
    assert "product.yaml" not in chain.partition("is written")[2]
    told = run(capsys, built, "plan").out
    assert "catalog/products/cup/mug/product.yaml: product/mug\n  -> product/mug -> " in told


def test_many_causes_are_cut_in_text_and_all_in_json(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    product = (built / "catalog/products/cup/mug/product.yaml").read_text()
    made = {f"catalog/products/cup/cup-{n}/product.yaml": product.replace("MUG", f"CUP-{n}") for n in range(14)}
    commit(built, made)
    told = run(capsys, built, "plan")
    assert told.code == 0, told.out
    assert "and 2 more causes\n" in told.out
    changes = run(capsys, built, "plan", "--format", "json").json["changes"]
    assert {cause for change in changes for cause in change["causes"]["alone"]} == set(made)


def test_a_cause_whose_earlier_bytes_are_gone_is_only_possible(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last build was of files on disk that were never committed."""
    for path, text in several(built).items():
        (built / path).write_text(f"# a note\n{text}")
    assert run(capsys, built, "build", "--worktree").code == 0
    for path, text in several(built).items():
        (built / path).write_text(text.replace("9.90", "8.80").replace("Big mug", "Cup"))
    told = run(capsys, built, "plan", "--worktree").out
    reason = "not verified: the repository does not have the earlier version of the file"
    assert f"possibly catalog/prices/eu.yaml: price/eu/mug/* ({reason})\n" in told


def test_the_chain_behind_a_page_of_a_listing_names_the_item(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = (built / "catalog/products/cup/mug/product.yaml").read_text().replace("name: Mug\n", "name: Big mug\n")
    commit(built, {"catalog/products/cup/mug/product.yaml": name})
    chain = run(capsys, built, "plan", "--why", "de/en/index.html").out
    assert "listing" in chain
    assert "member mug" in chain
    assert "catalog/products/cup/mug/product.yaml" in chain


def test_the_chain_of_the_clock(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "-C", str(built), "plan", "--as-of", "2026-12-25", "--why", PAGE)
    assert "the clock passed 2026-11-24T00:00:00Z" in told.out  # thirty days before the picture's rights end


def test_a_path_that_is_none_is_a_mistake_of_use(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, built, "plan", "--why", "de/de/products/mgu/index.html")
    assert told.code == 2
    assert "below dist/" in told.err


def test_a_format_that_is_not_built_yet_is_named(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    channel = (
        'extends: google-primary\nscope: print\nmarkets: [de]\n\noutput: {format: pdf, file: "{market}-{locale}.pdf"}\n'
    )
    commit(built, {"channels/pricelist.yaml": channel})
    told = run(capsys, built, "plan")
    assert "unbuilt: channel pricelist uses format pdf" in told.out
    assert run(capsys, built, "plan", "--format", "json").json["unbuilt"] == [
        {"channel": "pricelist", "what": "format pdf"}
    ]


def test_errors_are_shown_and_nothing_is_planned(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(built, {"catalog/prices/eu.yaml": "currency: EUR\ntax: included\nprices:\n  mug/*: 9,90\n"})
    told = run(capsys, built, "plan")
    assert told.code == 1
    assert "would write nothing" in told.out
    assert run(capsys, built, "plan", "--format", "json").json["changes"] == []


def test_the_clock_alone_gives_a_plan(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "-C", str(built), "plan", "--as-of", "2026-12-25")
    assert "the clock passed 2026-11-24T00:00:00Z" in told.out  # thirty days before the picture's rights end


def test_what_a_threshold_keeps_out_of_a_feed_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalog, family = (built / "catalog/catalog.yaml").read_text(), (built / "catalog/families/cup.yaml").read_text()
    gate = f"{catalog}thresholds: {{completeness: {{google: 100 %}}}}\n"
    commit(built, {"catalog/catalog.yaml": gate, "catalog/families/cup.yaml": family.replace("web: ", "google: ")})
    plan = run(capsys, built, "plan", "--format", "json").json
    reasons = {each["sku"]: each["reason"] for each in plan["left_out"]}
    assert reasons, plan
    assert all(reason.startswith("threshold google: ") for reason in reasons.values())
    assert f"left out: {min(reasons)} of google" in run(capsys, built, "plan").out
