"""The JSON Schemas (2020-12) of the API documents. Each schema is a file in this folder and is published at
`api/v1/schema/`.

The schemas allow additional keys, because additions to documents are new keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, cast

from packshot.engine.types import View
from packshot.outputs.api import JSON, NAME

FOLDER = "api/v1/schema"
"""The folder of the schemas in a release; they are the same for every market and locale."""

DOCUMENTS = {
    "product": "products/*.json",
    "category": "categories/*.json",
    "products": "index/products-*.json",
    "skus": "index/sku-*.json",
}
"""Schema -> the documents below `<market>/<locale>/api/v1/` that it describes."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of document, such as `product`."""
    return cast(dict[str, Any], json.loads(files(__name__).joinpath(f"{name}.json").read_bytes()))


def views(url: str) -> Iterator[View]:
    """Yield the views of the schemas, each with its `$id` below the URL of the catalogue."""
    for name in DOCUMENTS:
        path = f"{FOLDER}/{name}.json"
        yield View(path, NAME, {"$id": f"{url.rstrip('/')}/{path}", **schema(name)}, JSON)
