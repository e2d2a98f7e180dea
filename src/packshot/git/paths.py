"""Rules for paths in a product repository: relative, inside the repository, and valid on every operating system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal
from unicodedata import normalize

from packshot.findings import Finding, Location, report

FOLDERS = frozenset(("assets", "catalog", "channels", "site"))
LONGEST = 1024
_ODD = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff:]|(?:^|/)\.{0,2}(?:/|$)")
"""Any flaw of a path, so that one search accepts most paths."""

_WINDOWS = r"(?i)(?:^|/)(?:con|prn|aux|nul|com|lpt)|[. ](?:/|$)"
"""Any name that Windows may refuse."""

_MODES = {"120000": "source-symlink", "160000": "source-submodule"}

Flaw = Literal["characters", "encoding", "segments", "length"]
"""The kind of a flaw in a path."""


def is_source(path: str) -> bool:
    """Return whether a path is in one of the source folders: assets, catalog, channels and site."""
    return path.split("/", 1)[0] in FOLDERS


def flaw(path: str) -> Flaw | None:
    """Return the kind of flaw that makes a path invalid; None if the path is valid."""
    return _flaw(path) if len(path) > LONGEST or _ODD.search(path) else None


def _flaw(path: str) -> Flaw | None:
    if "\\" in path or any(ord(char) < 32 or ord(char) == 127 for char in path):
        return "characters"
    if any("\udc80" <= char <= "\udcff" for char in path):
        return "encoding"
    parts = path.split("/")
    if path.startswith("/") or any(part in ("", ".", "..") for part in parts) or ":" in parts[0]:
        return "segments"
    return "length" if len(path) > LONGEST else None


def findings(files: Iterable[tuple[str, str]]) -> list[Finding]:
    """Return the findings about links, submodules, invalid paths and names that are not portable.

    `files` are pairs of path and git mode, sorted by path.
    """
    listed = list(files)
    found = [flawed for path, mode in listed if mode in _MODES or flaw(path) for flawed in _flawed(path, mode)]
    odd = re.compile(_WINDOWS).search
    found += chain.from_iterable(_unportable(path) for path, _ in listed if odd(path))
    if _differ(path for path, _ in listed):
        return found
    folders: list[tuple[str, dict[str, str]]] = [("", {})]
    return [*found, *chain.from_iterable(_alike(path, folders) for path, _ in listed)]


def _differ(paths: Iterable[str]) -> bool:
    """Return whether all names, including folders, differ by more than case and Unicode form."""
    from packshot.model.names import folded  # a build without changes does not import it

    names: set[str] = set()
    for path in paths:
        while path and path not in names:
            names.add(path)
            path = path.rpartition("/")[0]
    return len({folded(name) for name in names}) == len(names)


def _flawed(path: str, mode: str) -> Iterator[Finding]:
    shown, found = _shown(path), flaw(path)
    if found:
        yield report("source-path", Location(shown), path=shown, flaw=found, limit=LONGEST)
    if mode in _MODES:
        yield report(_MODES[mode], Location(shown), path=shown)


def _unportable(path: str) -> Iterator[Finding]:
    """Yield the findings of names that are invalid on Windows."""
    from packshot.model.names import is_device

    shown = _shown(path)
    for name in path.split("/"):
        if is_device(name):
            stem, dot, rest = _shown(name).partition(".")
            better = f"{stem}-1{dot}{rest}"
            yield report("source-path-windows", Location(shown), path=shown, name=_shown(name), better=better)
        elif name.endswith((".", " ")) and name.strip("."):
            yield report("source-path-windows.end", Location(shown), path=shown, name=_shown(name))


def _alike(path: str, folders: list[tuple[str, dict[str, str]]]) -> Iterator[Finding]:
    """Yield the findings of names in one folder that differ only by case or Unicode form.

    `Fjord/` and `fjord/` are one folder on macOS and two on Linux. Paths are sorted, so a folder that was left does not
    occur again: only the names on the way down are kept.
    """
    from packshot.model.names import folded

    while not f"{path}/".startswith(f"{folders[-1][0]}/") and len(folders) > 1:
        folders.pop()
    above = folders[-1][0]
    for name in path[len(above) + 1 if above else 0 :].split("/"):
        own = f"{above}/{name}" if above else name
        other = folders[-1][1].setdefault(folded(name), own)
        if other != own:
            difference = "unicode" if normalize("NFC", own) == normalize("NFC", other) else "case"
            shown = _shown(own)
            yield report("source-path-case", Location(shown), path=shown, other=_shown(other), difference=difference)
        above = own
        folders.append((own, {}))


def _shown(path: str) -> str:
    """Return a path for display; bytes that are not UTF-8 become the replacement character."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
