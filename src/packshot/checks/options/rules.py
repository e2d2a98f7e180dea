"""Rules of an option list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packshot.checks import codes, named_references
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, Location, error

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@rule("missing-key unknown-key bad-key bad-pattern not-a-map not-text null-here empty", "2 8 11 20")
def shape(options: SourceFile) -> Iterator[Finding]:
    """What it does: an option list must be readable YAML: options below `options:`, each a label or a map.

    Why: the codes are what products write, and their order is the order in which people see them.

    Example: `options: [red, blue]`. Cure: `options: {red: Red, blue: Blue}`, one a line.
    """
    yield from options.shape


@rule("option-twice", "2")
def once(options: SourceFile) -> Iterator[Finding]:
    """What it does: the codes of a list must be unique, ignoring case, over all branches of its tree.

    Why: products write the code alone, and many systems that take the data ignore case.

    Example: `XL` and `xl`. Cure: keep one of them.
    """
    firsts: dict[str, tuple[str, ...]] = {}
    for keys, option in options.members:
        first = firsts.setdefault(option.code.casefold(), keys)
        if first is not keys:
            yield error(
                "option-twice", Location(options.path, keys, "key"), _twice(option.code, first), "Rename or delete one."
            )


def _twice(code: str, first: tuple[str, ...]) -> str:
    if first[-1] != code:
        return f'"{code}" differs from "{first[-1]}" only by case.'
    above = first[-3] if len(first) > 2 else ""
    return f'The option "{code}" stands {f"below {above}" if above else "at the top of the list"} too.'


@rule("unknown-asset bad-colour unknown-taxonomy taxonomy-code", "5 30")
def names(options: SourceFile) -> Iterator[Finding]:
    """What it does: a swatch is a colour (`#rrggbb`) or an asset that exists; taxonomies must be declared,
    and codes be such as the taxonomy has (ETIM: EV and 6 digits).

    Why: the swatch stands beside the option on every page.

    Example: `swatch: "#b3261"`. Cure: `swatch: "#b3261e"`, six digits.
    """
    for keys, option in options.members:
        if option.swatch is not None and not option.swatch.startswith("#"):
            yield from named_references.listed(
                options.reader, option.swatch, options.place(*keys, "swatch"), kind="asset"
            )
        elif option.swatch is not None and not _COLOUR.fullmatch(option.swatch):
            what = f'"{option.swatch}" is no colour.'
            at = Location(options.path, (*keys, "swatch"))
            yield error(
                "bad-colour", at, what, "Write # and six digits from 0 to f, in quotes, or the id of a picture."
            )
        yield from codes.judged(options.reader, option.maps, "value", Location(options.path, (*keys, "maps")))
