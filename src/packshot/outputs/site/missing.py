"""The output `site.missing`: the page for unknown addresses, with all markets and languages."""

from __future__ import annotations

from packshot.outputs.site.chooser import Chooser


class Missing(Chooser):
    """The output that makes the page that a server shows for an unknown address."""

    name = "site.missing"
    template = "site/missing.html"
    templates = ("site/base.html", "site/missing.html", "site/places.html")


OUTPUT = Missing()
