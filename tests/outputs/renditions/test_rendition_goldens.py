"""Byte goldens: the same recipe gives the same bytes in every release, or the engine's generation is raised.

After raising it, write new goldens with `python tests/outputs/renditions/test_rendition_goldens.py`.
"""

from __future__ import annotations

import base64
import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from packshot.engine.types import Original, digest
from packshot.outputs.renditions.pillow import ENGINE
from packshot.outputs.renditions.rights import Rights
from packshot.outputs.renditions.spec import Master, Terms, rendition

GOLDENS = Path(__file__).with_name("goldens.json")
MACHINE = f"{sys.platform}-{platform.machine()}"

SOURCES = {name: base64.b64decode(text) for name, text in json.loads(GOLDENS.read_text())["sources"].items()}
SIZES = {"turned.jpg": (64, 48), "alpha.png": (40, 40), "cmyk.jpg": (32, 32), "large.jpg": (3200, 160)}


class Card:
    """A preset."""

    width, height, fit, quality, background = 30, 30, "pad", 82, "#f0f0f0"


class Hero(Card):
    """Another one."""

    width, height, fit = 1200, None, "contain"


def found() -> Iterator[tuple[str, str, str]]:
    """Each golden: its name, the path and the digest of the bytes."""
    rights = Rights(("Kari Moe",), "Nordlys", "© 2026 Nordlys")
    for name, data in SOURCES.items():
        master = Master(Original(name, digest(data), name), SIZES[name])
        for preset in (Card, Hero):
            for form in ENGINE.formats:
                plan = rendition(master, preset(), form, Terms(rights))
                yield f"{name} {preset.__name__} {form}", plan.path, digest(ENGINE.make(plan.data, [data]))


def goldens() -> dict[str, object]:
    """What stands in the file of goldens."""
    written: dict[str, object] = json.loads(GOLDENS.read_text())
    return written


def test_names_and_bytes_are_those_of_this_generation() -> None:
    written = goldens()
    if written["machine"] != MACHINE:
        pytest.skip(f"the goldens are for {written['machine']}; other machines promise equal pixels only")
    assert written["generation"] == ENGINE.generation, "write new goldens: " + (__doc__ or "")
    now = {name: [path, made] for name, path, made in found()}
    changed = [name for name, pair in now.items() if pair != written["made"].get(name)]  # type: ignore[attr-defined] # JSON
    assert not changed, f"bytes changed: raise PillowEngine.generation, then write new goldens. {changed}"


if __name__ == "__main__":
    now = {name: [path, made] for name, path, made in found()}
    whole = goldens() | {"machine": MACHINE, "generation": ENGINE.generation, "made": now}
    GOLDENS.write_text(json.dumps(whole, indent=1) + "\n")
