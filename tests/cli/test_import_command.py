"""`packshot import` on an export of a few lines."""

import subprocess
from pathlib import Path

import pytest
from commands import Told

from support import files_of, write_files

EXPORT = """
    --- attributes.csv
    code;type;group;localizable;scopable;label-en_US
    sku;pim_catalog_identifier;main;0;0;SKU
    name;pim_catalog_text;main;0;0;Name

    --- families.csv
    code;attributes;attribute_as_label;label-en_US
    mugs;sku,name;name;Mugs

    --- categories.csv
    code;parent;label-en_US
    master;;Master
    cups;master;Cups

    --- channels.csv
    code;tree;locales;currencies;label-en_US
    ecommerce;master;en_US;USD;Shop

    --- products.csv
    sku;family;categories;enabled;name
    M-1;mugs;cups;1;Mug
    M-2;mugs;cups;0;"Mug, sold out"
    """


@pytest.fixture
def export(tmp_path: Path) -> Path:
    write_files(tmp_path / "export", files_of(EXPORT))
    return tmp_path / "export"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_it_makes_a_repository_that_validates(export: Path, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "import", "akeneo", str(export), str(shelf), "--name", "Shelf")

    assert told.code == 0
    assert "2 SKUs" in told.out
    assert "losses: 0" in told.out
    assert git(shelf, "log", "--format=%s") == "Import of export from akeneo\n"
    assert git(shelf, "status", "--porcelain") == ""
    assert "name: Shelf\n" in (shelf / "catalog/catalog.yaml").read_text()
    assert "status: draft\n" in (shelf / "catalog/products/mugs/M-2/product.yaml").read_text()
    assert Told(capsys, "-C", str(shelf), "validate").code == 0
    assert Told(capsys, "-C", str(shelf), "build", "--no-dist").code == 0
    assert git(shelf, "status", "--porcelain") == ""


def test_paths_are_those_of_the_folder_asked_for(export: Path, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Told(capsys, "-C", str(shelf.parent), "import", "akeneo", "export", "shelf").code == 0
    assert (shelf / "catalog/catalog.yaml").is_file()


def test_markets_as_asked(export: Path, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(
        capsys, "import", "akeneo", str(export), str(shelf), "--market", "us:US:USD:en", "--market", "de:DE:EUR:en"
    )

    assert told.code == 0
    catalog = (shelf / "catalog/catalog.yaml").read_text()
    assert "  us: {country: US, locales: [en], currency: USD, prices: [usd], stock: [assumed]}\n" in catalog
    assert "  de: {country: DE, locales: [en], currency: EUR, prices: [eur], stock: [assumed]}\n" in catalog


@pytest.mark.parametrize("market", ["de", "de:DE:EUR", "de:DE::en"])
def test_a_market_that_cannot_be_read(
    export: Path, shelf: Path, capsys: pytest.CaptureFixture[str], market: str
) -> None:
    told = Told(capsys, "import", "akeneo", str(export), str(shelf), "--market", market)

    assert told.code == 2
    assert f'invalid --market "{market}"; write KEY:COUNTRY:CURRENCY:LOCALE,LOCALE' in told.err
    assert not shelf.exists()


def test_the_report_for_programs(export: Path, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = Told(capsys, "import", "akeneo", str(export), str(shelf), "--format", "json").json

    assert report["packshot"] == 1
    assert report["is_written"] is True
    assert report["written"]["SKUs"] == 2
    assert report["counts"]["loss"] == 0
    assert report["findings"] == []


def test_an_error_writes_nothing(export: Path, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(export, {"products.csv": "sku;family;categories;enabled;name\nM-1;mug;cups;1;Mug\n"})
    told = Told(capsys, "import", "akeneo", str(export), str(shelf))

    assert told.code == 1
    assert "products.csv:2:5: error[unknown-family]" in told.out
    assert "did you mean mugs?" in told.out
    assert "Nothing was written" in told.out
    assert not shelf.exists()
    assert Told(capsys, "import", "akeneo", str(export), str(shelf), "--format", "json").json["is_written"] is False


def test_a_folder_that_holds_something_is_refused(
    export: Path, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(shelf, {"notes.txt": "mine"})
    told = Told(capsys, "import", "akeneo", str(export), str(shelf))

    assert told.code == 3
    assert "is not empty" in told.err
    assert [path.name for path in shelf.iterdir()] == ["notes.txt"]


def test_an_unknown_kind_names_the_nearest(export: Path, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "import", "akeneoo", str(export), str(shelf))

    assert told.code == 3
    assert told.err.startswith("refused[unknown-importer]")
    assert "did you mean akeneo?" in told.err


def test_in_a_repository_committing_is_left_to_the_person(
    export: Path, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(shelf.parent, "init", "-q")
    told = Told(capsys, "import", "akeneo", str(export), str(shelf))

    assert told.code == 0
    assert "git add -A && git commit" in told.out
    assert not (shelf / ".git").exists()


def test_the_help_lists_the_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Kinds:\n  akeneo" in Told(capsys, "import", "--help").out
