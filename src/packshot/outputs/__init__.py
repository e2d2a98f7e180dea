"""Outputs: everything that is published. Each folder contains one kind of output: `views` makes the views (data), and
leaf modules convert views to bytes.

The folders are the registry: the name of an output is the path of its leaf module, which defines it as `OUTPUT`, the
engine of renditions as `ENGINE`, the format of feeds as `FORMAT`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from packshot.catalog.reader import Reader
from packshot.engine.types import Emitted, Output

KINDS = ("api", "channels", "site")
"""The folders with views; renditions have none, because the views of other outputs name them."""


_LEAVES = {"channels.formats": "FORMAT", "renditions": "ENGINE"}
"""Folder -> the name of an output in its modules, where it is not `OUTPUT`."""


def find(name: str) -> Output:
    """Return an output by its name."""
    module = import_module(f"{__name__}.{name}")
    own = _LEAVES.get(name.rpartition(".")[0], "OUTPUT")
    return cast(Output, getattr(module, own, None) or module.OUTPUT)


def views(reader: Reader, kind: str, key: str) -> Iterator[Emitted]:
    """Yield the views of all outputs for one record, given its kind and key, such as `product`, `fjord-shell`."""
    for folder in KINDS:
        yield from import_module(f"{__name__}.{folder}.views").views(reader, kind, key)
