"""The presets: channel files that the channel files of a repository can extend. Each preset is a YAML file in this
folder; the name of the file is the name of the preset.

Other packages can add presets (see `packshot.extensions`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from packshot import extensions
from packshot.model.frozen import Raw
from packshot.yaml.reader import load

__path__ += extensions.folders(__name__)


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    """Return the file of each preset. A preset of packshot comes before one of the same name."""
    found = (file for folder in reversed(__path__) for file in Path(folder).glob("*.yaml"))
    return {file.stem: file for file in found}


def names() -> tuple[str, ...]:
    """Return the allowed values of `extends:`."""
    return tuple(sorted(_files()))


@lru_cache(maxsize=64)
def packaged(name: str) -> Raw | None:
    """Return the raw data of a preset; None for an unknown name."""
    file = _files().get(name)
    return None if file is None else load(file.read_bytes(), f"preset:{name}").value


@dataclass(frozen=True, slots=True)
class Presets:
    """The presets that a channel file can extend: their names, and their raw data by name."""

    names: Callable[[], tuple[str, ...]]
    find: Callable[[str], Raw | None]


PACKAGED = Presets(names, packaged)
