"""Where a release is published: a local folder, or any URL that fsspec opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from packshot.build.disk import Disk, LocalDisk
from packshot.build.parsing import DamagedError
from packshot.findings import Location, RefusedError, error

HOME = ".packshot"
"""The folder at the target for the publisher's own files."""

FILE = "file://"

PIECE = 1 << 20
"""Bytes that are read at once."""

_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*:[^?#]*@|[?#].*", re.DOTALL)
"""A user name with a password, and the query, which may be a signature."""


class Target(Protocol):
    """Files by name. Writing a file is atomic."""

    def chunks(self, name: str) -> Iterator[bytes] | None:
        """Read a file in pieces; None when there is no regular file."""
        ...

    def exists(self, name: str) -> bool:
        """Return whether a name is taken, by a file or by anything else."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder, sorted; nothing when there is no folder."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write a file, or replace it."""
        ...

    def create(self, name: str, data: bytes) -> bool:
        """Write a file unless the name is taken; return whether it was written."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        ...


def read(target: Target, name: str, limit: int) -> bytes | None:
    """Read a whole file of the target; None when there is none. DamagedError if it is larger than the limit."""
    chunks = target.chunks(name)
    if chunks is None:
        return None
    data = b""
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            raise DamagedError(f"{name} has more than {limit:,} bytes")
    return data


def open_target(url: str, disk: Disk | None = None) -> Target:
    """Open the target that a folder's path or a URL names. RefusedError if that is not possible."""
    from packshot.publish.bucket import Bucket
    from packshot.publish.directory import Directory

    if is_local(url):
        return Directory(folder_of(url), disk or LocalDisk())
    try:
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
                "Fix access or free space, then publish again: it continues where it stopped.",
            )
        ) from failure


def is_local(url: str) -> bool:
    """Return whether the target is a folder of this machine."""
    return "://" not in url or url.startswith(FILE)


def folder_of(url: str) -> Path:
    """Return the folder that a local target names. RefusedError if it cannot be a folder."""
    try:
        if "\0" in url:
            raise ValueError("embedded null byte")
        return Path(url.removeprefix(FILE)).expanduser().absolute()
    except (RuntimeError, ValueError) as problem:
        raise _unopened(url, problem) from None


def shown(url: str) -> str:
    """Return a target's URL without credentials."""
    return url if is_local(url) else _CREDENTIALS.sub("", url)


def _without_secrets(message: str, url: str) -> str:
    for secret in [url, *(found.group().strip("@?#") for found in _CREDENTIALS.finditer(url))]:
        message = message.replace(secret, shown(url) if secret == url else "...") if secret else message
    return message


def _unopened(url: str, problem: Exception) -> RefusedError:
    scheme = url.partition("://")[0]
    extra = {"s3": "s3", "gs": "gcs", "gcs": "gcs", "az": "azure", "abfs": "azure"}.get(scheme)
    cure = f"Run: pip install 'packshot[{extra}]'" if extra else "Name a folder, or a URL such as s3://bucket/shop."
    what = f"{shown(url)} cannot be opened: {_without_secrets(str(problem), url).rstrip('.')}."
    return RefusedError(error("target-unknown", Location(shown(url)), what, cure))
