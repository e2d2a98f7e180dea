"""The resolver: which of the places that say something about a value counts, for a SKU, a locale and a channel scope.

For each locale of the chain, for the asked scope and then for none: the SKU, then its axes (last first), then the
product. The first that says anything wins, and null is something. Then the family's default, then the attribute's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from packshot.model.typed import Place, TypedFamily, TypedFile
from packshot.model.values import Value


@dataclass(frozen=True, slots=True)
class Files:
    """What is asked: the family, product.yaml (or the record), and a door to its locale files, opened when needed."""

    family: TypedFamily
    own: TypedFile
    translation: Callable[[str], TypedFile | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom: the locale with those it falls back to (source last), the channel scope, the SKU or the product."""

    chain: tuple[str, ...]
    scope: str = ""
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value and where it stands. Not `present`: nobody says anything. `locale` is None for defaults.

    `cells` says for translated tables which cells come from elsewhere: (row, column) -> place.
    """

    value: Value
    present: bool
    locale: str | None = None
    place: Place | None = None
    scope: str = ""
    cells: tuple[tuple[str, str, Place], ...] = ()


ABSENT = Resolved(None, present=False)


def resolve(files: Files, path: str, asked: Asked) -> Resolved:
    """The value of a path: an attribute code, `assets.<role>`, `related.<code>`, `maps.<taxonomy>` or `slug`."""
    raise NotImplementedError


def candidates(files: Files, path: str, asked: Asked) -> Iterator[Resolved]:
    """Every place that says something, the winner first; those behind it are overridden."""
    raise NotImplementedError


def entries(files: Files, root: str, asked: Asked) -> dict[str, Resolved]:
    """All entries of `assets`, `related` or `maps` that are present and not null, in file order."""
    raise NotImplementedError
