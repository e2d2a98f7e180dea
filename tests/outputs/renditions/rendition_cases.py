"""What the rendition tests share: presets as data, and one call from bytes to pixels."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from packshot.engine.types import Original
from packshot.media.facts import Picture, examine
from packshot.outputs.renditions.pillow import ENGINE
from packshot.outputs.renditions.rights import Rights
from packshot.outputs.renditions.spec import Master, Rendition, Terms, rendition

OWNED = Rights(
    creators=("Kari Moe", "Åse <Ø> & Co"),
    credit="Kari Moe / Nordlys",
    notice="© 2026 Nordlys AS",
    web_statement="https://nordlys.example/terms?a=1&b=2",
    usage_terms="Dealers only",
    licensor="Nordlys AS",
    licensor_url="https://nordlys.example/licence",
    source="digitalCapture",
)


@dataclass(frozen=True)
class Size:
    """A preset as catalog.yaml may say it."""

    width: int | None
    height: int | None = None
    fit: str = "contain"
    quality: int = 82
    background: str = "#ffffff"


def master(data: bytes, **more: object) -> Master:
    """An original with the sidecar that belongs to it."""
    facts = examine(data, "original", decode=False)
    assert isinstance(facts, Picture)
    assert facts.width is not None
    assert facts.height is not None
    return Master(Original("original", facts.sha256, "assets/original"), (facts.width, facts.height), **more)


def planned(data: bytes, size: Size, form: str = "png", rights: Rights | None = None, **more: object) -> Rendition:
    return rendition(master(data, **more), size, form, Terms(rights or Rights()))


def made(data: bytes, size: Size, form: str = "png", rights: Rights | None = None, **more: object) -> Image.Image:
    """The rendition itself; its size is checked against the one that was planned."""
    plan = planned(data, size, form, rights, **more)
    image = Image.open(io.BytesIO(ENGINE.make(plan.data, [data])))
    assert image.size == (plan.width, plan.height)
    image.load()
    return image
