"""The static JSON API, version 1: documents of products and categories, and their indexes.

The package `schema` contains its JSON Schemas. Paths and meanings never change; additions are new keys.
"""

from __future__ import annotations

FORMAT = 1
"""Version of every document, and part of its path."""

NAME = "api.document"
JSON = "application/json"


def folder(market: str, locale: str) -> str:
    """Return the path of the API folder for a market and a locale."""
    return f"{market}/{locale}/api/v1"
