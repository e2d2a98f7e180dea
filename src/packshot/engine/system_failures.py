"""Message parameters for a failed system call."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

_KINDS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "denied"),
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOTEMPTY), "in_the_way"),
    errno.ENOENT: "missing",
    errno.ELOOP: "links",
    errno.ENAMETOOLONG: "long",
    errno.EMFILE: "open_files",
    errno.ENFILE: "open_files_of_all",
}
_LINKED = (errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
"""Errors that a broken symbolic link may cause."""


def failure_params(failure: OSError) -> dict[str, Any]:
    """Return the message parameters of a failure: its `kind` (empty if unknown), the `path`, and the `reason` from the
    system.

    The kind `broken_link` also has the `link` and its `destination`. `messages.state.FAILURE_HELP` has the help for
    each kind.
    """
    path = str(failure.filename) if isinstance(failure.filename, str | Path) else ""
    link = _broken_link(Path(path)) if path and failure.errno in _LINKED else None
    found: dict[str, Any] = {"path": path, "reason": failure.strerror or str(failure)}
    if link is not None:
        return found | {"kind": "broken_link", "link": str(link), "destination": str(link.readlink())}
    return found | {"kind": _KINDS.get(failure.errno or 0, "")}


def _broken_link(path: Path) -> Path | None:
    """Return the first broken symbolic link among a path and its parents, nearest first; None if there is none."""
    links = (each for each in (path, *path.parents) if each.is_symlink())
    return next((each for each in links if not _exists(each)), None)


def _exists(link: Path) -> bool:
    try:
        return link.exists()
    except (OSError, RuntimeError):  # a link cycle
        return False
