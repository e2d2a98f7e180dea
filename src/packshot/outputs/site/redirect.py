"""The output `site.redirect`: the page at a former address (`formerly`, `replaced_by`).

A static site responds at the former address with status 200 and a page that names the new address as canonical and
redirects to it immediately (meta refresh of 0 seconds, which search engines treat as a permanent redirect). A publisher
that can write redirect rules may replace the page with a 301 redirect.
"""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json
from packshot.outputs.addresses import absolute
from packshot.outputs.site import theme, words


class Redirect:
    """The output that makes redirect pages, one for each former address."""

    name = "site.redirect"
    templates = ("site/redirect.html",)

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the redirect page as HTML in UTF-8."""
        template = theme.packaged().get_template("site/redirect.html")
        page_words, direction = words.words(data["locale"], data["words"]), words.direction(data["locale"])
        address = absolute(data["origin"], data["href"])
        return template.render(view=data, words=page_words, dir=direction, address=address).encode()


OUTPUT = Redirect()
