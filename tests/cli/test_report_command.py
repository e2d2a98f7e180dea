"""`packshot report`: the same figures in every form, for what was asked, and thresholds that fail."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.judges import html
from tests.readiness.judged import SHOP
from tests.support import files_of, git_repo, write_files

from packshot.cli.main import run

DEEP = """--- catalog/products/deep/product.yaml
family: bowl
status: draft
name: =Deep & <b>down</b>
axes: [color]
variants:
  DEEP-SAND: {color: sand, gtin: 9520000010072}
  DEEP-SLATE: {color: slate}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return git_repo(tmp_path / "shop", {**files_of(SHOP), **files_of(DEEP)})


def report(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str]:
    code = run(["-C", str(folder), "report", *words])
    said = capsys.readouterr()
    assert said.err == ""
    return code, said.out


def as_json(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> Any:
    return json.loads(report(capsys, folder, *words, "--format", "json")[1])


def test_text_tells_means_and_what_is_lacking_for_whom(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = report(capsys, shop, "completeness", "--market", "de", "--locale", "en")
    assert code == 0
    for words in ("google", "web", "bowl", "deep", "gtin (google)", "assets.main (google)", "story (web)"):
        assert words in said


def test_json_and_csv_tell_the_same_lines(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, shop, "completeness")
    rows = list(csv.DictReader(io.StringIO(report(capsys, shop, "completeness", "--format", "csv")[1])))
    assert [(each["product"], each["channel"], each["market"], each["locale"]) for each in told["products"]] == [
        (row["product"], row["channel"], row["market"], row["locale"]) for row in rows
    ]
    assert [each["percent"] for each in told["products"]] == [float(row["percent"]) for row in rows]
    assert {row["name"] for row in rows} == {"'=Deep & <b>down</b>", "Bowl with a rim"}


def test_only_what_was_asked_is_told(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, shop, "completeness", "--channel", "google", "--locale", "en", "--below", "40")
    assert [(each["product"], each["percent"]) for each in told["products"]] == [("rim", 33.3)]
    assert [each["channel"] for each in told["figures"]] == ["google"]
    assert told["all"] == {"percent": 49.9, "products": 2, "whole": 0, "below": 1, "unknown": 0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--market", "dee"), "did you mean de?"),
        (("--locale", "ja"), "use one of: "),
        (("--channel", "googel"), "did you mean google?"),
        (("--family", "bowls"), "did you mean bowl?"),
    ],
)
def test_what_does_not_exist_is_a_mistake_of_usage(
    words: tuple[str, ...], said: str, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(shop), "report", "quality", *words]) == 2
    assert said in capsys.readouterr().err


def test_strict_fails_below_a_threshold_of_its_channel_and_nowhere_else(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = (shop / "catalog/catalog.yaml").read_text()
    assert report(capsys, shop, "completeness", "--strict")[0] == 0
    assert report(capsys, shop, "completeness", "--strict", "--below", "50")[0] == 1
    write_files(shop, {"catalog/catalog.yaml": f"{catalog}thresholds: {{completeness: {{google: 40 %}}}}\n"})
    assert report(capsys, shop, "completeness", "--strict")[0] == 1
    assert report(capsys, shop, "completeness", "--strict", "--channel", "web")[0] == 0


class Page(HTMLParser):
    """Gathers tags and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"src", "href", "style"} & {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("kind", ["completeness", "quality", "freshness"])
def test_the_page_stands_alone_and_obeys_no_text_of_the_catalogue(
    kind: str, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = report(capsys, shop, kind, "--format", "html")[1]
    page = Page()
    page.feed(text)
    assert not {"script", "link", "img", "b"} & set(page.tags)
    assert page.tags.count("svg") == page.tags.count("figure") == page.tags.count("details")
    if kind != "freshness":
        assert "=Deep & <b>down</b>" in page.texts


def test_a_report_judges_again_only_what_has_changed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = as_json(capsys, shop, "completeness")
    rim = shop / "catalog/products/rim/product.yaml"
    rim.write_text(f"{rim.read_text()}story: Once.\n")
    after = as_json(capsys, shop, "completeness")
    assert [one for one, other in zip(before["products"], after["products"], strict=True) if one != other] == [
        each
        for each in before["products"]
        if each["product"] == "rim" and each["channel"] == "web" and each["locale"] == "en"
    ]
    rim.write_text(rim.read_text().replace("story: Once.\n", ""))
    assert as_json(capsys, shop, "completeness")["products"] == before["products"]


def test_a_state_that_is_not_whole_is_made_anew(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = as_json(capsys, shop, "completeness")["products"]
    for blob in (shop / ".packshot/judged/store/blobs").glob("*/*"):
        blob.write_bytes(b"damaged")
    assert run(["-C", str(shop), "validate"]) == 1
    assert "field-unfilled" in capsys.readouterr().out
    assert as_json(capsys, shop, "completeness")["products"] == before


@pytest.mark.parametrize("kind", ["completeness", "quality", "freshness"])
def test_the_page_is_valid(kind: str, shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(shop, {"catalog/products/deep/de.yaml": "name: Tief\nname.of: 00000000\n"})
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "page.html").write_text(report(capsys, shop, kind, "--format", "html")[1])
    assert html.problems(folder) == []
