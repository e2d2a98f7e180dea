"""The entry point for reading YAML: every YAML file is read here.

All scalars are strings, except that a plain `null` is None.

The accepted language is a documented subset of YAML. The fast reader reads files that clearly belong to this subset.
The careful reader reads all others, decides whether they are accepted, and reports locations and reasons.
"""

from __future__ import annotations

from collections.abc import Sequence

from packshot.yaml import fast
from packshot.yaml.text import Loaded, Raw

__all__ = ["Loaded", "Raw", "load", "load_many"]


def load(data: bytes, path: str) -> Loaded:
    """Read one YAML file, and return its value and findings. Syntax errors are findings with line and column."""
    return load_many([(path, data)])[0]


def load_many(files: Sequence[tuple[str, bytes]]) -> list[Loaded]:
    """Read several files, given as pairs of path and bytes, and return the results in the same order.

    This is faster than reading the files one by one.
    """
    values = fast.read_many([data for _, data in files])
    return [
        Loaded(value, []) if value is not None else _carefully(data, path)
        for (path, data), value in zip(files, values, strict=True)
    ]


def _carefully(data: bytes, path: str) -> Loaded:
    from packshot.yaml import careful

    return careful.load(data, path)
