"""`packshot build` after one change: what it asks of git."""

import json
from pathlib import Path

import pytest
from commands import Told, shop

from support import commit, git, write_files

INSTANT = ("--as-of", "2026-11-01")


def asked_of_git(traces: Path) -> list[str]:
    """The git commands that ran, by what git itself tells of them."""
    begun = [json.loads(line) for path in traces.iterdir() for line in path.read_text().splitlines()]
    told = sorted((event["time"], event["argv"]) for event in begun if event["event"] == "start")
    return [next(word for word in argv[1:] if not word.startswith("-") and "=" not in word) for _, argv in told]


def test_a_build_of_one_change_asks_git_for_the_change_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shop(tmp_path / "shop")
    assert Told(capsys, "-C", str(root), "build", *INSTANT).code == 0
    commit(root, {"catalog/prices/eu.yaml": (root / "catalog/prices/eu.yaml").read_text().replace("9.", "8.")})
    traces, settings = tmp_path / "traces", tmp_path / "settings"
    traces.mkdir()
    settings.write_text(f"[trace2]\n\teventTarget = {traces}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    told = Told(capsys, "-C", str(root), "build", "--format", "json", *INSTANT).json
    assert told["records"] > 0
    assert sorted(asked_of_git(traces)) == ["cat-file", "cat-file", "diff-tree", "rev-parse"]


def test_a_warning_fails_each_strict_build_until_it_is_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "catalog/products/cup/mug/de.yaml"
    root = shop(tmp_path / "shop", **{page: "name: Becher\nname.of: 00000000\n"})

    def build(*words: str) -> Told:
        return Told(capsys, "-C", str(root), "build", *words, *INSTANT)

    assert build().code == 0
    assert [build("--strict").code, build("--strict").code] == [1, 1]
    commit(root, {"catalog/products/cup/old/de.yaml": "name: Alt\n"})
    told = build("--strict", "--format", "json")
    assert told.code == 1
    assert [each["path"] for each in told.json["findings"] if each["severity"] == "warning"] == [page]
    commit(root, {page: "name: Becher\n"})
    assert build("--strict").code == 0


def test_a_committed_output_folder_is_refused_and_nothing_is_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, victim = shop(tmp_path / "shop"), tmp_path / "victim.txt"
    victim.write_text("precious")
    forged = {
        "packshot": 1,
        "next_transition": None,
        "valid_from": None,
        "toolchain": "",
        "shards": {"aa": f"..{victim}"},
    }
    write_files(root, {"dist/manifest.json": json.dumps(forged)})
    git(root, "add", "--force", "dist")
    commit(root)
    told = Told(capsys, "-C", str(root), "build")
    assert (told.code, "refused[dist-committed]" in told.err, victim.exists()) == (3, True, True)
    told = Told(capsys, "-C", str(root), "build", "--dist", str(tmp_path / "elsewhere"))
    assert told.code == 0
