"""The first commit of `packshot init`: the user's Git configuration counts, commands and places of others do not."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import Told
from tests.conftest import absent

from support import git, git_repo


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own configuration of Git, to be written."""
    path = tmp_path / "gitconfig"
    path.write_text("[user]\nname = Kari\nemail = kari@example.org\n")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(path))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    return path


def add(settings: Path, text: str) -> None:
    settings.write_text(settings.read_text() + text)


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
    return path


def test_it_is_signed_where_the_user_signs(tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("ssh-keygen") is None:
        absent("ssh-keygen")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    trusted = tmp_path / "trusted"
    trusted.write_text(f"kari@example.org {key.with_suffix('.pub').read_text()}")
    add(settings, f"signingKey = {key}\n[commit]\ngpgSign = true\n[gpg]\nformat = ssh\n")

    assert Told(capsys, "-C", str(tmp_path), "init", "shop").code == 0
    verify = ("-c", f"gpg.ssh.allowedSignersFile={trusted}", "log", "--format=%G? %GS")
    assert git(tmp_path / "shop", *verify) == "G kari@example.org"


def test_a_hook_of_the_user_that_fails_refuses_in_its_words(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = script(tmp_path / "hooks/pre-commit", "echo 'No ticket named.' >&2; exit 1\n")
    add(settings, f"[core]\nhooksPath = {hook.parent}\n")

    told = Told(capsys, "-C", str(tmp_path), "init", "shop")
    assert (told.code, "refused[git]" in told.err, "No ticket named." in told.err) == (3, True, True)
    hook.unlink()
    git(tmp_path / "shop", "commit", "--quiet", "--message", "Catalogue")
    assert "catalog/catalog.yaml" in git(tmp_path / "shop", "ls-tree", "-r", "--name-only", "HEAD")


def test_a_command_of_the_repository_is_not_run(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template gives the new repository a configuration of its own. Git by itself would run what that names."""
    watcher = script(tmp_path / "watcher", f"touch {tmp_path}/ran\n")
    (tmp_path / "template").mkdir()
    (tmp_path / "template/config").write_text(f"[core]\nfsmonitor = {watcher}\n")
    add(settings, f"[init]\ntemplateDir = {tmp_path}/template\n")

    assert Told(capsys, "-C", str(tmp_path), "init", "shop").code == 0
    assert not (tmp_path / "ran").exists()
    git(tmp_path / "shop", "status")
    assert (tmp_path / "ran").exists()


def test_another_repository_in_the_environment_is_left_alone(
    tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in a hook of that repository."""
    other = git_repo(tmp_path / "other", {"a": "a"})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))

    told = Told(capsys, "-C", str(tmp_path), "init", "shop")
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert told.code == 0
    assert git(tmp_path / "shop", "log", "--format=%an %s") == "Kari Add a first catalogue"
    assert git(other, "ls-files") == "a"
