"""The static JSON API, version 1: documents of products and categories, and indexes that lead to them.

`schema` is its JSON Schema. Paths and meanings hold for ever; what is added later is a new key.
"""

from __future__ import annotations

FORMAT = 1
"""Version of every document; it is part of the path, too."""

NAME = "api.document"
JSON = "application/json"


def folder(market: str, locale: str) -> str:
    """Return the folder of the API of a market and locale."""
    return f"{market}/{locale}/api/v1"
