"""What is published. Each folder holds one kind of output: `views` says what is shown, leaf modules make the bytes.

The folders are the registry: an output's name is the path of its leaf module, which holds it as `OUTPUT`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from packshot.catalog.reader import Reader
from packshot.engine.types import Emitted, Output

KINDS = ("api", "channels", "site")
"""The folders that show something of their own; renditions are shown by them."""


def find(name: str) -> Output:
    """The output of that name; the engines of renditions are outputs too."""
    module = import_module(f"{__name__}.{name}")
    return cast(
        Output, module.ENGINE if name.startswith("renditions.") and hasattr(module, "ENGINE") else module.OUTPUT
    )


def views(reader: Reader, kind: str, key: str) -> Iterator[Emitted]:
    """Everything that all outputs show of one record: kind and key, as `product`, `fjord-shell`."""
    for folder in KINDS:
        yield from import_module(f"{__name__}.{folder}.views").views(reader, kind, key)
