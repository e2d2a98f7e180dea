"""The output `site.robots`: robots.txt, which names the sitemap and the paths that crawlers may not fetch, if any."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json


class Robots:
    """The output that makes robots.txt. Crawlers may fetch all paths except those in `disallow`."""

    name = "site.robots"
    templates = ()

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return robots.txt as bytes. Only the first line of each value is written, because a line break would begin
        another rule.
        """
        rules = [f"Disallow: {_line(path)}" for path in data["disallow"]] or ["Disallow:"]
        sitemap = [f"\nSitemap: {_line(data['sitemap'])}"] if data["sitemap"] else []
        return "\n".join(["User-agent: *", *rules, *sitemap, ""]).encode()


def _line(value: str) -> str:
    return next(iter(value.splitlines()), "")


OUTPUT = Robots()
