"""Access to targets, to which releases are published: a local folder, or any URL that fsspec can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from packshot.engine.disk import Disk, LocalDisk
from packshot.engine.system_failures import failure_params
from packshot.findings import Location, RefusedError, refusal
from packshot.publish.bucket import Bucket
from packshot.publish.directory import Directory
from packshot.publish.files import Target

FILE = "file://"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.ASCII | re.IGNORECASE)

_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*:[^?#]*@|[?#].*", re.DOTALL)
"""A user name with a password, and the query, which may be a signature."""


def open_target(url: str, disk: Disk | None = None) -> Target:
    """Return the target of a folder path or URL. Raises RefusedError if the target cannot be opened."""
    if is_local(url):
        return Directory(folder_of(url), disk or LocalDisk())
    if not _SCHEME.match(url):
        raise _unopened(url, problem="scheme")
    try:
        return Bucket(url)
    except (OSError, ValueError, ImportError) as problem:
        extra = _EXTRAS.get(url.partition("://")[0]) if isinstance(problem, ImportError) else None
        raise _unopened(url, reason=str(problem), extra=extra) from None


@contextmanager
def failures_reported(url: str) -> Iterator[None]:
    """Convert an OSError inside the `with` block to a RefusedError with the message of the system."""
    try:
        yield
    except OSError as failure:
        at = Location(_without_secrets(str(failure.filename or url), url))
        params = {name: _without_secrets(value, url) for name, value in failure_params(failure).items()}
        raise refusal("target-failed", at, target=shown(url), **params) from failure


def is_local(url: str) -> bool:
    """Return whether the target is a folder on this machine."""
    return "://" not in url or url.startswith(FILE)


def folder_of(url: str, start: Path | None = None) -> Path:
    """Return the absolute path of a local target. A relative path begins at `start`, by default the working directory.

    Raises RefusedError if the path is invalid.
    """
    if "\0" in url:
        raise _unopened(url.replace("\0", "\\0"), problem="nul")
    try:
        return ((start or Path()) / Path(url.removeprefix(FILE)).expanduser()).resolve()
    except (RuntimeError, ValueError) as problem:
        raise _unopened(url, reason=str(problem)) from None


def shown(url: str) -> str:
    """Return the URL of a target without credentials, query and fragment; the path of a local target unchanged."""
    return url if is_local(url) else _CREDENTIALS.sub("", url)


def _without_secrets(message: str, url: str) -> str:
    for secret in [url, *(found.group().strip("@?#") for found in _CREDENTIALS.finditer(url))]:
        message = message.replace(secret, shown(url) if secret == url else "...") if secret else message
    return message


_EXTRAS = {"s3": "s3", "gs": "gcs", "gcs": "gcs", "az": "azure", "abfs": "azure"}
"""Scheme -> the extra of the package that installs its client."""


def _unopened(url: str, *, problem: str = "", reason: str = "", extra: str | None = None) -> RefusedError:
    """Return the refusal of a target: `problem` selects the text, `reason` is the message of the client, and `extra`
    is the extra of the package that installs a missing client.
    """
    target, reason = shown(url), _without_secrets(reason, url)
    return refusal("target-unknown", Location(target), target=target, problem=problem, reason=reason, extra=extra)
