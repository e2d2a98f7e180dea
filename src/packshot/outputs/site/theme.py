"""The templates of the site and the environment that runs them.

Templates receive plain data and a few filters. Only the packaged templates are used. Templates of a repository would be
untrusted: they would need a separate loader and a sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from packshot.catalog.toolchain import toolchain
from packshot.outputs.addresses import absolute
from packshot.outputs.site import jsonld, rich
from packshot.outputs.site.words import direction, fill, words

if TYPE_CHECKING:
    from jinja2 import BaseLoader, BytecodeCache, Environment

HTML = "text/html"
HEADLINE = 70
"""Approximate number of characters of a page's title that tabs and search engines show."""

COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
LINK = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|[#?])[^\s\\]*")


@cache  # templates are loaded once per process
def packaged() -> Environment:
    """Return the Jinja environment with the packaged templates."""
    from jinja2 import PackageLoader

    from packshot.outputs.site.bytecode import Compiled

    return environment(PackageLoader("packshot.outputs", "templates"), Compiled(toolchain()))


def environment(loader: BaseLoader, compiled: BytecodeCache | None = None) -> Environment:
    """Return a Jinja environment for the templates of a loader, with the filters of the site."""
    from packshot.outputs.site import engine

    made = engine.environment(loader, compiled)
    made.filters |= {
        "absolute": whole,
        "color": color,
        "fill": fill,
        "headline": headline,
        "jsonld": jsonld.script,
        "link": link,
        "prose": rich.prose,
        "rich": rich.rich,
    }
    return made


def page(template: str, frame: Mapping[str, Any], **data: Any) -> bytes:
    """Return one page of the site as HTML in UTF-8, rendered from a template with the frame and the page data."""
    surroundings = {
        "frame": frame,
        "words": words(frame["locale"], frame["words"]),
        "dir": direction(frame["locale"]),
        "canonical": absolute(frame["origin"], frame["canonical"]),
    }
    return packaged().get_template(template).render(surroundings, **data).encode()


def source(name: str) -> str:
    """Return the text of a packaged template or stylesheet."""
    return files("packshot.outputs").joinpath("templates", name).read_text(encoding="utf-8")


def headline(title: str, site: str) -> str:
    """Return the title of a page, followed by the name of the site if both fit in `HEADLINE` characters.

    Otherwise, return the title alone, shortened if needed.
    """
    from packshot.outputs.plaintext import cut

    both = f"{title} – {site}"
    return both if len(both) <= HEADLINE else cut(title, HEADLINE, end="…")


def link(address: str) -> str:
    """Return an address if a page may link to it, otherwise `#`. Scripts and scheme-relative URLs are not allowed."""
    return address if LINK.fullmatch(address) else "#"


def whole(address: str, origin: str) -> str:
    """Return the absolute URL of an address. A path is appended to the origin of the site; a URL is unchanged."""
    return absolute(origin, address)


def color(value: str) -> str:
    """Return the value if it is a hex colour, otherwise `none`, because other paint values can contain addresses."""
    return value if COLOR.fullmatch(value) else "none"
