"""Which paths may stand in a product repository: names that every system can hold and that never lead out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.findings import Finding, Location, error

FOLDERS = frozenset(("assets", "catalog", "channels", "site"))
LONGEST = 1024
_MODES = {
    "120000": ("source-symlink", "is a symbolic link, which may lead out of the repository", "Commit the file itself."),
    "160000": ("source-submodule", "is a submodule, whose files are not read", "Commit its files, or move it away."),
}


def is_source(path: str) -> bool:
    """Whether a path lies in one of the folders that are read."""
    return path.split("/", 1)[0] in FOLDERS


def flaw(path: str) -> str | None:
    """What is wrong with a path, as the end of a sentence; None when it may be read."""
    if "\\" in path or any(ord(char) < 32 or ord(char) == 127 for char in path):
        return "holds a backslash or a control character"
    if any("\udc80" <= char <= "\udcff" for char in path):
        return "is not UTF-8"
    parts = path.split("/")
    if path.startswith("/") or any(part in ("", ".", "..") for part in parts) or ":" in parts[0]:
        return "leads out of the repository"
    return "is longer than 1024 characters" if len(path) > LONGEST else None


def findings(files: Iterable[tuple[str, str]]) -> list[Finding]:
    """Report every file, given as path and git mode, that is not read because of its name or kind."""
    listed = list(files)
    return [*_flawed(listed), *_alike(path for path, _ in listed)]


def _flawed(files: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    for path, mode in files:
        wrong = flaw(path)
        if wrong:
            yield error(
                "source-path", Location(_shown(path)), f"The path {_shown(path)!r} {wrong}.", "Rename the file."
            )
        if mode in _MODES:
            code, what, cure = _MODES[mode]
            yield error(code, Location(_shown(path)), f"{_shown(path)!r} {what}.", cure)


def _alike(names: Iterable[str]) -> Iterator[Finding]:
    """Folders count too: `Fjord/a` and `fjord/b` are one folder on a Mac and two on Linux."""
    first: dict[str, str] = {}
    for path in sorted({part for name in names for part in _ancestry(name)}):
        other = first.setdefault(path.casefold(), path)
        if other != path and _parent(other) == _parent(path):
            what = f"{_shown(path)!r} and {_shown(other)!r} differ only by case."
            yield error(
                "source-path-case", Location(_shown(path)), what, "Rename one: some systems hold only one of them."
            )


def _ancestry(path: str) -> Iterator[str]:
    while path:
        yield path
        path = _parent(path)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _shown(path: str) -> str:
    """Bytes that are not UTF-8 are shown as the replacement character."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
