"""A format and a preset that another package adds by one file each, in a folder on Python's search path."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import shop
from tests.support import commit, write_files

FORMAT = "ext/packshot_extensions/outputs/channels/formats/json.py"
PRESET = "ext/packshot_extensions/outputs/channels/presets/stockist.yaml"
NOW = "2026-12-10T12:00:00Z"

EXTENSION = {
    FORMAT: '''\
"""One JSON document: the title of the feed, and its products."""

import json

from packshot.outputs.channels.format import Format, Whole
from packshot.outputs.channels.row_values import text


def document(rows, about):
    products = [{name: text(value) for name, value in row.items()} for row in rows]
    return json.dumps({"title": about["title"], "columns": about["columns"], "products": products}).encode()


FORMAT = Format("application/json", (".json",), Whole(document), reads=("columns",), repeats=False)
''',
    PRESET: """\
select:
  - {id: priced, if: "price.amount", reason: no price in this market}
fields:
  id: {from: sku}
  title: {from: name}
  price: {from: price.amount, pipe: [money]}
output: {format: json, file: "{market}-{locale}.json"}
""",
}

FEED = {"channels/dealer.yaml": "extends: stockist\nmarkets: [de]\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(tmp_path, EXTENSION)
    shop(tmp_path / "shop", **FEED)
    return tmp_path


def packshot(folder: Path, *arguments: str, extended: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with the folder `ext` on its search path."""
    path = [*([str(folder / "ext")] if extended else []), *filter(None, [os.environ.get("PYTHONPATH")])]
    code = "import sys; from packshot.cli.main import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "-C", str(folder / "shop"), *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def built(folder: Path, *options: str) -> Any:
    done = packshot(folder, "build", "--as-of", NOW, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((folder / "shop/dist/feeds/dealer/de-en.json").read_text())


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new))


def test_a_format_and_a_preset_are_one_file_each(folder: Path) -> None:
    assert built(folder) == {
        "title": "Shop – dealer de en",
        "columns": ["id", "title", "price"],
        "products": [
            {"id": "MUG-BLUE", "title": "Mug", "price": "9.50 EUR"},
            {"id": "MUG-RED", "title": "Mug", "price": "8.00 EUR"},
        ],
    }


def test_a_document_follows_each_row_and_has_a_file_without_rows(folder: Path) -> None:
    built(folder)
    edit(folder, "shop/catalog/prices/eu.yaml", "mug/*: 9.50", "mug/*: 9.90")
    commit(folder / "shop")
    assert [row["price"] for row in built(folder)["products"]] == ["9.90 EUR", "8.00 EUR"]
    assert packshot(folder, "build", "--as-of", NOW, "--verify").returncode == 0
    edit(folder, "shop/catalog/prices/eu.yaml", "mug/*: 9.90", "mug/*: null")
    edit(folder, "shop/catalog/prices/sale.yaml", "to: 2026-12-24", "to: 2026-12-05")
    commit(folder / "shop")
    assert built(folder)["products"] == []


def test_a_change_of_the_formats_source_makes_its_feeds_again(folder: Path) -> None:
    built(folder)
    edit(folder, FORMAT, '"title": about', '"name": about')
    assert built(folder)["name"] == "Shop – dealer de en"


def test_a_field_that_the_format_cannot_carry_is_a_finding(folder: Path) -> None:
    write_files(
        folder / "shop",
        {"channels/dealer.yaml": f"{FEED['channels/dealer.yaml']}fields:\n  care: {{from: care, repeat: true}}\n"},
    )
    done = packshot(folder, "validate")
    assert 'list in field `care`: format "json" accepts one value for each field' in done.stdout
    assert "channels/dealer.yaml:4" in done.stdout


def test_without_the_folder_the_preset_is_unknown(folder: Path) -> None:
    assert 'unknown preset "stockist"' in packshot(folder, "validate", extended=False).stdout
