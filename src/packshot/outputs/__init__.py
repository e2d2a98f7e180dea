"""Outputs: everything that is published. Each folder contains one kind of output: `views` makes the views (data), and
leaf modules convert views to bytes.

Outputs are found by their name, which is the path of the leaf module that defines the output as `OUTPUT`.
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
    """Return an output by its name. The engines of renditions are outputs too."""
    module = import_module(f"{__name__}.{name}")
    return cast(
        Output, module.ENGINE if name.startswith("renditions.") and hasattr(module, "ENGINE") else module.OUTPUT
    )


def views(reader: Reader, kind: str, key: str) -> Iterator[Emitted]:
    """Yield the views of all outputs for one record, given its kind and key, such as `product`, `fjord-shell`."""
    for folder in KINDS:
        yield from import_module(f"{__name__}.{folder}.views").views(reader, kind, key)
