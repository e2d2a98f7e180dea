"""`packshot validate` as people run it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import Told, shop
from tests.checks.cases import laid_over, tree_of_case
from tests.support import commit, git, write_files

from packshot import incremental_validation
from packshot.cli.main import run


def repository(folder: Path, case: str = "") -> str:
    """The sound catalogue, or a case of the goldens, as a repository."""
    tree = tree_of_case(case) if case else laid_over("")
    write_files(folder, {entry.path: tree.read(entry.path) for entry in tree.entries()})
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "catalogue")
    return str(folder)


def test_a_sound_catalogue_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", repository(tmp_path), "validate", "--strict", "--all"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("No findings.\nChecked 20 files in ")


def test_errors_exit_1_and_are_shown_with_their_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", repository(tmp_path, "booleans"), "validate"]) == 1
    printed = capsys.readouterr().out
    assert 'catalog/products/bowl/rim/product.yaml:8:13: error[bad-boolean]: invalid boolean "yes"' in printed
    assert "  8 | dishwasher: yes\n    |             ^^^\n  help: write true\n" in printed
    assert "\n2 errors\n" in printed


def test_warnings_exit_0_unless_strict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = repository(tmp_path, "stray-files")
    assert run(["-C", folder, "validate"]) == 0
    assert run(["-C", folder, "validate", "--strict"]) == 1
    assert "warning[stray-file]" in capsys.readouterr().out


def test_the_working_tree_is_read(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    (tmp_path / "catalog/options/tone.yaml").write_text("options: [warm]\n")
    assert run(["-C", folder, "validate"]) == 1


def test_json_holds_counts_places_and_the_instant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["validate", "--format", "json", "--as-of", "2026-10-01"]
    assert run(["-C", repository(tmp_path, "booleans"), *arguments]) == 1
    held = json.loads(capsys.readouterr().out)
    assert held["counts"] == {"error": 2, "warning": 0, "suggestion": 0}
    assert (held["as_of"], held["files"], held["format"]) == ("2026-10-01T00:00:00Z", 20, 2)
    finding = held["findings"][1]
    assert (finding["code"], finding["line"], finding["column"]) == ("bad-boolean", 8, 13)
    place = {"path": "catalog/products/bowl/rim/product.yaml", "keys": ["dishwasher"], "on": "value"}
    assert finding["edits"] == [{**place, "new": "true", "safe": True}]


def test_without_a_catalogue_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "init", "-q")
    assert run(["-C", str(tmp_path), "validate"]) == 3
    assert "refused[" in capsys.readouterr().err


def test_many_findings_are_looked_up_as_far_as_they_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("packshot.cli.validate.MANY", 1)
    assert run(["-C", repository(tmp_path, "booleans"), "validate"]) == 1
    assert "rim/product.yaml:8:13: error[bad-boolean]" in capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the report of a validation, without the time it took."""
    code = run(["-C", str(folder), "validate", "--as-of", "2026-10-01", "--format", "json", *words])
    said = json.loads(capsys.readouterr().out)
    return code, {key: value for key, value in said.items() if key != "seconds"}


def test_a_validation_that_starts_from_a_state_says_what_one_from_nothing_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = Path(repository(tmp_path / "shop"))
    rim = shop / "catalog/products/bowl/rim/product.yaml"
    assert run(["-C", str(shop), "report", "completeness"]) == 0
    edits = {
        "name: Bowl": "nam: Bowl",
        "status: active": "status: gone",
        "brand: havn": "brand: havnn",
        "sku: ": "sku: DEEP-SAND # ",
    }
    for old, new in edits.items():
        text = rim.read_text()
        rim.write_text(text.replace(old, new))
        capsys.readouterr()
        assert incremental_validation.validate_changes(shop, "2026-10-01T00:00:00Z") is not None
        warm = told(capsys, shop)
        shutil.move(shop / ".packshot", tmp_path / "kept")
        assert told(capsys, shop) == warm
        assert warm[0] == 1
        shutil.move(tmp_path / "kept", shop / ".packshot")
        rim.write_text(text)
    assert told(capsys, shop)[1]["findings"] == []


def test_without_a_state_a_validation_leaves_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = Path(repository(tmp_path / "shop"))
    assert told(capsys, shop)[0] == 0
    assert not (shop / ".packshot").exists()
    assert incremental_validation.validate_changes(shop, "2026-10-01T00:00:00Z") is None


@pytest.mark.parametrize("command", [["validate"], ["validate", "--format", "json"], ["build"]])
def test_the_password_in_an_address_is_reported_and_not_repeated(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "catalog/catalog.yaml"
    root = shop(tmp_path)
    held = (root / path).read_text().replace("https://www.", "https://kari:s3cret@www.")
    commit(root, {path: held})
    told = Told(capsys, "-C", str(root), *command)
    assert (told.code, "bad-url" in told.out, "s3cret" in told.out + told.err) == (1, True, False)
