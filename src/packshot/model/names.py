"""The syntax of names (attribute codes, keys, SKUs, locales), reserved words, and suggestions for unknown names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypedDict
from unicodedata import is_normalized, normalize

from packshot.findings import Edit, Finding, Location, Suggestion, report

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}", re.ASCII)
"""Attribute, column and relation codes, as used in paths and expressions."""

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", re.ASCII)
"""Keys of products, options, categories, records, markets, scopes and assets, as used in file names and URLs."""

LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)

SKU_LENGTH = 100

_KEYS = (
    "family status sku axes by variants related bundle assets categories maps for available_from available_until "
    "formerly replaced_by slug markets kind type id notes parent redirect packshot"
)
_ROOTS = "key product price stock market locale channel link image out"
_WORDS = "and or not in is if else for lambda true false null none"

RESERVED = frozenset(" ".join((_KEYS, _ROOTS, _WORDS)).split())
"""Names that no attribute, column or relation may have, ignoring case: keys of files (some reserved for later), roots
of template paths, words of expressions."""


def is_name(text: str) -> bool:
    """Return whether a string is a valid attribute, column or relation code."""
    return NAME.fullmatch(text) is not None and text.casefold() not in RESERVED


def is_key(text: str) -> bool:
    """Return whether a string is a valid key of a product, option, category, record, market, scope or asset."""
    return KEY.fullmatch(text) is not None and text.casefold() != "null"


_DEVICE = re.compile(
    r"(con|prn|aux|nul|com[1-9\u00b9\u00b2\u00b3]|lpt[1-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *(\..*)?",
    re.IGNORECASE | re.DOTALL,
)


def is_device(name: str) -> bool:
    """Return whether the name of a file or folder, with any extension, is a device name on Windows."""
    return _DEVICE.fullmatch(name) is not None


def folded(text: str) -> str:
    """Return the normal form of a name: names that differ only by case or Unicode normalization have the same form."""
    return text.lower() if text.isascii() else normalize("NFC", normalize("NFC", text).casefold())


def is_sku(text: str) -> bool:
    """Return whether a string is a valid SKU.

    A SKU has 1 to 100 printable characters in Unicode form NFC, without spaces at the ends and without `/*` at the end.
    The string `null` is invalid.
    """
    if not 0 < len(text) <= SKU_LENGTH or text != text.strip() or text.endswith("/*") or text == "null":
        return False
    return text.isprintable() and (text.isascii() or is_normalized("NFC", text))


def same_but_case(text: str, other: str) -> bool:
    """Return whether two names are equal ignoring case; names are unique ignoring case (format rule 2)."""
    return text.casefold() == other.casefold()


def near_names(name: str, known: Iterable[str], most: int, cutoff: float = 0.6) -> list[str]:
    """Return at most `most` similar known names, the most similar first; `cutoff` is the minimum ratio of difflib."""
    import difflib  # not needed by a build without changes

    folded = {other.casefold(): other for other in sorted(known, reverse=True)}
    found = difflib.get_close_matches(name[:200].casefold(), sorted(folded), n=most, cutoff=cutoff)
    return [folded[each] for each in found]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the most similar known name; None if no name is similar."""
    return next(iter(near_names(name, known, most=1)), None)


def suggested(name: str, known: Iterable[str]) -> Suggestion | None:
    """Return the known name that is probably meant; None if no name is similar."""
    near = nearest(name, known)
    return None if near is None else Suggestion(near, "case" if same_but_case(near, name) else "typo")


def meant(suggestion: Suggestion | None, at: Location) -> tuple[Edit, ...]:
    """Return the edit that writes the suggested name; empty without a suggestion.

    The edit is safe if the name differs only by case or was renamed.
    """
    return () if suggestion is None else (Edit(at, suggestion.value, safe=suggestion.kind in ("case", "renamed")),)


CHOICES = 10
"""Maximum number of allowed values that a message lists. If there are more, the message lists the nearest three."""


class Choices(TypedDict):
    """The message parameters for allowed values: the listed values, and the number of further values."""

    known: list[str]
    more: int | None


def choices(name: str, known: Iterable[str]) -> Choices:
    """Return the allowed values that a message lists, and the number of the others (None if there are no others).

    Up to ten values are listed in order; if there are more, the nearest three are listed.
    """
    allowed = list(known)
    listed = allowed if len(allowed) <= CHOICES else near_names(name, allowed, most=3, cutoff=0)
    return {"known": listed, "more": len(allowed) - len(listed) or None}


def unlisted(message: str, at: Location, name: str, known: Iterable[str], **params: object) -> Finding:
    """Return the finding about an unknown name; if a known name is similar, with this name and the edit that writes it.

    The message may use `{name}`, `{known}` and `{more}`, as `messages.message.ONE_OF` does.
    """
    allowed = list(known)
    suggestion = suggested(name, allowed)
    listed = choices(name, allowed)
    return report(message, at, *meant(suggestion, at), suggestion=suggestion, name=name, **listed).with_params(**params)
