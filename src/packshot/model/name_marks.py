"""What a text names: the marks by which editors offer the names that exist. They change nothing of what is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

NAMES = "x-names"
"""The key of a JSON Schema that says of which kind a name is: `family`, `option/color`, `sku`."""


@dataclass(frozen=True, slots=True)
class Names:
    """Marks, in an annotation, a text that names an entry of a kind."""

    kind: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """What editors see: the same with the mark."""
        return {**handler(core), NAMES: self.kind}


@dataclass(frozen=True, slots=True)
class Also:
    """Marks, in an annotation, what may also be written in another form: `from: name` beside `from: [name]`."""

    form: Mapping[str, Any]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """What editors see: both forms."""
        return {"anyOf": [dict(self.form), handler(core)]}
