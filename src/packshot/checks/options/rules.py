"""Rules of an option list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packshot.checks import codes, named_references
from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, Location, report

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@rule("missing-key unknown-key bad-key bad-pattern not-a-map not-text null-here empty", "2 8 11 20")
def shape(options: SourceFile) -> Iterator[Finding]:
    """What it does: an option list must be readable YAML: options below `options:`, each a label or a map.

    Why: products use the codes, and options are shown in the order of the list.

    Example: `options: [red, blue]`. Fix: `options: {red: Red, blue: Blue}`, one per line.
    """
    yield from options.shape


@rule("option-twice", "2")
def once(options: SourceFile) -> Iterator[Finding]:
    """What it does: the codes of a list must be unique, ignoring case, over all branches of its tree.

    Why: products use the code alone, and many systems that receive the data ignore case.

    Example: `XL` and `xl`. Fix: keep one of them.
    """
    firsts: dict[str, tuple[str, ...]] = {}
    for keys, option in options.members:
        first = firsts.setdefault(option.code.casefold(), keys)
        if first is not keys:
            yield _duplicate(option.code, first, options.on_key(*keys))


def _duplicate(code: str, first: tuple[str, ...], at: Location) -> Finding:
    if first[-1] != code:
        return report("option-twice.case", at, name=code, other=first[-1])
    return report("option-twice", at, name=code, parent=first[-3] if len(first) > 2 else None)


@rule("unknown-asset bad-colour unknown-taxonomy taxonomy-code", "5 30")
def names(options: SourceFile) -> Iterator[Finding]:
    """What it does: a swatch is a colour (`#rrggbb`) or an asset that exists; taxonomies must be declared,
    and codes have the form of the taxonomy (ETIM: EV and 6 digits).

    Why: the swatch is shown with the option on every page.

    Example: `swatch: "#b3261"`. Fix: `swatch: "#b3261e"`, six digits.
    """
    for keys, option in options.members:
        if option.swatch is not None and not option.swatch.startswith("#"):
            yield from named_references.listed(
                options.reader, option.swatch, options.place(*keys, "swatch"), kind="asset"
            )
        elif option.swatch is not None and not _COLOUR.fullmatch(option.swatch):
            yield report("bad-colour", options.place(*keys, "swatch"), value=option.swatch)
        yield from codes.invalid(options.reader, option.maps, "value", Location(options.path, (*keys, "maps")))
