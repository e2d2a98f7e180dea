"""Values that may stand at one place only: GTINs, part numbers, slugs, ids. Who bears them comes from many records;
those that bear the same value come together on one page, where the second is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from packshot.engine.types import Item, Json, Listing, Page
from packshot.findings import Finding, Location, Severity, error

SIZE = 64
"""About how many items share a page."""


ASSET, CATEGORY, SLUG = "asset/id", "category/key", "product/slug"
"""What is unique besides values of attributes, whose codes have no slash."""


def listing(what: str, code: str, words: str, cure: str) -> Listing:
    """Declares that nothing bears the same value twice. `words` has room for {value}, {here} and {there}."""
    return Listing(f"unique/{what}", "check.unique", SIZE, {"code": code, "what": words, "cure": cure})


def of_rule(name: str, severity: str, see: str) -> Listing:
    """Declares the same for a validation rule, whose items bring its words."""
    words = {"code": f"rule-{name}", "what": "{said} {there} has {value} too.", "severity": severity, "see": see}
    return Listing(f"unique/rule/{name}", "check.unique", SIZE, words)


def item_of_rule(name: str, said: tuple[str, str], value: str, same: str, found: tuple[str, Location]) -> Item:
    """One bearer of a value for a validation rule: what it says and its cure, and who bears it where."""
    made = item(f"rule/{name}", value, same, *found)
    return Item(made.listing, made.member, {**made.data, "said": said[0], "cure": said[1]}, made.group)


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
    what = listing["what"].format_map({**words, "said": data.get("said", "")})
    found = error(listing["code"], at, what, data.get("cure") or listing["cure"])
    if "see" not in listing:
        return found
    return replace(found, severity=Severity(listing["severity"]), see=Location(listing["see"]))


OUTPUT = Unique()
