"""The output `site.style`: the stylesheet. Its name depends on its content, so it may be cached without a
time limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from packshot.engine.types import Json, digest
from packshot.outputs.site import theme

if TYPE_CHECKING:
    from packshot.outputs.site.shapes import StyleView


class Style:
    """The output that makes the stylesheet of the theme, with the accent colours of the view if there are any."""

    name = "site.style"
    templates = ("site/style.css",)

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the stylesheet as CSS in UTF-8."""
        return _sheet(data["accent"], data["accent_dark"])


@cache  # every page needs its digest
def _sheet(accent: str, accent_dark: str) -> bytes:
    return (theme.source("site/style.css") + _own(accent, accent_dark)).encode()


def _own(accent: str, accent_dark: str) -> str:
    """Return the rules that replace the theme's accent colour; only valid colours are inserted."""
    light = f":root{{--accent:{accent}}}\n" if theme.COLOR.fullmatch(accent) else ""
    dark = f":root{{--accent:{accent_dark}}}" if theme.COLOR.fullmatch(accent_dark) else ""
    return light + (f"@media (prefers-color-scheme:dark){{{dark}}}\n" if dark else "")


def path(view: StyleView) -> str:
    """Return the path of the stylesheet. Changed content results in a new path, so that pages and styles match."""
    return f"theme/{digest(_sheet(view['accent'], view['accent_dark']))[:16]}.css"


OUTPUT = Style()
