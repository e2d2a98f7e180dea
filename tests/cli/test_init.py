"""`packshot init`: a repository that validates, is canonical and builds at once."""

import json
from pathlib import Path

import pytest
from commands import Told

from support import GIT_ENVIRONMENT, git

AS_OF = ("--as-of", "2026-11-01")


@pytest.fixture(autouse=True)
def no_git_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, GIT_ENVIRONMENT[name])


def test_it_validates_is_canonical_and_builds_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Told(capsys, "-C", str(tmp_path), "init", "shop").code == 0
    root = tmp_path / "shop"
    found = Told(capsys, "-C", str(root), "validate", "--format", "json", *AS_OF).json
    assert found["findings"] == []
    assert Told(capsys, "-C", str(root), "fmt", "--check").code == 0
    built = Told(capsys, "-C", str(root), "build", "--format", "json", *AS_OF)
    assert built.code == 0
    assert built.json["findings"] == []
    for page in ("index.html", "us/en/index.html", "de/de/products/first-bowl/index.html", "404.html"):
        assert "<html" in (root / "dist" / page).read_text(encoding="utf-8")
    assert "BOWL-BLUE" in (root / "dist/feeds/google/google-de-de.xml").read_text(encoding="utf-8")
    assert json.loads((root / "dist/de/de/api/v1/products/first-bowl.json").read_text())["name"] == "Erste Schale"


def test_its_first_commit_holds_everything_but_what_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Told(capsys, "-C", str(tmp_path), "init", "shop")
    root = tmp_path / "shop"
    Told(capsys, "-C", str(root), "build", *AS_OF)
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "log", "--format=%an %s") == "packshot Add a first catalogue"


def test_in_a_repository_it_leaves_the_commit_to_its_owner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "init", "--quiet")
    told = Told(capsys, "-C", str(tmp_path), "init", "shop with a blank")
    assert told.code == 0
    assert "git add -A && git commit" in told.out
    assert "'" in told.out
    assert Told(capsys, "-C", str(tmp_path / "shop with a blank"), "validate", *AS_OF).code == 0


@pytest.mark.parametrize("name", ["Kari's & Ola: shop #1", "007", "true", 'say "cheese" \\', "Schön – Übel"])
def test_any_name_gives_a_catalogue_that_can_be_read(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Told(capsys, "-C", str(tmp_path), "init", "shop", "--name", name).code == 0
    told = Told(capsys, "-C", str(tmp_path / "shop"), "validate", "--format", "json", *AS_OF)
    assert told.json["findings"] == []


def test_files_of_others_are_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shop/catalog").mkdir(parents=True)
    (tmp_path / "shop/catalog/catalog.yaml").write_text("mine")
    told = Told(capsys, "-C", str(tmp_path), "init", "shop")
    assert (told.code, "refused[init-taken]" in told.err) == (3, True)
    assert [path.name for path in (tmp_path / "shop").rglob("*") if path.is_file()] == ["catalog.yaml"]
    (tmp_path / "file").write_text("mine")
    assert Told(capsys, "-C", str(tmp_path), "init", "file").code == 3


def test_without_git_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = Told(capsys, "-C", str(tmp_path), "init", "shop")
    assert (told.code, "refused[git-missing]" in told.err) == (3, True)
    assert not (tmp_path / "shop").exists()
