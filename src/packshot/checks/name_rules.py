"""How names are judged, wherever they stand: as a file's name or as a key in a file."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator

from packshot.findings import Finding, Location, error, warning
from packshot.model.names import is_device, is_key


def bad_key(key: str, of: str, at: Location) -> Iterator[Finding]:
    """The finding for a name that cannot be a key; `of` says of what it is the name, such as `folder`."""
    if not is_key(key):
        better = as_key(key)
        cure = f"Rename the {of}" + (f" to {better}" if better else "") + "."
        allowed = "only letters, digits, - and _, a letter or digit first, and never null"
        yield error("bad-key", at, f'"{key[:100]}" cannot be a key, which holds {allowed}.', cure)


def device(name: str, of: str, at: Location) -> Iterator[Finding]:
    """The finding for a name that becomes a folder of the release, and that Windows takes for a device."""
    if is_device(name):
        what = f'The {of} "{name}" is the name of a device on Windows, which cannot have a folder of that name.'
        yield error("reserved-name", at, what, f"Rename it, for example to {name}-1.")


def no_extension(path: str) -> Finding:
    """The finding for a file below assets/ that no sidecar can describe."""
    name = posixpath.basename(path)
    if name.endswith(".yaml"):
        what = f'"{name}" is not a sidecar: it does not name the extension of its original.'
        cure = f"Rename it after its original, for example to {name.removesuffix('.yaml')}.jpg.yaml; or delete it."
    else:
        what = f'"{name}" has no extension, so it cannot have a sidecar and is not published.'
        cure = f"Rename it with its extension, for example to {name}.jpg; or move it out of assets/."
    return warning("asset-without-extension", Location(path), what, cure)


def as_key(text: str) -> str:
    """The key that comes nearest to a text; empty when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:100]
    return found if is_key(found) else ""


def twins(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that differ from an earlier one by case alone, each with that one."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(name.casefold(), name)
        if other != name:
            yield name, other
