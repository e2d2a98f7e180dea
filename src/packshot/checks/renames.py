"""Names that are no more: what took their place, where that says so under `formerly`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packshot.catalog.indexes import INDEX_FORMER
from packshot.catalog.reader import Reader
from packshot.findings import Edit, Finding
from packshot.model.names import has_suggestion


def successors(reader: Reader, node: str) -> tuple[str, ...]:
    """What was called so before, by the node that it had: `option/color/bleu` gives `blue`."""
    return reader.lookup(INDEX_FORMER, node)


def products(reader: Reader, name: str) -> list[str]:
    """The keys of products that were called so."""
    return [value for value in successors(reader, f"product/{name.casefold()}") if "\t" not in value]


def skus(reader: Reader, name: str) -> list[str]:
    """The SKUs that were called so."""
    held = [value.partition("\t") for value in successors(reader, f"product/{name.casefold()}")]
    return [sku for _, _, sku in held if sku]


def renamed(finding: Finding, now: Sequence[str], name: str) -> Finding:
    """The finding of an unknown name, told with what is called otherwise now, or with how to tell it.

    The edit is safe: whoever wrote `formerly` said that both are one. Where several were called so nobody knows.
    """
    if len(now) == 1:
        what = f"{finding.what.rstrip('.')}: it is called {now[0]} now."
        return replace(finding, what=what, cure=f"Write {now[0]}.", edits=(Edit(finding.at, now[0], safe=True),))
    if now:
        what = f"{finding.what.rstrip('.')}; {' and '.join(now)} were called so."
        return replace(finding, what=what, cure=f"Write the one that is meant: {', '.join(now)}.", edits=())
    if has_suggestion(finding):
        return finding
    return replace(finding, cure=f"{finding.cure} If it was renamed, write formerly: [{name[:100]}] at its new name.")
