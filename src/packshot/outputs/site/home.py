"""The output `site.home`: the home page of one market in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from packshot.build.types import Json
from packshot.outputs.site import jsonld, theme
from packshot.outputs.site.shapes import HomeView


class HomePage:
    """An opening, the categories, and some products."""

    name = "site.home"
    templates = ("site/base.html", "site/cards.html", "site/home.html", "site/pictures.html")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The page."""
        view = cast(HomeView, data)
        return theme.page("site/home.html", view["frame"], view=view, nodes=[jsonld.organization(view)])


OUTPUT = HomePage()
