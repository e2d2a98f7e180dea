"""`packshot fmt` on a small shop."""

from pathlib import Path

import pytest
from commands import Told, shop

from support import write_files

MUG = "catalog/products/cup/mug/product.yaml"
UNTIDY = "family: cup\nstatus:   active\n\nname: Mug  # everyday\nsku: MUG-1\n"
TIDY = "family: cup\nstatus: active\n\nname: Mug  # everyday\nsku: MUG-1\n"


def count(root: Path) -> int:
    return len(list(root.rglob("*.yaml")))


@pytest.fixture
def untidy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The shop in canonical form but for one file."""
    root = shop(tmp_path)
    assert Told(capsys, "-C", str(root), "fmt").code == 0
    write_files(root, {MUG: UNTIDY})
    return root


def test_check_names_the_file_and_the_lines(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "-C", str(untidy), "fmt", "--check")

    assert told.code == 1
    assert told.out.startswith(f"{MUG}\n")
    assert "  -status:   active\n  +status: active\n" in told.out
    assert f"1 of {count(untidy)} files not in canonical form\nNext: packshot fmt\n" in told.out
    assert (untidy / MUG).read_text() == UNTIDY


def test_it_rewrites_and_keeps_comments(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (untidy / MUG).chmod(0o640)
    told = Told(capsys, "-C", str(untidy), "fmt")

    assert (told.code, told.out) == (0, f"{MUG}\nFormatted 1 of {count(untidy)} files\n")
    assert (untidy / MUG).read_text() == TIDY
    assert (untidy / MUG).stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in (untidy / MUG).parent.iterdir()) == ["de.yaml", "product.yaml"]
    assert Told(capsys, "-C", str(untidy), "fmt", "--check").out == f"{count(untidy)} files in canonical form\n"


def test_only_what_is_asked_for(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = Told(capsys, "-C", str(untidy), "fmt", "--check", "catalog/prices", "channels/google.yaml")
    assert (elsewhere.code, elsewhere.out) == (0, "3 files in canonical form\n")

    below = Told(capsys, "-C", str(untidy / "catalog/products"), "fmt", "--check", "cup")
    assert (below.code, below.out.splitlines()[0]) == (1, MUG)


def test_the_report_for_programs(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = Told(capsys, "-C", str(untidy), "fmt", "--check", "--format", "json").json

    assert (report["packshot"], report["files"], report["written"]) == (1, count(untidy), False)
    assert [(found["code"], found["path"], found["line"]) for found in report["findings"]] == [
        ("not-canonical", MUG, 2)
    ]


def test_what_cannot_be_read_is_told_and_left(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(untidy, {"catalog/units.yaml": "weight: [\n"})
    told = Told(capsys, "-C", str(untidy), "fmt")

    assert told.code == 1
    assert "catalog/units.yaml:2:1: error[" in told.out
    assert (untidy / MUG).read_text() == TIDY
    assert (untidy / "catalog/units.yaml").read_text() == "weight: [\n"


def test_paths_that_name_nothing(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, why in (("catalog/nothing", "matches no YAML file"), ("../elsewhere", "is outside")):
        told = Told(capsys, "-C", str(untidy), "fmt", path)
        assert told.code == 2
        assert why in told.err


def test_a_link_is_never_written_through(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (untidy / "outside.yaml").write_text(UNTIDY)
    (untidy / MUG).unlink()
    (untidy / MUG).symlink_to(untidy / "outside.yaml")

    assert Told(capsys, "-C", str(untidy), "fmt").code == 0
    assert (untidy / "outside.yaml").read_text() == UNTIDY
