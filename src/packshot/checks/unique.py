"""Values that may stand at one place only: GTINs, part numbers, slugs, ids. Who bears them comes from many records;
those that bear the same value come together on one page, where the second is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packshot.build.types import Item, Json, Listing, Page
from packshot.findings import Finding, Location, error

SIZE = 64
"""About how many items share a page."""


ASSET, CATEGORY, SLUG = "asset/id", "category/key", "product/slug"
"""What is unique besides values of attributes, whose codes have no slash."""


def listing(what: str, code: str, words: str, cure: str) -> Listing:
    """Declares that nothing bears the same value twice. `words` has room for {value}, {here} and {there}."""
    return Listing(f"unique/{what}", "check.unique", SIZE, {"code": code, "what": words, "cure": cure})


def item(what: str, value: str, same: str, bearer: str, at: Location) -> Item:
    """One bearer of a value. `same` is equal for values that mean the same: a casefolded id, a GTIN in 14 digits."""
    data = {"value": value, "same": same, "bearer": bearer, "path": at.path, "keys": list(at.keys), "on": at.on}
    return Item(f"unique/{what}", f"{same}\t{at.path}\t{bearer}", data, same)


class Unique:
    """The aggregate that compares them."""

    name = "check.unique"

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Nothing is published."""
        return b""

    def compose(self, listing: Json, page: Page) -> Iterator[Finding]:
        """A finding for each value that somebody else bears already."""
        first: dict[str, Json] = {}
        for _, data in sorted(page.items, key=lambda item: item[0]):
            other = first.setdefault(data["same"], data)
            if other is not data:
                yield _twice(listing, data, other)


def _twice(listing: Json, data: Json, other: Json) -> Finding:
    at = Location(data["path"], tuple(data["keys"]), data["on"])
    where = "" if other["path"] == data["path"] else f" ({other['path']})"
    words = {"value": data["value"], "here": data["bearer"], "there": f"{other['bearer']}{where}"}
    return error(listing["code"], at, listing["what"].format_map(words), listing["cure"])


OUTPUT = Unique()
