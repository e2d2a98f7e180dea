"""The output `site.chooser`: the root page, on which visitors choose market and language."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json
from packshot.outputs.site import theme


class Chooser:
    """The output that makes the root page, with all markets and languages."""

    name = "site.chooser"
    template = "site/chooser.html"
    templates = ("site/base.html", "site/chooser.html", "site/places.html")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the page as HTML."""
        return theme.page(self.template, data["frame"], view=data, nodes=[])


OUTPUT = Chooser()
