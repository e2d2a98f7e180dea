"""Label lookup: all texts of a label, the text in a locale, the code with a given label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def texts_of(label: object) -> tuple[str, ...]:
    """Return all texts of a raw label, in all locales."""
    texts = (label,) if isinstance(label, str) else label.values() if isinstance(label, Mapping) else ()
    return tuple(text for text in texts if isinstance(text, str))


def by_label(names: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str | None]:
    """Return a map of case-folded label to code; None for a label that several codes have.

    Labels equal to their code are left out.
    """
    found: dict[str, str | None] = {}
    for code, texts in names:
        for text in {text.casefold() for text in texts} - {code.casefold()}:
            found[text] = code if text not in found else None
    return found


def label_in(label: str | Mapping[str, str] | None, chain: Sequence[str], otherwise: str) -> str:
    """Return the text of a label in the first locale of the chain that has a text; `otherwise` if there is no text."""
    if label is None or isinstance(label, str):
        return label or otherwise
    return next((label[locale] for locale in chain if locale in label), otherwise)
