"""The templates of the site and the one environment that runs them.

Templates get plain data and a few filters; they loop and print. Only the packaged ones run now. A repository's own
templates will come through another loader, in front of the packaged one and in a sandbox: they are untrusted.
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
"""Characters of a page's title that tabs and search engines show, about."""

COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
LINK = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)[^\s\\]*")


@cache  # templates are loaded once a process
def packaged() -> Environment:
    """The environment with the packaged templates."""
    from jinja2 import PackageLoader

    from packshot.outputs.site.bytecode import Compiled

    return environment(PackageLoader("packshot.outputs", "templates"), Compiled(toolchain()))


def environment(loader: BaseLoader, compiled: BytecodeCache | None = None) -> Environment:
    """An environment with the filters of the site, for the templates of a loader."""
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
    """One page of the site as bytes."""
    surroundings = {
        "frame": frame,
        "words": words(frame["locale"], frame["words"]),
        "dir": direction(frame["locale"]),
        "canonical": absolute(frame["origin"], frame["canonical"]),
    }
    return packaged().get_template(template).render(surroundings, **data).encode()


def source(name: str) -> str:
    """The text of a packaged template or stylesheet."""
    return files("packshot.outputs").joinpath("templates", name).read_text(encoding="utf-8")


def headline(title: str, site: str) -> str:
    """The title of a page: with the site's name where both fit, else alone, cut between words."""
    from packshot.outputs.plaintext import cut

    both = f"{title} – {site}"
    return both if len(both) <= HEADLINE else cut(title, HEADLINE, end="…")


def link(address: str) -> str:
    """An address that a page may link to, else `#`: nothing that runs, nothing that leaves the site unseen."""
    return address if LINK.fullmatch(address) else "#"


def whole(address: str, origin: str) -> str:
    """The address with the site's origin before it."""
    return absolute(origin, address)


def color(value: str) -> str:
    """A hex colour, else none at all: a paint could also be an address."""
    return value if COLOR.fullmatch(value) else "none"
