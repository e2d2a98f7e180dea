"""The toolchain: one digest of all code that may change a view. It is asked for at every start, so it is quick.

Imports next to nothing on purpose, and reads the versions of distributions from the names of their folders.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib costs start-up
DISTRIBUTIONS = (
    "babel",
    "biip",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdurl",
    "nh3",
    "pillow",
    "pydantic",
    "pydantic-core",
    "pyyaml",
    "rapidyaml",
    "tzdata",
)
"""What the bytes of a release may depend on besides packshot and Python."""

SOURCES = (".py", ".html", ".css", ".yaml", ".icc", ".json")


def toolchain() -> str:
    """Digest of packshot's source, of Python's version and of the versions of what it depends on."""
    whole = sha256("\n".join([sys.version.split()[0], *versions(DISTRIBUTIONS)]).encode())
    for path in sorted(_sources(PACKAGE)):
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs start-up
            data = file.read()
        whole.update(f"\n{path[len(PACKAGE) :]} {len(data)}\n".encode())
        whole.update(data)
    return whole.hexdigest()


def _sources(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _sources(entry.path)
        elif entry.name.endswith(SOURCES):
            yield entry.path


def versions(names: Iterable[str]) -> list[str]:
    """`name-version` of installed distributions, from the names of their folders: reading their metadata is slow."""
    wanted = {_plain(name) for name in names}
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in _entries(folder):
            name, dash, version = entry.removesuffix(".dist-info").partition("-")
            if dash and entry.endswith(".dist-info") and _plain(name) in wanted:
                found.setdefault(_plain(name), version)
    return [f"{name}-{version}" for name, version in sorted(found.items())]


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _entries(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return []
