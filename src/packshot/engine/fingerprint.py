"""Digests of code: of a module with everything that it imports, and of the whole toolchain.

The digests replace version numbers.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path


def toolchain(folders: Iterable[Path], distributions: Iterable[str], *libraries: str) -> str:
    """Return the digest of the source files of folders, of Python's version, of the versions of distributions, and of
    the names of libraries with their versions.

    Versions are read from the names of metadata folders, because importing `importlib.metadata` takes ten times as
    long.
    """
    found = sha256()
    for folder in map(str, folders):
        for path in sorted(_files(folder)):
            source = _read(path)
            found.update(f"{path[len(folder) + 1 :]}\0{len(source)}\0".encode())
            found.update(source)
    versions = _versions()
    lines = [f"{name}={versions.get(_plain(name), 'none')}" for name in sorted(distributions)]
    found.update("\n".join([_PYTHON, *lines, *libraries]).encode())
    return found.hexdigest()


_PYTHON = sys.version.split()[0]
"""As in `platform`, whose import takes as long as reading all the source."""


class Sources:
    """The source files of one package and of the folders that extend it. Each file is read once."""

    def __init__(self, package: Path, *more: Path) -> None:
        self._top = package.name
        self._roots = (package, *more)
        self._read: dict[str, tuple[bytes, frozenset[str]]] = {}

    def closure(self, *modules: str) -> str:
        """Return one digest of some modules and of all modules of the package that they import, also indirectly."""
        found, waiting = set[str](), [*modules]
        while waiting:
            module = waiting.pop()
            if module not in found:
                found.add(module)
                waiting += self._module(module)[1]
        return sha256(b"".join(self._module(module)[0] for module in sorted(found))).hexdigest()

    def _module(self, module: str) -> tuple[bytes, frozenset[str]]:
        """Return the digest and the imports of one module."""
        if module not in self._read:
            path = self._path(module)
            assert path is not None, module
            source = path.read_bytes()
            names = _imported(ast.parse(source), module, is_package=path.name == "__init__.py")
            imports = {name for name in names if name.split(".")[0] == self._top and self._path(name)}
            self._read[module] = sha256(module.encode() + b"\0" + source).digest(), frozenset(imports)
        return self._read[module]

    def _path(self, module: str) -> Path | None:
        bases = (root.joinpath(*module.split(".")[1:]) for root in self._roots)
        files = (file for base in bases for file in (base.with_suffix(".py"), base / "__init__.py"))
        return next((file for file in files if file.is_file()), None)


def _imported(tree: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    """Yield the names of modules that a module may import; for a `from` import, with and without the imported name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_parents(alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, module, is_package)
            yield from _with_parents(base)
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    steps = module.split(".")
    steps = steps[: len(steps) - node.level + is_package]
    return ".".join([*steps, *filter(None, [node.module])])


def _with_parents(name: str) -> Iterator[str]:
    steps = name.split(".")
    return (".".join(steps[:depth]) for depth in range(1, len(steps) + 1))


def _files(folder: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir():
            yield from () if entry.name == "__pycache__" else _files(entry.path)
        elif not entry.name.endswith((".pyc", ".pyo")):
            yield entry.path


def _read(path: str) -> bytes:
    number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return b"".join(iter(lambda: os.read(number, 1 << 16), b""))
    finally:
        os.close(number)


def _versions() -> dict[str, str]:
    """Return a map from distribution to version, read from the names of metadata folders; the first one is used."""
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - only names are needed
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                distribution, _, version = name.removesuffix(".dist-info").partition("-")
                found.setdefault(_plain(distribution), version)
    return found


def _plain(name: str) -> str:
    """Return the normalized name of a distribution, equal for all its spellings."""
    plain = name.lower().replace("_", "-").replace(".", "-")
    while "--" in plain:
        plain = plain.replace("--", "-")
    return plain
