"""Labels: one text for every locale, or a text a locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Discriminator, Tag

from packshot.model.frozen import Frozen
from packshot.model.values import CatalogLocale, Text


def _form(value: Any) -> str:
    return "map" if isinstance(value, dict) else "text"


Label = Annotated[
    Annotated[Text, Tag("text")] | Annotated[Frozen[CatalogLocale, Text], Tag("map")],
    Discriminator(_form),
]
"""One text for every locale, or an inline map from locale to text."""


def label_in(label: str | Mapping[str, str] | None, chain: Sequence[str], otherwise: str) -> str:
    """The text of a label in the first locale of the chain that has one, else the code it stands for."""
    if label is None or isinstance(label, str):
        return label or otherwise
    return next((label[locale] for locale in chain if locale in label), otherwise)
