"""Help for what the system refuses."""

import errno
import os
from pathlib import Path

import pytest

from packshot.engine.failure_help import help_for


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "Free space on this disk"),
        (errno.EDQUOT, "Free space on this disk"),
        (errno.EACCES, "Check the permissions of /x/y"),
        (errno.EROFS, "Check the permissions of /x/y"),
        (errno.ENOTDIR, "Move /x/y away"),
        (errno.ENAMETOOLONG, "Use shorter names or a folder with a shorter path"),
        (errno.EIO, "Check the disk, the connection and the access rights"),
    ],
)
def test_help_by_reason(number: int, expected: str) -> None:
    assert help_for(OSError(number, os.strerror(number), "/x/y")) == expected


def test_a_failure_of_a_remote_place() -> None:
    assert help_for(OSError("no route")) == "Check the disk, the connection and the access rights"


@pytest.mark.parametrize("target", ["/nowhere/x", "dist"])
def test_a_link_that_leads_nowhere_is_named(target: str, tmp_path: Path) -> None:
    link = tmp_path / "dist"
    link.symlink_to(target)
    with pytest.raises(OSError, match="dist") as failed:
        (link / "a").mkdir(parents=True)
    assert help_for(failed.value) == f"Remove the symbolic link {link}, or make what it leads to: {target}"
