"""What labels say: their texts, the text in a locale, the code that a label names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def texts_of(label: object) -> tuple[str, ...]:
    """All texts of a label as it is written, in whatever language."""
    texts = (label,) if isinstance(label, str) else label.values() if isinstance(label, Mapping) else ()
    return tuple(text for text in texts if isinstance(text, str))


def by_label(names: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str | None]:
    """What people call things, ignoring case -> the code; None where two share it. A code is no label of its own."""
    found: dict[str, str | None] = {}
    for code, texts in names:
        for text in {text.casefold() for text in texts} - {code.casefold()}:
            found[text] = code if text not in found else None
    return found


def label_in(label: str | Mapping[str, str] | None, chain: Sequence[str], otherwise: str) -> str:
    """The text of a label in the first locale of the chain that has one, else the code it stands for."""
    if label is None or isinstance(label, str):
        return label or otherwise
    return next((label[locale] for locale in chain if locale in label), otherwise)
