"""The output `site.missing`: the page for addresses that lead nowhere, with all markets and languages."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json
from packshot.outputs.site import theme


class Missing:
    """The page that a server shows for an address that leads nowhere."""

    name = "site.missing"
    templates = ("site/base.html", "site/missing.html", "site/places.html")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The page."""
        return theme.page("site/missing.html", data["frame"], view=data, nodes=[])


OUTPUT = Missing()
