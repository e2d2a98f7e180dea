"""The program as a whole: its help, its exit codes, how quickly it starts."""

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest
from commands import Told, shop

from packshot.authoring.scaffold import files
from packshot.cli.main import COMMANDS, SUMMARIES
from support import git_repo

HEAVY = ("pydantic", "git", "mkdocs", "jinja2", "PIL", "rich", "ruamel", "ryml", "yaml", "babel", "fsspec", "deepdiff")


def packshot(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "packshot", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=60)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from packshot.cli.main import run; run(['--help']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_imports_nothing_heavy(command: str) -> None:
    code = (
        f"import sys; from packshot.cli.main import run; assert run([{command!r}, '--help']) == 0;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "Usage: packshot " + command in done.stdout


def test_help_is_quick() -> None:
    """In the time of the process, because the machine may be busy; the best of a few counts."""

    def spent() -> float:
        before = os.times()
        assert packshot("--help").returncode == 0
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(spent() for _ in range(5)) < 0.3


def test_every_command_is_named_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "--help")
    assert told.code == 0
    assert list(COMMANDS) == list(SUMMARIES)
    assert all(f"  {command} " in told.out for command in COMMANDS)


def test_a_mistyped_command_is_a_mistake_of_use(capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "bild")
    assert told.code == 2
    assert "Did you mean 'build'?" in told.err


def test_an_unknown_option_is_a_mistake_of_use(capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(capsys, "build", "--worktre")
    assert told.code == 2
    assert "--worktree" in told.err


@pytest.mark.parametrize("instant", ["tomorrow", "2026-12-24T08:00", "2026-13-01"])
def test_an_instant_that_cannot_be_read_is_a_mistake_of_use(
    instant: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = Told(capsys, "-C", str(tmp_path), "plan", "--as-of", instant)
    assert told.code == 2
    assert "2026-12-24" in told.err


def test_a_folder_without_a_repository_is_refused_with_a_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = Told(capsys, "-C", str(tmp_path), "build")
    assert told.code == 3
    assert "refused[git-not-a-repository]" in told.err
    assert "help: " in told.err


def test_errors_in_the_data_exit_1_and_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(
        tmp_path / "shop", **{"catalog/prices/eu.yaml": "currency: EUR\ntax: included\nprices:\n  mug/*: 9,50\n"}
    )
    told = Told(capsys, "-C", str(root), "build")
    assert told.code == 1
    assert "9,50" in told.out
    assert not (root / "dist").exists()


def test_a_build_says_what_is_not_committed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path / "shop")
    assert "left out" not in Told(capsys, "-C", str(root), "build").out
    (root / "catalog" / "prices" / "eu.yaml").write_text("currency: EUR\n")
    told = Told(capsys, "-C", str(root), "build")
    assert "Nothing to do" in told.out
    assert "left out: catalog/prices/eu.yaml (modified, not committed)" in told.out


def _command_that(raises: BaseException) -> types.ModuleType:
    import click

    @click.command("boom")
    def command() -> int:
        raise raises

    module = types.ModuleType("boom")
    vars(module)["command"] = command
    return module


@pytest.fixture
def boom(monkeypatch: pytest.MonkeyPatch) -> object:
    def install(raises: BaseException) -> None:
        monkeypatch.setitem(sys.modules, "boom", _command_that(raises))
        monkeypatch.setitem(COMMANDS, "boom", "boom")

    return install


def test_a_crash_exits_4_and_names_itself(boom, capsys: pytest.CaptureFixture[str]) -> None:
    boom(ValueError("seven"))
    told = Told(capsys, "boom")
    assert told.code == 4
    assert "ValueError: seven" in told.err
    assert "PACKSHOT_DEBUG" in told.err
    assert "Traceback" not in told.err


def test_a_crash_shows_its_trace_when_asked(
    boom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKSHOT_DEBUG", "1")
    boom(RecursionError("deep"))
    told = Told(capsys, "boom")
    assert told.code == 4
    assert "Traceback" in told.err


def test_control_c_stops_calmly(boom, capsys: pytest.CaptureFixture[str]) -> None:
    boom(KeyboardInterrupt())
    told = Told(capsys, "boom")
    assert told.code == 3
    assert "run the same command again" in told.err


def test_what_the_system_denies_is_refused(boom, capsys: pytest.CaptureFixture[str]) -> None:
    boom(PermissionError(13, "Permission denied", "/etc/shadow"))
    told = Told(capsys, "boom")
    assert told.code == 3
    assert "/etc/shadow: Permission denied" in told.err
    assert "help: check the permissions of /etc/shadow" in told.err


def test_what_stands_in_the_way_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path / "shop")
    (root / ".packshot").write_text("x")
    told = Told(capsys, "-C", str(root), "build")
    assert told.code == 3
    assert f"{root}/.packshot: File exists" in told.err
    assert f"help: move {root}/.packshot elsewhere" in told.err


def test_what_files_say_cannot_command_the_terminal(boom, capsys: pytest.CaptureFixture[str]) -> None:
    from packshot.findings import Location, refusal

    boom(refusal("rule-odd", Location("a.yaml"), message="\x1b[2J is odd.", help="\x1b]0;x\x07"))
    told = Told(capsys, "boom")
    assert "\x1b" not in told.err


def test_a_crash_over_what_files_say_cannot_command_the_terminal(boom, capsys: pytest.CaptureFixture[str]) -> None:
    boom(ValueError("the key \x1b]0;owned\x07 is odd"))
    assert "\x1b]0" not in Told(capsys, "boom").err


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m packshot --help | true; exit ${{PIPESTATUS[0]}}"
    assert subprocess.run(["bash", "-c", command], capture_output=True).returncode == 0


@pytest.mark.parametrize("words", ["validate", "validate --format json", "build", "doctor", "build 2>&1"])
def test_the_exit_code_says_what_was_found_whoever_reads(words: str, tmp_path: Path) -> None:
    page = "catalog/products/cup/mug/de.yaml"
    root = shop(tmp_path / "shop", **{page: "nmae: Becher\n" * 3})
    (root / "dist").mkdir()
    (root / "dist/thesis.txt").write_text("x")
    command = f"{sys.executable} -m packshot -C {root} {words}"
    unread = subprocess.run(["bash", "-c", f"{command} | true; exit ${{PIPESTATUS[0]}}"], capture_output=True)
    assert (unread.returncode, unread.stdout) == (1, b"")
    assert b"Traceback" not in unread.stderr
    assert b"ignored" not in unread.stderr


def test_the_exit_code_says_what_was_found_with_a_closed_output(tmp_path: Path) -> None:
    root = shop(tmp_path / "shop", **{"catalog/products/cup/mug/de.yaml": "nmae: Becher\n"})
    command = f"{sys.executable} -m packshot -C {root} validate >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True)
    assert (done.returncode, done.stderr) == (1, b"")


def test_exit_codes_of_the_process(tmp_path: Path) -> None:
    assert packshot("--version").stdout.startswith("packshot")
    assert packshot("nope").returncode == 2
    assert packshot("-C", str(tmp_path), "validate").returncode == 3


def test_an_installed_plugin_of_pydantic_is_not_loaded(tmp_path: Path) -> None:
    """It would change what is read, and the digest of the toolchain does not cover it."""
    about = tmp_path / "loud-1.dist-info"
    about.mkdir()
    (tmp_path / "loud.py").write_text("print('loaded')\n")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[pydantic]\nloud = loud\n")
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    root = git_repo(tmp_path / "shop", files("shop"))
    done = packshot("-C", str(root), "validate", PYTHONPATH=path)
    assert (done.returncode, "loaded" in done.stdout) == (0, False)
