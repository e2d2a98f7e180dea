"""The formats of feeds. Each format is a module in this folder that defines `FORMAT`; the name of the module is the
name of the format.

Modules whose names begin with `_` contain shared functions. Other packages can add formats (see `packshot.extensions`).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from packshot import extensions
from packshot.outputs.channels.format import Format

__path__ += extensions.folders(__name__)


@cache
def names() -> tuple[str, ...]:
    """Return the allowed values of `output.format`."""
    return tuple(sorted({each.name for each in iter_modules(__path__) if not each.name.startswith("_")}))


def find(name: str) -> Format | None:
    """Return a format; None for an unknown name."""
    return known(name) if name in names() else None


def known(name: str) -> Format:
    """Return the format with this name, which must be one of `names()`."""
    return cast(Format, import_module(f"{__name__}.{name}").FORMAT)


def built() -> list[str]:
    """Return the names of the formats that this version builds."""
    return [name for name in names() if known(name).rendering is not None]
