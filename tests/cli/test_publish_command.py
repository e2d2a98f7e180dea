"""`packshot publish`: the release that was built last, and only a release, goes to its target."""

from pathlib import Path

import pytest
from commands import Told, shop

from support import commit

INSTANT = ("--as-of", "2026-11-01")


def run(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> Told:
    return Told(capsys, "-C", str(root), *arguments, *INSTANT)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path / "shop")


def files(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if not path.startswith(".packshot")}


def test_the_target_holds_what_was_built(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    told = run(capsys, root, "publish", "--to", "../out")
    assert told.code == 0
    assert files(root.parent / "out") == files(root / "dist")
    assert "Note: No deltas are sent" in told.out
    assert f"Published to {root.parent / 'out'}" in told.out
    assert "Nothing to do" in run(capsys, root, "publish", "--to", "../out").out


def test_no_output_folder_is_needed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build", "--no-dist", "--store", str(root.parent / "store"))
    assert run(capsys, root, "publish", "--to", "../out").code == 0
    assert (root.parent / "out/de/de/index.html").is_file()


def test_what_was_not_built_is_not_published(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, root, "publish", "--to", "../out")
    assert (told.code, "refused[nothing-built]" in told.err) == (3, True)


def test_the_working_tree_is_no_release(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build", "--worktree")
    told = run(capsys, root, "publish", "--to", "../out")
    assert (told.code, "refused[not-released]" in told.err) == (3, True)
    run(capsys, root, "build")  # the same files, now as a commit
    assert run(capsys, root, "publish", "--to", "../out").code == 0


def test_a_commit_that_is_not_built_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    assert run(capsys, root, "publish", "--to", "../out").err == ""
    commit(root, {"README.md": "elsewhere"})
    assert run(capsys, root, "publish", "--to", "../out").err == ""
    commit(root, {"catalog/products/cup/mug/de.yaml": "name: Henkelbecher\n"})
    assert "HEAD holds other products" in run(capsys, root, "publish", "--to", "../out").err


def test_a_release_whose_time_is_over_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    late = Told(capsys, "-C", str(root), "publish", "--to", "../out", "--as-of", "2027-01-01")
    assert late.code == 3
    # Thirty days before the picture's rights end their end is told, and the release knows nothing of it.
    assert "The release held until 2026-11-24T00:00:00Z" in late.err
    assert not (root.parent / "out").exists()


def test_a_dry_run_touches_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    told = run(capsys, root, "publish", "--to", "../out", "--dry-run")
    assert "would be sent" in told.out
    assert not (root.parent / "out").exists()
    would = run(capsys, root, "publish", "--to", "../out", "--dry-run", "--format", "json").json
    did = run(capsys, root, "publish", "--to", "../out", "--format", "json").json
    assert (would["uploaded"], would["bytes"]) == (did["uploaded"], did["bytes"])
    assert len(would["steps"]) == did["uploaded"]


def test_only_what_changed_is_sent(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    run(capsys, root, "publish", "--to", "../out")
    commit(root, {"catalog/prices/eu.yaml": "currency: EUR\ntax: included\nprices:\n  mug/*: 9.90\n"})
    done = run(capsys, root, "build", "--format", "json").json
    sent = run(capsys, root, "publish", "--to", "../out", "--format", "json").json
    assert done["written"] <= sent["uploaded"] < len(files(root / "dist"))
    assert files(root.parent / "out") == files(root / "dist")


def test_a_foreign_file_is_refused_by_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    (root.parent / "out").mkdir()
    (root.parent / "out/index.html").write_text("mine")
    told = run(capsys, root, "publish", "--to", "../out")
    assert told.code == 3
    assert "refused[target-foreign] index.html exists at the target" in told.err
    assert files(root.parent / "out") == {"index.html": b"mine"}


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ((), "--to FOLDER"),
        (("--to", "."), "source of the catalogue"),
        (("--to", "catalog/products"), "source of the catalogue"),
        (("--to", ".."), "source of the catalogue"),
    ],
)
def test_a_target_that_cannot_be_meant(
    root: Path, target: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, root, "publish", *target)
    assert told.code == 2
    assert words in told.err


def test_a_url_that_nothing_opens_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    told = run(capsys, root, "publish", "--to", "gopher://example.org/shop")
    assert (told.code, "refused[target-unknown]" in told.err) == (3, True)


def test_a_store_without_the_release_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    told = run(capsys, root, "publish", "--to", "../out", "--store", str(root.parent / "empty"))
    assert (told.code, "refused[release-missing]" in told.err) == (3, True)


def test_memory_is_a_target(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from packshot.build.place import open_place

    run(capsys, root, "build")
    assert run(capsys, root, "publish", "--to", "memory://command").code == 0
    assert open_place("memory://command").read("index.html") == (root / "dist/index.html").read_bytes()


@pytest.mark.parametrize("held", ["", "{", "[]", '{"released": true}'])
def test_a_receipt_of_the_build_that_cannot_be_read_is_refused(
    root: Path, held: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, root, "build")
    (root / ".packshot/receipt.json").write_text(held)
    told = run(capsys, root, "publish", "--to", "../out")
    assert (told.code, "refused[built-unknown]" in told.err) == (3, True)
    run(capsys, root, "build")
    assert run(capsys, root, "publish", "--to", "../out").code == 0
