"""Channel scopes: built-in scopes, scopes of channel files, and scopes declared in catalog.yaml.

Scopes are read from plain data, so that an error in another part of a file does not hide a scope. Packaged presets
declare no scopes.
"""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.catalog.indexes import texts
from packshot.catalog.reader import Reader
from packshot.model.config import BUILT_IN_SCOPES


def scopes(reader: Reader) -> tuple[str, ...]:
    """Return all channel scopes, each once: first built-in scopes, then those of channel files, then declared ones."""
    return reader.remembered(("scopes",), lambda inner: tuple(dict.fromkeys(_scopes(inner))))


def _scopes(reader: Reader) -> Iterator[str]:
    yield from BUILT_IN_SCOPES
    yield from (scope for scope, _ in of_channels(reader))
    catalog = reader.raw(nodes.CATALOG)
    yield from texts(catalog.get("scopes") if isinstance(catalog, dict) else None)


def of_channels(reader: Reader) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the scope and markets of each channel file; several files may have the same scope."""
    for stem in reader.channels():
        raw = reader.raw(nodes.channel(stem))
        written = raw if isinstance(raw, dict) else {}
        scope = written.get("scope")
        yield scope if isinstance(scope, str) else stem, tuple(texts(written.get("markets")))
