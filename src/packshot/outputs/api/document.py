"""The output `api.document`: a document of one record."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.build.types import Json, canonical
from packshot.outputs.api import NAME


class Document:
    """A document of its own."""

    name = NAME

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The document, in its one spelling."""
        return canonical(data) + b"\n"


OUTPUT = Document()
