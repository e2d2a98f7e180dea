"""docs/model/resolution.md shows the cases that specify the resolver; it is made from them."""

import os
from pathlib import Path
from typing import Any

from shop import raw

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "model" / "resolution.md"

HEAD = """# Which value counts

A value can be written in several places: at a SKU, at the values of its axes, or at the product; each for a channel
scope and in a locale. Pages, feeds, the API and `packshot explain` read these places in the same order:

1. The locales of the fallback chain, the requested locale first. A value that is not localizable is read from the
   source locale only, a value with `fallback: none` from the requested locale only.
2. For each locale: the requested channel scope, then no scope.
3. For each scope: the SKU, then its axis values (last axis first), then the product.

The first value is used, and `null` counts as a value. Without a value the default of the family applies, then that of
the attribute. A value replaces the inherited one as a whole; `assets`, `related` and `maps` are inherited entry by
entry. A [calculated value](calculated.md) is calculated from its inputs for the same request.

The cases below are the specification, and tests run them. The fallback chains are de-AT, de, en and fr, en. A request
consists of the path, the locale (default: en), the channel scope, and the SKU after `#`.
"""


def page() -> str:
    """Return the page made from the cases."""
    cases = raw((HERE / "resolver_cases.yaml").read_text("utf-8"))
    products = [f"### {key}\n\n```yaml\n{text.rstrip()}\n```\n" for key, text in cases["products"].items()]
    return "\n".join([HEAD, "## Products\n", *products, "## Cases\n", *map(_case, cases["cases"])])


def _case(one: dict[str, Any]) -> str:
    more = f"\n```yaml\n{one['add'].rstrip()}\n```\n" if one.get("add") else ""
    rule = one["rule"]
    return f"### {rule[0].upper()}{rule[1:]}\n{more}\n`{one['ask']}` of {one['product']} is {_said(one)}.\n"


def _said(one: dict[str, Any]) -> str:
    if one["place"] == "nowhere":
        return "absent"
    path, _, keys = one["place"].partition(" ")
    value = one["value"]
    shown = "null" if value is None else f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
    return f"`{shown}`, from {path}: `{keys}`"


def test_the_page_shows_the_cases() -> None:
    if os.environ.get("PACKSHOT_UPDATE_GOLDEN"):
        PAGE.write_text(page(), "utf-8")

    assert PAGE.read_text("utf-8") == page(), "run PACKSHOT_UPDATE_GOLDEN=1 pytest tests/model/test_resolution_page.py"
