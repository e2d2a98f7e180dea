"""Rules of an option list."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import labels, named
from packshot.checks.naming import bad_key, twins
from packshot.checks.options import Subject
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, error


@rule("yaml-* missing-key unknown-key bad-key bad-pattern not-a-map not-text null-here empty", "2 8 11 20")
def shape(options: Subject) -> Iterator[Finding]:
    """What it does: an option list must be readable YAML: options below `options:`, each a label or a map.

    Why: the codes are what products write, and their order is the order in which people see them.

    Example: `options: [red, blue]`. Cure: `options: {red: Red, blue: Blue}`, one a line.
    """
    yield from options.document.text
    yield from bad_key(options.key, "file", options.at)
    yield from options.shape


@rule("option-twice", "2")
def once(options: Subject) -> Iterator[Finding]:
    """What it does: the codes of a list must be unique, ignoring case.

    Why: many systems that take the data ignore case.

    Example: `XL` and `xl`. Cure: keep one of them.
    """
    for code, other in twins(options.list.options if options.list else ()):
        what = f'"{code}" differs from "{other}" only by case.'
        yield error("option-twice", Location(options.path, ("options", code), "key"), what, "Rename or delete one.")


@rule("unknown-asset bad-colour unknown-taxonomy", "5 30")
def names(options: Subject) -> Iterator[Finding]:
    """What it does: a swatch is a colour (`#rrggbb`) or an asset that exists; taxonomies must be declared.

    Why: the swatch stands beside the option on every page.

    Example: `swatch: "#b3261"`. Cure: `swatch: "#b3261e"`, six digits.
    """
    for code, option in options.list.options.items() if options.list else ():
        keys = ("options", code)
        if option.swatch is not None and not option.swatch.startswith("#"):
            yield from named.asset(options.reader, option.swatch, Location(options.path, (*keys, "swatch")))
        elif option.swatch is not None and not _is_colour(option.swatch):
            what = f'"{option.swatch}" is no colour.'
            at = Location(options.path, (*keys, "swatch"))
            yield error(
                "bad-colour", at, what, "Write # and six digits from 0 to f, in quotes, or the id of a picture."
            )
        for name in option.maps:
            yield from named.taxonomy(options.reader, name, Location(options.path, (*keys, "maps", name), "key"))


def _is_colour(text: str) -> bool:
    return len(text) == 7 and all(char in "0123456789abcdefABCDEF" for char in text[1:])


@rule("label-locale", "18")
def languages(options: Subject) -> Iterator[Finding]:
    """What it does: warns of labels and synonyms in languages that the catalogue does not have.

    Why: nobody sees them; mostly the language is misspelt.

    Example: `red: {label: {en: Red, ge: Rot}}`. Cure: `de: Rot`.
    """
    places = ("label", "options.*.label", "options.*.synonyms")
    yield from labels.foreign(options.reader, options.document, *places)
