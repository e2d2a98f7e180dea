"""Where a release is published: a local folder, or any URL that fsspec opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from packshot.engine.disk import Disk, LocalDisk
from packshot.engine.failure_help import help_for
from packshot.findings import Location, RefusedError, error
from packshot.publish.bucket import Bucket
from packshot.publish.directory import Directory
from packshot.publish.files import Target

FILE = "file://"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.ASCII | re.IGNORECASE)

_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*:[^?#]*@|[?#].*", re.DOTALL)
"""A user name with a password, and the query, which may be a signature."""


def open_target(url: str, disk: Disk | None = None) -> Target:
    """Open the target that a folder's path or a URL names. RefusedError if that is not possible."""
    if is_local(url):
        return Directory(folder_of(url), disk or LocalDisk())
    try:
        if not _SCHEME.match(url):
            raise ValueError("it does not begin with a scheme such as s3://")
        return Bucket(url)
    except (OSError, ValueError, ImportError) as problem:
        raise _unopened(url, problem) from None


@contextmanager
def failures_reported(url: str) -> Iterator[None]:
    """Turn a failure of the target into a RefusedError with the system's message."""
    try:
        yield
    except OSError as failure:
        raise RefusedError(
            error(
                "target-failed",
                Location(_without_secrets(str(failure.filename or url), url)),
                f"The target {shown(url)} failed: {_without_secrets(str(failure.strerror or failure), url)}.",
                f"{help_for(failure)}, then publish again: it continues where it stopped.",
            )
        ) from failure


def is_local(url: str) -> bool:
    """Return whether the target is a folder of this machine."""
    return "://" not in url or url.startswith(FILE)


def folder_of(url: str, start: Path | None = None) -> Path:
    """Return the folder that a local target names, seen from `start`. RefusedError if it cannot be a folder."""
    try:
        if "\0" in url:
            raise ValueError("it contains a NUL character")
        return ((start or Path()) / Path(url.removeprefix(FILE)).expanduser()).resolve()
    except (RuntimeError, ValueError) as problem:
        raise _unopened(url.replace("\0", "\\0"), problem) from None


def shown(url: str) -> str:
    """Return a target's URL without credentials."""
    return url if is_local(url) else _CREDENTIALS.sub("", url)


def _without_secrets(message: str, url: str) -> str:
    for secret in [url, *(found.group().strip("@?#") for found in _CREDENTIALS.finditer(url))]:
        message = message.replace(secret, shown(url) if secret == url else "...") if secret else message
    return message


def _unopened(url: str, problem: Exception) -> RefusedError:
    extra = {"s3": "s3", "gs": "gcs", "gcs": "gcs", "az": "azure", "abfs": "azure"}.get(url.partition("://")[0])
    cure = f"Run: pip install 'packshot[{extra}]'" if extra else "Name a folder, or a URL such as s3://bucket/shop."
    what = f"{shown(url)} cannot be opened: {_without_secrets(str(problem), url).rstrip('.')}."
    return RefusedError(error("target-unknown", Location(shown(url)), what, cure))
