"""Git commands that write to a repository, run with the `Git` class of GitPython.

The user's configuration applies: identity, signing, hooks. Commands that the repository configures, and repository
paths in environment variables, are ignored.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from packshot.findings import Location, refusal
from packshot.git import process

if TYPE_CHECKING:
    from git import Git

AUTHOR = {"c": ["user.name=packshot", "user.email=packshot@localhost"]}
"""Options for a commit if Git knows no identity."""


def first_commit(folder: Path, message: str) -> bool:
    """Make the folder a repository with one commit and return True; return False if it is already inside a repository.

    Raises RefusedError if a git command fails.
    """
    if process.run(folder, "rev-parse", "--git-dir").code == 0:
        return False
    git = _git(folder)
    _run(git, folder, "init", "-q", "-b", "main")
    _run(git, folder, "add", "-A")
    is_known = git.config("user.email", with_exceptions=False) != ""
    _run(git if is_known else git(**AUTHOR), folder, "commit", "-q", "-m", message)
    return True


def _git(folder: Path) -> Git:
    from git import Git  # slow to import

    git = Git(folder)
    flags = {flag.removeprefix("--"): True for flag in process.FLAGS}
    git.set_persistent_git_options(**flags, c=list(process.SETTINGS))
    git.update_environment(**process.FIXED, **_places(folder))
    return git


def _places(folder: Path) -> dict[str, str]:
    """Return the folder's own paths, instead of those in the environment, which hooks of another repository set."""
    home = folder.resolve() / ".git"
    own = {
        "GIT_DIR": home,
        "GIT_COMMON_DIR": home,
        "GIT_WORK_TREE": home.parent,
        "GIT_INDEX_FILE": home / "index",
        "GIT_OBJECT_DIRECTORY": home / "objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_NAMESPACE": "",
    }
    return {name: str(place) for name, place in own.items() if name in os.environ}


def _run(git: Git, folder: Path, command: str, *arguments: str) -> None:
    """Run a command that must succeed."""
    code, out, err = getattr(git, command)(*arguments, with_extended_output=True, with_exceptions=False)
    if code:
        raise refusal("git", Location(str(folder)), command=command, output=process.error_text((err or out).encode()))
