"""Outputs: everything that is published. Each folder has one kind of output: `views` builds the views, and leaf modules
make the bytes.

The folders are the registry: the name of an output is the path of its leaf module, which defines it as `OUTPUT`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from packshot.catalog.reader import Reader
from packshot.engine.types import Emitted, Output

KINDS = ("api", "channels", "site")
"""The folders with views; renditions have none, because the views of other outputs name them."""


def find(name: str) -> Output:
    """Return the output with a name; the engines of renditions are outputs too."""
    module = import_module(f"{__name__}.{name}")
    return cast(
        Output, module.ENGINE if name.startswith("renditions.") and hasattr(module, "ENGINE") else module.OUTPUT
    )


def views(reader: Reader, kind: str, key: str) -> Iterator[Emitted]:
    """Yield the views of all outputs for one record: kind and key, such as `product`, `fjord-shell`."""
    for folder in KINDS:
        yield from import_module(f"{__name__}.{folder}.views").views(reader, kind, key)
