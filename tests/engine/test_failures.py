"""Help for what the system refuses."""

import errno
import os
from pathlib import Path

import pytest

from packshot.engine.system_failures import failure_params
from packshot.messages.state import FAILURE_HELP
from packshot.messages.template import render


def help_for(failure: OSError) -> str:
    return render(FAILURE_HELP, failure_params(failure))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "free space on this disk"),
        (errno.EDQUOT, "free space on this disk"),
        (errno.EACCES, "check the permissions of /x/y"),
        (errno.EROFS, "check the permissions of /x/y"),
        (errno.ENOTDIR, "move /x/y elsewhere"),
        (errno.ENAMETOOLONG, "use shorter names or a folder with a shorter path"),
        (errno.EIO, "check the disk, the connection and the access rights"),
    ],
)
def test_help_by_reason(number: int, expected: str) -> None:
    assert help_for(OSError(number, os.strerror(number), "/x/y")) == expected


def test_a_failure_of_a_remote_place() -> None:
    assert help_for(OSError("no route")) == "check the disk, the connection and the access rights"


@pytest.mark.parametrize("target", ["/nowhere/x", "dist"])
def test_a_link_that_leads_nowhere_is_named(target: str, tmp_path: Path) -> None:
    link = tmp_path / "dist"
    link.symlink_to(target)
    with pytest.raises(OSError, match="dist") as failed:
        (link / "a").mkdir(parents=True)
    assert help_for(failed.value) == f"remove the symbolic link {link}, or create its destination {target}"
