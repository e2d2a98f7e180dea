"""Jinja made for plain data: a strict environment in which all is escaped.

Only `theme` imports this module, and only when a page is made: Jinja is slow to import.
"""

from __future__ import annotations

import html
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined
from markupsafe import Markup


class PlainEnvironment(Environment):
    """Reads `one.name` as the key of a dict first, so that a view may have a key `values`: a third of a page's time
    went into failed attributes.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value of a key, else the attribute, else what the environment makes of a missing one."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def escaped(value: Any) -> Any:
    """Plain text escaped as `html.escape` does; Jinja's own escape, which follows, leaves it so and does the rest."""
    return Markup(html.escape(value)) if type(value) is str else value  # noqa: S704 - it is escaped


def environment(loader: BaseLoader, compiled: BytecodeCache | None = None) -> PlainEnvironment:
    """A strict environment: everything is escaped, and a name that is not there is an error."""
    return PlainEnvironment(
        loader=loader,
        bytecode_cache=compiled,
        autoescape=True,
        finalize=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
