"""The packaged presets: channel files over which a repository's own are merged. One YAML file each, found by name."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from packshot.model.frozen import Raw
from packshot.source.yaml import load


def _names() -> tuple[str, ...]:
    files = (file.name for file in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in files if name.endswith(".yaml")))


PRESETS = _names()
"""What `extends:` may name."""


@lru_cache(maxsize=64)
def packaged(name: str) -> Raw | None:
    """The raw data of a packaged preset; None when there is none of that name."""
    if name not in PRESETS:
        return None
    file = f"{name}.yaml"
    return load(resources.files(__name__).joinpath(file).read_bytes(), f"preset:{name}").value
