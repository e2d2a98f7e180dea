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
    """What it does: validates the YAML and the keys of an option list: options below `options:`, each a label or a map.

    Why: products refer to options by their codes, and options are shown in the order of the list.

    Example: `options: [red, blue]`. Fix: write `options: {red: Red, blue: Blue}`, or one option per line.
    """
    yield from options.shape


@rule("option-twice", "2")
def once(options: SourceFile) -> Iterator[Finding]:
    """What it does: reports codes that are not unique across all branches of an option list, ignoring case.

    Why: products refer to an option by its code alone, and many systems that receive the data ignore case.

    Example: `XL` and `xl`. Fix: delete one of the options.
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
    """What it does: reports a swatch that is neither a colour (`#rrggbb`) nor an existing asset, a taxonomy that is not
    declared, and a code that does not have the format of its taxonomy (ETIM: EV and 6 digits).

    Why: the swatch is shown with the option on every page. A code of an unknown taxonomy is not in any feed, and
    marketplaces reject an invalid code.

    Example: `swatch: "#b3261"`. Fix: write six digits: `swatch: "#b3261e"`.
    """
    for keys, option in options.members:
        if option.swatch is not None and not option.swatch.startswith("#"):
            yield from named_references.listed(
                options.reader, option.swatch, options.place(*keys, "swatch"), kind="asset"
            )
        elif option.swatch is not None and not _COLOUR.fullmatch(option.swatch):
            yield report("bad-colour", options.place(*keys, "swatch"), value=option.swatch)
        yield from codes.invalid(options.reader, option.maps, "value", Location(options.path, (*keys, "maps")))
