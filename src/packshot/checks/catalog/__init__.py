"""Rules of the catalogue as a whole. They read all files, so only `packshot validate --all` applies them."""

from __future__ import annotations

from dataclasses import dataclass

from packshot.catalog import nodes
from packshot.catalog.reader import Reader


@dataclass(frozen=True, slots=True)
class WholeCatalogue:
    """The whole catalogue as the subject of rules. `used` contains the nodes of the assets and categories that an entry
    refers to.
    """

    reader: Reader
    used: frozenset[str]

    def unused(self, kind: str) -> list[str]:
        """Return the names of a kind, `asset` or `category`, that no entry refers to."""
        return [name for name in nodes.below(self.reader.facts, kind) if nodes.of(kind, name) not in self.used]
