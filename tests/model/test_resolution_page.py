"""docs/model/resolution.md shows the cases that specify the resolver; it is made from them."""

import os
from pathlib import Path
from typing import Any

from shop import raw

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "model" / "resolution.md"

HEAD = """# Which value counts

Several places may speak of one value: a SKU, the values of its axes, the product; each for a channel scope and in a
locale. One order holds everywhere, in pages, feeds, the API and `packshot explain`:

1. For each locale of the chain of fallbacks, the asked one first; of a value that is not localizable the source alone;
   with `fallback: none` the asked one alone,
2. for the asked channel scope, then for none,
3. the SKU, then its axes, the last one first, then the product.

The first that says anything counts, and `null` is something: it says that there is none. Only where nobody says
anything the family's default counts, then the attribute's. Values are replaced whole; `assets`, `related` and `maps`
are inherited entry by entry. A [calculated value](calculated.md) follows from what its inputs say for the same
question.

The cases below are the specification; the tests run them. The chains are de-AT, de, en and fr, en. A question names the
value, the SKU behind `#`, the locale (en where none is named), the channel scope.
"""


def page() -> str:
    """The page as the cases make it."""
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
