"""The output `api.document`: a document about one product, or a schema. The other outputs of the API are subclasses."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json, canonical
from packshot.outputs.api import NAME


class Document:
    """The output that writes a document of the API."""

    name = NAME

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the document as canonical JSON."""
        return canonical(data) + b"\n"


OUTPUT = Document()
