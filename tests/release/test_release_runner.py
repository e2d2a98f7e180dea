"""The program as machines run it: fresh runners, odd environments, two at once, and all that is not as it should be."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fjell import fjell
from releases import NOW, Press, quick_folder, shown

import packshot
from packshot.cli.main import run
from packshot.engine.lock import locked
from packshot.engine.up_to_date import latest
from packshot.git.tree import MemoryTree
from packshot.pipeline import BuildOptions, BuildReport, build, verify
from support import GIT_ENVIRONMENT, commit, git, git_repo

BOTTLE = "catalog/products/article/bottle/product.yaml"
SMALLER = {BOTTLE: fjell()[BOTTLE].replace(b"launched: 2026-02-01", b"launched: 2026-02-03")}
PACKAGE = Path(packshot.__file__).parent


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as made:
        yield made


@pytest.fixture
def origin(folder: Path) -> Path:
    return git_repo(folder / "origin", fjell())


def built(folder: Path, **asked: Any) -> BuildReport:
    return build(BuildOptions(folder, as_of=NOW, workers=1, **asked))


def released(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a build from nothing shows; without Git, so the toolchain is none."""
    with quick_folder() as apart:
        press = Press(apart, materialise=True)
        assert not press.build(MemoryTree(files)).failed()
        return published(apart / "dist")


def published(dist: Path) -> dict[str, bytes]:
    """The files of a release, without the manifest, which names the toolchain."""
    return {path: data for path, data in shown(dist).items() if not path.startswith("manifest")}


def clone(origin: Path, target: Path) -> Path:
    git(origin.parent, "clone", "--quiet", "--depth", "1", f"file://{origin}", str(target))
    return target


# A fresh runner


@pytest.mark.parametrize("kind", ["folder", "url"])
def test_a_fresh_runner_with_only_the_store_evaluates_one_product(origin: Path, folder: Path, kind: str) -> None:
    store = str(folder / "store") if kind == "folder" else f"memory://{folder.name}"
    built(origin, store=store, dist=folder / "first")
    commit(origin, SMALLER)
    runner = clone(origin, folder / "runner")
    done = built(runner, store=store)
    before, after = published(folder / "first"), published(runner / "dist")
    changed = [path for path in after if after[path] != before.get(path)]
    assert changed
    assert not any(path.startswith("media") for path in changed)
    assert done.counts["records"] == 1
    assert done.counts["made"] == len(changed)
    assert after == released({**fjell(), **SMALLER})
    assert not (runner / ".packshot" / "store").exists()


def test_a_second_build_does_nothing_after_an_empty_commit_and_one_elsewhere(origin: Path) -> None:
    assert not built(origin).nothing_to_do
    commit(origin, {}, "Nothing")
    assert built(origin).nothing_to_do
    commit(origin, {"README.md": "Read me.\n", "docs/plan.md": "Plan.\n"}, "Elsewhere")
    done = built(origin)
    assert done.nothing_to_do
    assert set(done.counts.values()) == {0}
    assert build(BuildOptions(origin, as_of="2026-02-27T23:00:00Z", workers=1)).nothing_to_do


def test_verify_agrees_after_a_change(origin: Path) -> None:
    built(origin)
    commit(origin, SMALLER)
    done = built(origin)
    assert done.counts["records"] == 1
    assert not verify(BuildOptions(origin, as_of=NOW, workers=1), done).findings


# Environments


def packshot_run(folder: Path, *words: str, package: Path = PACKAGE, **environment: str) -> subprocess.Popen[str]:
    variables = {**os.environ, **GIT_ENVIRONMENT, "PYTHONPATH": str(package.parent), **environment}
    command = [sys.executable, "-m", "packshot", "-C", str(folder), *words]
    return subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    report: dict[str, Any] = json.loads(out)
    return report


