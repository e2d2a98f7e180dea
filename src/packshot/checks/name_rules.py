"""Validation of the names of files and folders, and of keys in files."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator

from packshot.findings import Finding, Location, report
from packshot.model.names import is_device, is_key


def bad_key(key: str, kind: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if a key is invalid; `kind` is `folder`, `file`, `asset` or `entry`."""
    if not is_key(key):
        yield report("bad-key.name", at, name=key, kind=kind, better=as_key(key))


def device(name: str, kind: str, at: Location) -> Iterator[Finding]:
    """Yield a finding if Windows reserves a name for a device; names become folders of the release."""
    if is_device(name):
        yield report("reserved-name", at, kind=kind, name=name)


def no_extension(path: str) -> Finding:
    """Return the finding about a file in assets/ that cannot have a sidecar: it has no extension, or only `.yaml`."""
    name = posixpath.basename(path)
    if name.endswith(".yaml"):
        return report("asset-without-extension.sidecar", Location(path), name=name, stem=name.removesuffix(".yaml"))
    return report("asset-without-extension", Location(path), name=name)


def as_key(text: str) -> str:
    """Return a text as a key; empty if the result is not a key.

    The key is in lowercase, without accents and other characters beyond ASCII, and with `-` for invalid characters.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:100]
    return found if is_key(found) else ""


def twins(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name that differs from an earlier name only in case, together with that earlier name."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(name.casefold(), name)
        if other != name:
            yield name, other
