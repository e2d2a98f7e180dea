"""The packaged presets: channel files over which those of a repository are merged. One YAML file each, found by
name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from packshot.model.frozen import Raw
from packshot.yaml.reader import load


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Return the names that `extends:` may have."""
    files = (file.name for file in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in files if name.endswith(".yaml")))


@lru_cache(maxsize=64)
def packaged(name: str) -> Raw | None:
    """Return the raw data of a packaged preset; None for an unknown name."""
    if name not in names():
        return None
    return load(resources.files(__name__).joinpath(f"{name}.yaml").read_bytes(), f"preset:{name}").value


@dataclass(frozen=True, slots=True)
class Presets:
    """The presets that `extends:` may name, and their raw data."""

    names: Callable[[], tuple[str, ...]]
    find: Callable[[str], Raw | None]


PACKAGED = Presets(names, packaged)
