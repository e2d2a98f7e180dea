"""The output `api.document`: a document of one record. Documents of many records are written in the same way."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.engine.types import Json, canonical
from packshot.outputs.api import NAME


class Document:
    """A document of the API."""

    name = NAME

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the document as canonical JSON."""
        return canonical(data) + b"\n"


OUTPUT = Document()
