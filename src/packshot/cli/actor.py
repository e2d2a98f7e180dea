"""Who runs a command, as the release log names them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packshot.git.tree import Repository


def actor(repository: Repository) -> str:
    """Return the user of the CI job, else Git's user.name; empty where neither is set.

    Never an e-mail address: the log is at the target, which may be public.
    """
    from packshot.git import process

    in_ci = os.environ.get("GITHUB_ACTOR") or os.environ.get("GITLAB_USER_LOGIN")
    return in_ci or process.run(repository.top, "config", "user.name").out.decode("utf-8", "replace").strip()