def test_folders_zones_locales_and_hash_seeds_leave_no_trace(origin: Path, folder: Path) -> None:
    other = folder / "a longer and odder folder näme" / "below"
    shutil.copytree(origin, other)
    words = ("build", "--as-of", NOW, "--format", "json")
    one = packshot_run(origin, *words, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1")
    two = packshot_run(other, *words, TZ="America/Los_Angeles", LC_ALL="C.UTF-8", PYTHONHASHSEED="4242")
    assert finished(one)["manifest"] == finished(two)["manifest"]
    assert shown(origin / "dist") == shown(other / "dist")


PRICES = "\n\n_plain = price\n\n\ndef price(*given, **named):\n    return f'{_plain(*given, **named)} *'\n"


def dearer(package: Path) -> None:
    with (package / "formatting.py").open("a", encoding="utf-8") as file:
        file.write(PRICES)


def another_macro(package: Path) -> None:
    theme = package / "outputs" / "templates" / "site" / "prices.html"
    text = theme.read_text(encoding="utf-8")
    assert '<p class="stock ' in text
    theme.write_text(text.replace('<p class="stock ', '<p class="stock of '), encoding="utf-8")


@pytest.mark.parametrize(("change", "kinds"), [(dearer, None), (another_macro, {"products"})])
def test_a_change_in_our_own_code_or_theme_is_seen(
    origin: Path, folder: Path, change: Callable[[Path], None], kinds: set[str] | None
) -> None:
    words = ("build", "--as-of", NOW, "--format", "json")
    built(origin)
    before = published(origin / "dist")
    package = folder / "changed" / "packshot"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"))
    change(package)
    apart = folder / "apart"
    shutil.copytree(origin, apart, ignore=shutil.ignore_patterns("dist", ".packshot"))
    after, clean = (packshot_run(place, *words, package=package) for place in (origin, apart))
    done, wanted = finished(after), finished(clean)
    assert done["manifest"] == wanted["manifest"]
    assert shown(origin / "dist") == shown(apart / "dist")
    differing = [path for path, data in published(origin / "dist").items() if before.get(path) != data]
    assert done["written"] == len(differing)
    assert 0 < len(differing) < wanted["written"]
    assert 0 < done["made"] < wanted["made"]
    assert kinds in (None, {path.split("/")[2] for path in differing})


def test_two_builds_at_once_into_one_shared_store_tear_nothing(origin: Path, folder: Path) -> None:
    store = str(folder / "shared")
    other = clone(origin, folder / "other")
    commit(other, SMALLER)
    words = ("build", "--as-of", NOW, "--format", "json", "--store", store)
    for each in [packshot_run(origin, *words), packshot_run(other, *words)]:
        finished(each)
    for place in (origin, other):
        shutil.rmtree(place / ".packshot")
    for each in [packshot_run(origin, *words), packshot_run(other, *words)]:
        finished(each)
    assert published(origin / "dist") == released(fjell())
    assert published(other / "dist") == released({**fjell(), **SMALLER})


# Refusals and errors


def code_of(folder: Path, *words: str) -> int:
    return run(["-C", str(folder), *words])


def test_two_builds_at_once_on_one_machine(origin: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with locked(origin / ".packshot"):
        assert code_of(origin, "build", "--as-of", NOW) == 3
    said = capsys.readouterr().err
    assert "build-locked" in said
    assert "help:" in said
    assert not (origin / "dist").exists()


def test_a_mistake_leaves_the_release_before_whole_and_mending_it_goes_on(origin: Path) -> None:
    built(origin)
    before, pointer = shown(origin / "dist"), latest(str(origin / ".packshot" / "store"))
    prices = "catalog/prices/eu.yaml"
    commit(origin, {prices: fjell()[prices].replace(b"24.50", b"24,50"), **SMALLER})
    assert code_of(origin, "build", "--as-of", NOW) == 1
    assert (shown(origin / "dist"), latest(str(origin / ".packshot" / "store"))) == (before, pointer)
    commit(origin, {prices: fjell()[prices]})
    assert not built(origin).failed
    assert published(origin / "dist") == released({**fjell(), **SMALLER})


def test_a_link_in_the_catalogue_is_an_error_and_nothing_is_written(origin: Path) -> None:
    built(origin)
    before = shown(origin / "dist")
    (origin / "catalog" / "products" / "secret.yaml").symlink_to("/etc/passwd")
    commit(origin, SMALLER)
    assert code_of(origin, "build", "--as-of", NOW) == 1
    assert shown(origin / "dist") == before


def test_what_is_not_committed_is_left_out(origin: Path) -> None:
    built(origin)
    commit(origin, SMALLER)
    (origin / BOTTLE).write_bytes(b"family: nonsense\n")
    (origin / "catalog/products/article/zip-90/de.yaml").write_text("name: Zipp\n")
    assert code_of(origin, "build", "--as-of", NOW) == 0
    assert published(origin / "dist") == released({**fjell(), **SMALLER})


def empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize("what", ["no repository", "unborn", "no catalogue", "no such revision", "cut off"])
def test_where_there_is_nothing_to_build_it_is_said(
    folder: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["build", "--as-of", NOW]
    match what:
        case "no repository":
            place = empty(folder / "plain")
        case "unborn":
            place = git_repo(folder / "plain", {})
            (place / "catalog").mkdir()
            (place / "catalog" / "catalog.yaml").write_text("packshot: 1\n")
        case "no catalogue":
            place = git_repo(folder / "plain", {"README.md": "x"})
        case "no such revision":
            place = git_repo(folder / "plain", fjell())
            words.insert(1, "no-such-tag")
        case _:
            whole = git_repo(folder / "whole", fjell())
            first = commit(whole, SMALLER)
            commit(whole, {"README.md": "x"})
            place = clone(whole, folder / "plain")
            words.insert(1, first)
    assert code_of(place, *words) == 3
    said = capsys.readouterr().err
    assert said.startswith("refused[")
    assert "help:" in said
    assert not (place / "dist").exists()


def test_an_output_folder_that_is_not_ours_stays_as_it_is(origin: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (origin / "dist").mkdir()
    (origin / "dist" / "thesis.txt").write_text("Four years")
    assert code_of(origin, "build", "--as-of", NOW) == 3
    assert "thesis.txt" in capsys.readouterr().err
    assert shown(origin / "dist") == {"thesis.txt": b"Four years"}


def test_a_damaged_state_is_made_again_with_a_warning(origin: Path) -> None:
    built(origin)
    before = shown(origin / "dist")
    store = origin / ".packshot" / "store"
    for state in (store / "states").iterdir():
        state.write_bytes(b"{]")
    commit(origin, SMALLER)
    done = built(origin)
    assert [finding.code for finding in done.findings if finding.severity == "warning"].count("state-damaged") == 1
    assert published(origin / "dist") == released({**fjell(), **SMALLER})
    assert shown(origin / "dist") != before


def test_a_store_of_a_newer_version_is_refused(origin: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(origin)
    pointer = origin / ".packshot" / "store" / "latest.json"
    pointer.write_text(json.dumps({**json.loads(pointer.read_text()), "packshot": 99}))
    commit(origin, SMALLER)
    assert code_of(origin, "build", "--as-of", NOW) == 3
    assert "99" in capsys.readouterr().err


def test_a_file_of_the_release_that_somebody_changed_is_refused(origin: Path) -> None:
    built(origin)
    document = origin / "dist" / "de" / "en" / "api" / "v1" / "products" / "bottle.json"
    document.write_text("mine")
    commit(origin, SMALLER)
    assert code_of(origin, "build", "--as-of", NOW) == 3
    assert document.read_text() == "mine"


def test_a_crash_is_no_error_of_the_catalogue(
    origin: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(asked: BuildOptions) -> BuildReport:
        raise ZeroDivisionError("no such thing")

    monkeypatch.setattr("packshot.pipeline.build", crash)
    assert code_of(origin, "build", "--as-of", NOW) == 4
    assert "internal error" in capsys.readouterr().err
