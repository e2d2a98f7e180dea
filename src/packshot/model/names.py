"""How things may be called: attribute codes, keys, SKUs, locales; the reserved words; the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import is_normalized, normalize

from packshot.findings import Edit, Finding, Location, error

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}", re.ASCII)
"""Attribute, column and relation codes: what stands in paths and expressions."""

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", re.ASCII)
"""Products, options, categories, records, markets, scopes, assets: what stands in file names and URLs."""

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
"""No attribute, column or relation may be called so, in any case: keys of files (some kept for later), roots of
template paths, words of expressions."""


def is_name(text: str) -> bool:
    """Whether an attribute, column or relation may have this code."""
    return NAME.fullmatch(text) is not None and text.casefold() not in RESERVED


def is_key(text: str) -> bool:
    """Whether a product, option, category, record, market, scope or asset may have this key."""
    return KEY.fullmatch(text) is not None and text.casefold() != "null"


_DEVICE = re.compile(
    r"(con|prn|aux|nul|com[1-9\u00b9\u00b2\u00b3]|lpt[1-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *(\..*)?",
    re.IGNORECASE | re.DOTALL,
)


def is_device(name: str) -> bool:
    """Whether Windows takes the name of a file or folder for a device, whatever its extension."""
    return _DEVICE.fullmatch(name) is not None


def folded(text: str) -> str:
    """What two names have in common that differ by case or by their form of Unicode alone."""
    return text.lower() if text.isascii() else normalize("NFC", normalize("NFC", text).casefold())


def is_sku(text: str) -> bool:
    """Whether a SKU may read so: any printable text without outer blanks, but never the `/*` of price lists."""
    if not 0 < len(text) <= SKU_LENGTH or text != text.strip() or text.endswith("/*") or text == "null":
        return False
    return text.isprintable() and (text.isascii() or is_normalized("NFC", text))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like this one; None when none is near."""
    import difflib  # a build without changes needs none

    folded = {other.casefold(): other for other in sorted(known, reverse=True)}
    found = difflib.get_close_matches(name[:200].casefold(), sorted(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def meant(name: str, near: str | None, at: Location) -> tuple[Edit, ...]:
    """The edit that writes the name which is probably meant.

    Safe where only the case differs: names are unique ignoring case (format rule 2).
    """
    return () if near is None else (Edit(at, near, safe=near.casefold() == name.casefold()),)


def unknown(kind: str, name: str, known: Iterable[str], at: Location) -> Finding:
    """The finding `unknown-<kind>`: a name that nothing declares, with the nearest one that is declared."""
    names = sorted(known)
    near = nearest(name, names)
    cure = f"Did you mean {near}?" if near else _choice(kind, names)
    return error(
        f"unknown-{kind.replace(' ', '-')}", at, f'There is no {kind} "{name[:100]}".', cure, *meant(name, near, at)
    )


def _choice(kind: str, names: list[str]) -> str:
    if not names:
        return f"Declare the {kind}, or take the name away."
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"Write {'one of ' if len(names) > 1 else ''}{shown}, or declare the {kind}."
