"""`packshot migrate` on a small shop with keys and words of before."""

import json
from pathlib import Path

import pytest
from commands import Told, shop

from support import commit, write_files

RULE = "catalog/rules/heavy.yaml"
LIFECYCLE = "catalog/lifecycle.yaml"
OLD = {
    RULE: """\
# asked for by the warehouse
on: product
must: weight is null or weight.to('g') < 1000
message: Too heavy.
cure: {en: Weigh it again.}  # on the large scales
severity: advice
""",
    LIFECYCLE: """\
statuses:
  active:
    needs: {required: [name], severity: advice}  # for now
""",
}


@pytest.fixture
def old(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    root = shop(tmp_path)
    write_files(root, OLD)
    commit(root)
    return root


def release_of(root: Path) -> dict[str, bytes]:
    files = (path for path in (root / "dist").rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_old_words_are_read_and_reported_once_each(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "-C", str(old), "validate", "--format", "json")

    found = [each for each in json.loads(told.out)["findings"] if each["code"] == "renamed-key"]
    assert told.code == 0
    assert [(each["path"], each["keys"], each["line"]) for each in found] == [
        (LIFECYCLE, ["statuses", "active", "needs", "severity"], 3),
        (RULE, ["cure"], 5),
        (RULE, ["severity"], 6),
    ]
    assert {each["severity"] for each in found} == {"suggestion"}
    assert found[1]["message"] == "outdated `cure`: renamed to `help`"


def test_a_dry_run_shows_the_edits_and_writes_nothing(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (old / RULE).read_text()
    told = Told(capsys, "-C", str(old), "migrate", "--dry-run")

    assert told.code == 0
    assert "  -cure: {en: Weigh it again.}  # on the large scales\n" in told.out
    assert "  +help: {en: Weigh it again.}  # on the large scales\n" in told.out
    assert (old / RULE).read_text() == before


def test_it_writes_the_new_words_and_keeps_the_release(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Told(capsys, "-C", str(old), "build").code == 0
    before = release_of(old)

    assert Told(capsys, "-C", str(old), "migrate").code == 0

    text = (old / RULE).read_text()
    assert text.startswith("# asked for by the warehouse\n")
    assert "help: {en: Weigh it again.}  # on the large scales\nseverity: suggestion\n" in text
    assert "severity: suggestion}  # for now" in (old / LIFECYCLE).read_text()
    commit(old)
    built = json.loads(Told(capsys, "-C", str(old), "build", "--format", "json").out)
    assert (built["made"], built["written"], built["removed"]) == (0, 0, 0)
    assert release_of(old) == before


def test_there_is_nothing_to_do_afterwards(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Told(capsys, "-C", str(old), "migrate")
    told = Told(capsys, "-C", str(old), "migrate")

    assert told.code == 0
    assert told.out == "Nothing to do: no outdated keys or values\n"
    assert "renamed-key" not in Told(capsys, "-C", str(old), "validate").out


def test_a_finding_in_a_renamed_key_shows_its_line(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(old, {RULE: OLD[RULE].replace("{en: Weigh it again.}", '"Weigh {wieght} again."')})
    told = Told(capsys, "-C", str(old), "validate", "--format", "json")

    [found] = [each for each in json.loads(told.out)["findings"] if each["code"] == "unknown-path"]
    assert found["line"] == 5


def test_a_file_with_both_keys_is_reported(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(old, {RULE: OLD[RULE] + "help: Weigh it again.\n"})
    told = Told(capsys, "-C", str(old), "validate", "--format", "json")

    assert told.code == 1
    assert ["cure"] in [each["keys"] for each in json.loads(told.out)["findings"] if each["code"] == "unknown-key"]
