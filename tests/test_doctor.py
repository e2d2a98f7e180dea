"""`packshot doctor`: each question finds what is wrong with the set-up, and says how to fix it."""

import json
import os
import subprocess

import pytest

from cli.commands import Told, shop
from packshot.cli.main import run
from packshot.doctor import State, diagnosis, questions
from packshot.doctor.setup import Machine, Setup
from packshot.git import repository
from packshot.local_state import BuildReceipt
from support import GIT_ENVIRONMENT, commit
from support import git as git_command

NOW = "2026-11-20T12:00:00Z"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 999999\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    folder = shop(tmp_path)
    commit(folder, {".gitignore": "/.packshot/\n/dist/\n"})
    return folder


def grave(root, machine=None):
    """What is not well, by question."""
    patient = Setup(repository.find(root), NOW, machine or Machine())
    return {each.question: (each.state.value, each.text) for each in diagnosis(patient) if each.state is not State.OK}


def test_a_sound_repository_is_well(root, capsys):
    assert run(["-C", str(root), "build"]) == 0
    assert run(["-C", str(root), "schema"]) == 0
    assert grave(root) == {}
    told = Told(capsys, "-C", str(root), "doctor")
    assert told.code == 0, told.out
    assert told.out.endswith("no problems\n")


def shallow(root):
    clone = root.parent / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", root.as_uri(), str(clone)], check=True, env=os.environ)
    return clone


def crlf(root):
    commit(root, {".gitattributes": "*.yaml text eol=crlf\n"})


def autocrlf(root):
    git_command(root, "config", "core.autocrlf", "true")


def committed_state(root):
    commit(root, {".gitignore": "", ".packshot/receipt.json": "{}"})


def not_ignored(root):
    (root / ".git/info/exclude").unlink()
    commit(root, {".gitignore": ""})
    assert run(["-C", str(root), "build"]) == 0


def pointer(root):
    (root / "assets/mug.jpg").write_text(POINTER)


def large(root):
    commit(root, {"assets/film.mp4": b"0" * (11 << 20)})


def foreign_dist(root):
    (root / "dist").mkdir()
    (root / "dist/thesis.txt").write_text("x")


def broken_manifest(root):
    (root / "dist").mkdir()
    (root / "dist/manifest.json").write_text("{")


def damaged_pointer(root):
    (root / ".packshot/store").mkdir(parents=True)
    (root / ".packshot/store/latest.json").write_text("{}")


def remote_store(root):
    (root / ".packshot").mkdir()
    blank = dict.fromkeys(BuildReceipt._fields, "") | {"manifest": "0" * 64, "released": True}
    held = blank | {"roots": {}, "recipes": {}, "store": "gs://bucket/x"}
    (root / ".packshot/receipt.json").write_text(json.dumps(held))


def newer_format(root):
    path = root / "catalog/catalog.yaml"
    path.write_text(path.read_text().replace("packshot: 1", "packshot: 2"))


def no_map(root):
    (root / "catalog/catalog.yaml").write_text("- packshot: 1\n")


def unknown_zone(root):
    path = root / "catalog/catalog.yaml"
    path.write_text(path.read_text().replace("zone: UTC", "zone: Europe/Atlantis"))


def stale_schemas(root):
    assert run(["-C", str(root), "schema"]) == 0
    path = root / "catalog/options/color.yaml"
    path.write_text(path.read_text() + "  green: {}\n")


ILLS = {
    "whole-history": (shallow, "suggestion", "shallow"),
    "line-ends": (crlf, "problem", "Windows"),
    "line-ends ": (autocrlf, "suggestion", "core.autocrlf"),
    "objects ": (committed_state, "problem", "the commit contains .packshot"),
    "ignored-folders ": (not_ignored, "suggestion", "does not ignore dist/"),
    "lfs-fetched": (pointer, "problem", "assets/mug.jpg"),
    "large-originals": (large, "suggestion", "assets/film.mp4"),
    "output-folder": (foreign_dist, "problem", "no build has written"),
    "output-folder ": (broken_manifest, "problem", "different from the manifest"),
    "state": (damaged_pointer, "suggestion", "cannot be read"),
    "store-extra": (remote_store, "problem", "missing package gcsfs"),
    "format-version": (newer_format, "problem", "version 2"),
    "format-version ": (no_map, "problem", "missing format version"),
    "zone-data": (unknown_zone, "problem", "Europe/Atlantis"),
    "schemas": (stale_schemas, "suggestion", "is out of date"),
}


@pytest.mark.parametrize("name", ILLS)
def test_it_finds(name, root):
    spoil, state, words = ILLS[name]
    found = grave(spoil(root) or root)

    assert found[name.strip()][0] == state
    assert words in found[name.strip()][1]


MACHINES = {
    "python-version": (Machine(python=(3, 10, 1)), "Python 3.10.1"),
    "dependencies": (
        Machine(requirements=lambda: ["pydantic>=2.11", "s3fs; extra == 's3'"], version_of=lambda name: "2.9.1"),
        "pydantic 2.9.1",
    ),
    "free-space": (Machine(free=lambda folder: 50 << 20), "50 MB"),
}


@pytest.mark.parametrize("name", MACHINES)
def test_it_looks_at_the_machine(name, root):
    machine, words = MACHINES[name]
    state, what = grave(root, machine)[name]

    assert state == "problem"
    assert words in what


def test_lfs_that_is_asked_for_must_be_installed(root):
    commit(root, {".gitattributes": "*.jpg filter=lfs\n"})

    assert grave(root, Machine(program=lambda name: None))["lfs-installed"][0] == "problem"
    assert "lfs-installed" not in grave(root, Machine(program=lambda name: "/usr/bin/git-lfs"))


def test_a_clock_behind_the_latest_commit(root, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2030-01-01T00:00:00Z")
    subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "x"], cwd=root, check=True, env=os.environ)

    assert grave(root)["clock"][0] == "problem"


def test_a_running_build_is_told(root):
    from packshot.engine.lock import locked

    with locked(root / ".packshot"):
        assert grave(root)["lock"] == ("suggestion", f"process {os.getpid()} is building in this repository")
    assert "lock" not in grave(root)


def test_every_question_says_what_is_well_and_where_to_read_on():
    found = list(questions())

    assert len(found) >= 15
    assert len({each.name for each in found}) == len(found)
    for each in found:
        assert (each.ask.__doc__ or "").endswith(".")
        assert each.page.startswith("docs/")


def test_problems_exit_1_and_nothing_is_changed(root, capsys):
    foreign_dist(root)
    before = sorted(path for path in root.rglob("*") if ".git/" not in str(path))
    told = Told(capsys, "-C", str(root), "doctor", "--format", "json")

    assert (told.code, told.json["packshot"]) == (1, 2)
    answer = next(each for each in told.json["answers"] if each["question"] == "output-folder")
    assert (answer["state"], answer["page"]) == ("problem", "docs/editing.md#doctor")
    assert answer["message"].startswith("dist/ contains files that no build has written")
    assert answer["help"].startswith("move the files elsewhere")
    assert sorted(path for path in root.rglob("*") if ".git/" not in str(path)) == before
