"""What commands answer where Git has lost objects or cannot read its index: a refusal, and nothing is kept."""

from pathlib import Path

import pytest
from commands import Told, shop

from support import git, write_files

PAGE = "catalog/products/cup/mug/de.yaml"
LOST = [PAGE, "assets/mug.jpg", "assets/mug.jpg.yaml", "channels/google.yaml", "catalog", "catalog/products/cup"]
INSTANT = ("--as-of", "2026-11-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path / "shop")


def lose(root: Path, path: str) -> tuple[str, Path, bytes]:
    """Remove the object of a path: its id, its file and its bytes."""
    oid = git(root, "rev-parse", f"HEAD:{path}" if path else "HEAD")
    file = root / ".git/objects" / oid[:2] / oid[2:]
    held = file.read_bytes()
    file.unlink()
    return oid, file, held


def pages(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize("path", ["", *LOST])
def test_a_build_with_a_lost_object_is_refused_and_keeps_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    oid, file, held = lose(root, path)
    told = Told(capsys, "-C", str(root), "build", *INSTANT)
    assert (told.code, "refused[git-object-missing]" in told.err, oid in told.err) == (3, True, True)
    assert path in told.err
    assert not (root / "dist").exists()
    assert not (root / ".packshot/store/latest.json").exists()
    file.write_bytes(held)
    assert Told(capsys, "-C", str(root), "build", *INSTANT).code == 0
    assert Told(capsys, "-C", str(root), "build", "--verify", *INSTANT).code == 0


def test_a_release_stays_where_a_changed_file_is_lost(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Told(capsys, "-C", str(root), "build", *INSTANT).code == 0
    before = pages(root / "dist")
    write_files(root, {PAGE: "name: Tasse\n"})
    git(root, "commit", "-q", "-a", "-m", "x")
    lose(root, PAGE)
    told = Told(capsys, "-C", str(root), "build", *INSTANT)
    assert (told.code, "refused[git-object-missing]" in told.err) == (3, True)
    assert pages(root / "dist") == before


@pytest.mark.parametrize("path", LOST)
def test_commands_that_read_the_commit(root: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    lose(root, path)
    commands = [["validate", "--since", "HEAD", "--commit"], ["plan", *INSTANT]]
    if path == "assets/mug.jpg":  # neither of them reads an original
        commands = []
    for command in commands:
        told = Told(capsys, "-C", str(root), *command)
        assert (told.code, "refused[git-object-missing]" in told.err) == (3, True), command
    told = Told(capsys, "-C", str(root), "doctor")
    assert (told.code, path in told.out) == (1, True)


WORKING_TREE = [
    ["validate"],
    ["report", "quality"],
    ["explain", "mug"],
    ["handbook"],
    ["schema"],
    ["fmt"],
    ["assets", "add"],
    ["build", "--worktree"],
    ["serve", "--port", "0"],
]


@pytest.mark.parametrize("command", WORKING_TREE)
def test_commands_that_read_the_working_tree(
    root: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    oid, _, _ = lose(root, "catalog/products")
    told = Told(capsys, "-C", str(root), *command)
    assert (told.code, "refused[git-object-missing]" in told.err, oid in told.err) == (3, True, True)


def test_a_build_that_names_no_uncommitted_files_does_not_read_the_index(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / ".git/index").write_text("DIRC garbage")
    assert Told(capsys, "-C", str(root), "build", "--format", "json").code == 0
    assert (root / "dist/manifest.json").exists()


@pytest.mark.parametrize("command", [["build"], *WORKING_TREE])
def test_a_broken_index(root: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    (root / ".git/index").write_text("DIRC garbage")
    told = Told(capsys, "-C", str(root), *command)
    assert (told.code, "refused[git-failed]" in told.err, "index file" in told.err) == (3, True, True)
    assert not (root / "dist").exists()


def test_doctor_with_a_broken_index(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".git/index").write_text("DIRC garbage")
    told = Told(capsys, "-C", str(root), "doctor")
    assert (told.code, "index file" in told.out, "git reset" in told.out) == (1, True, True)
