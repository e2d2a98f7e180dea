"""The comparison of values that must be unique: GTINs, part numbers, slugs and ids.

Items of several tasks with the same value are on one page of a listing. Each item after the first is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packshot.engine.types import Item, Json, Listing, Page
from packshot.findings import Finding, Location, Severity, report

SIZE = 64
"""About how many items share a page."""


ASSET, CATEGORY, SLUG = "asset/id", "category/key", "product/slug"
"""The names of unique values that are not attributes; codes of attributes have no slash."""


def listing(name: str, message: str, **params: str) -> Listing:
    """Return the listing that compares the values of a name, such as an attribute code.

    The parameters of the message are `{value}`, `{other}` (the owner of the first item with this value), `{path}` (the
    file of this owner, if it is a different file) and `params`.
    """
    return Listing(f"unique/{name}", "check.unique", SIZE, {"message": message, "params": params})


def of_rule(name: str, severity: str, see: str) -> Listing:
    """Return the listing that compares the values of a validation rule. The parameters of the message are in
    the items.
    """
    data = {"message": f"rule-{name}.duplicate", "params": {}, "severity": severity, "see": see}
    return Listing(f"unique/rule/{name}", "check.unique", SIZE, data)


def item(name: str, value: str, same: str, owner: str, at: Location, **params: str) -> Item:
    """Return the item of a value with its owner; `params` are further parameters of the message.

    `same` is the normalized value, which is equal for equivalent values: a casefolded id, a GTIN in 14 digits.
    """
    place = {"path": at.path, "keys": list(at.keys), "on": at.on}
    data = {"value": value, "same": same, "owner": owner, "params": params, **place}
    return Item(f"unique/{name}", f"{same}\t{at.path}\t{owner}", data, same)


class Unique:
    """The aggregate that finds duplicates among the values that must be unique."""

    name = "check.unique"

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return no bytes, because nothing is published."""
        return b""

    def compose(self, listing: Json, page: Page) -> Iterator[Finding]:
        """Yield a finding for each item whose value an earlier item already has."""
        first: dict[str, Json] = {}
        for _, data in sorted(page.items, key=lambda item: item[0]):
            other = first.setdefault(data["same"], data)
            if other is not data:
                yield _duplicate(listing, data, other)


def _duplicate(listing: Json, data: Json, other: Json) -> Finding:
    at = Location(data["path"], tuple(data["keys"]), data["on"])
    path = other["path"] if other["path"] != data["path"] else None
    params = {**listing["params"], **data["params"], "value": data["value"], "other": other["owner"], "path": path}
    if "see" not in listing:
        return report(listing["message"], at, **params)
    severity, see = Severity(listing["severity"]), Location(listing["see"])
    return report(listing["message"], at, severity=severity, see=see, **params)


OUTPUT = Unique()
