"""The outputs `site.chooser` (the root page, where readers choose their market and language) and `site.missing`
(`404.html`, which shows the same list).
"""

from __future__ import annotations

from collections.abc import Sequence

from packshot.build.types import Json
from packshot.outputs.site import theme


class Chooser:
    """All markets and languages."""

    name = "site.chooser"
    templates = ("site/base.html", "site/chooser.html", "site/places.html")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The page."""
        return theme.page("site/chooser.html", data["frame"], view=data, nodes=[])


class Missing:
    """The page that a server shows for an address that leads nowhere."""

    name = "site.missing"
    templates = ("site/base.html", "site/missing.html", "site/places.html")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The page."""
        return theme.page("site/missing.html", data["frame"], view=data, nodes=[])


OUTPUT = Chooser()
MISSING = Missing()
