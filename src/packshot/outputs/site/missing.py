"""The output `site.missing`: the page for addresses that lead nowhere, with all markets and languages."""

from __future__ import annotations

from packshot.outputs.site.chooser import Chooser


class Missing(Chooser):
    """The page that a server shows for an address that leads nowhere."""

    name = "site.missing"
    template = "site/missing.html"
    templates = ("site/base.html", "site/missing.html", "site/places.html")


OUTPUT = Missing()
