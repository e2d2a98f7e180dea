"""Outputs: everything that is published. Each folder contains one kind of output: its leaf modules convert views (data)
to bytes. Except for renditions, the module `views` of the folder makes the views.

The name of an output is the path of its leaf module, so no list of outputs is needed. A leaf module defines its output
as `OUTPUT`, an engine for renditions as `ENGINE`, and a feed format as `FORMAT`.
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
    """Return the output with this name, such as `site.product`."""
    module = import_module(f"{__name__}.{name}")
    own = _LEAVES.get(name.rpartition(".")[0], "OUTPUT")
    return cast(Output, getattr(module, own, None) or module.OUTPUT)


def views(reader: Reader, kind: str, key: str) -> Iterator[Emitted]:
    """Yield the views, items and listings of all outputs for one entry, given its kind and key, such as `product` and
    `fjord-shell`.
    """
    for folder in KINDS:
        yield from import_module(f"{__name__}.{folder}.views").views(reader, kind, key)
