"""Reading YAML: the one door to every YAML file. All scalars are text, plain `null` is None.

The accepted language is a written subset. A fast reader takes what is plainly in it; all else goes to the careful
reader, whose answer is the truth and which says where and why a file is not accepted.
"""

from __future__ import annotations

from collections.abc import Sequence

from packshot.yaml import fast
from packshot.yaml.text import Loaded, Raw

__all__ = ["Loaded", "Raw", "load", "load_many"]


def load(data: bytes, path: str) -> Loaded:
    """Read one YAML file; never raises. What is not accepted is a finding with line and column."""
    return load_many([(path, data)])[0]


def load_many(files: Sequence[tuple[str, bytes]]) -> list[Loaded]:
    """The same of several files, paths with bytes, in a good part less time than one by one."""
    values = fast.read_many([data for _, data in files])
    return [
        Loaded(value, []) if value is not None else _carefully(data, path)
        for (path, data), value in zip(files, values, strict=True)
    ]


def _carefully(data: bytes, path: str) -> Loaded:
    from packshot.yaml import careful

    return careful.load(data, path)
