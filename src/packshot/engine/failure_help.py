"""Help for what the system refuses, by its reason."""

from __future__ import annotations

import errno
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_LINKED = (errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_IN_THE_WAY = (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOTEMPTY)
_HELP = {
    **dict.fromkeys(_FULL, "Free space on this disk"),
    **dict.fromkeys(_DENIED, "Check the permissions of {path}"),
    **dict.fromkeys(_IN_THE_WAY, "Move {path} away"),
    errno.ENOENT: "Check that {path} exists",
    errno.ELOOP: "Remove the links that lead in a circle",
    errno.ENAMETOOLONG: "Use shorter names or a folder with a shorter path",
    errno.EMFILE: "Raise the limit of open files (`ulimit -n`)",
    errno.ENFILE: "Close programs that hold many files open",
}


def help_for(failure: OSError) -> str:
    """What to do about a failure of a disk or a remote place, as an imperative without a full stop."""
    path = str(failure.filename) if isinstance(failure.filename, str | Path) else ""
    link = _broken_link(Path(path)) if path and failure.errno in _LINKED else None
    if link is not None:
        return f"Remove the symbolic link {link}, or make what it leads to: {link.readlink()}"
    words = _HELP.get(failure.errno or 0, "Check the disk, the connection and the access rights")
    return words.format(path=path or "the folder")


def _broken_link(path: Path) -> Path | None:
    """The link on the way to a path that leads nowhere."""
    links = (each for each in (path, *path.parents) if each.is_symlink())
    return next((each for each in links if not _leads_somewhere(each)), None)


def _leads_somewhere(link: Path) -> bool:
    try:
        return link.exists()
    except (OSError, RuntimeError):  # a circle
        return False
