"""Names that are gone without a former name: `validate --since` names the address that returns 404, and the edit."""

from __future__ import annotations

import pytest

from packshot.findings import Edit, Location
from packshot.git.tree import MemoryTree
from packshot.review.changes import declared
from packshot.review.gone_names import gone

NOW = "2026-10-01T00:00:00Z"
CUP = "catalog/products/cup/product.yaml"
MUG = "catalog/products/mug/product.yaml"
GERMAN = "catalog/products/cup/de.yaml"
TREE = "catalog/categories/shop.yaml"

BEFORE = {
    CUP: "family: cup\nstatus: active\nslug: fine-cup\nvariants:\n  CUP-S: {size: s}\n  CUP-L: {size: l}\n",
    GERMAN: "slug: feine-tasse\n",
    TREE: "label: Shop\nchildren:\n  cups:\n    label: Cups\n    children: {small: {label: Small}}\n",
    "catalog/products/plan/product.yaml": "family: cup\nstatus: draft\nslug: plan\nsku: PLAN\n",
    "catalog/products/plan/de.yaml": "slug: plan-de\n",
}


def told(**after: str | None) -> list[tuple[str, str, str]]:
    """Message, path and name of each finding after these files changed; None removes a file."""
    paths = {"cup": CUP, "mug": MUG, "german": GERMAN, "tree": TREE, "plan": "catalog/products/plan/product.yaml"}
    paths["draft"] = "catalog/products/plan/de.yaml"
    changed = {**BEFORE, **{paths[name]: text for name, text in after.items()}}
    before, now = MemoryTree(BEFORE), MemoryTree({path: text for path, text in changed.items() if text is not None})
    found = gone(before, now, declared(before, NOW))
    return sorted((finding.message, finding.at.path, str(dict(finding.params)["name"])) for finding in found)


def test_nothing_is_gone_if_nothing_changes() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("fine-cup", "finest-cup", [("name-gone.page", CUP, "fine-cup")]),
        ("slug: fine-cup\n", "", [("name-gone.page", CUP, "fine-cup")]),
        ("slug: fine-cup\n", "slug: finest-cup\nformerly: [fine-cup]\n", []),
        ("CUP-S", "CUP-XS", [("name-gone.sku", CUP, "CUP-S")]),
        ("CUP-S: {size: s}", "CUP-XS: {size: s, formerly: [cup-s]}", []),
        ("status: active", "status: retired", []),
    ],
)
def test_a_changed_slug_or_sku_needs_its_former_name(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(cup=BEFORE[CUP].replace(old, new)) == expected


def test_a_slug_of_one_language_is_a_name_of_its_own() -> None:
    assert told(german="slug: tasse\n") == [("name-gone.page", GERMAN, "feine-tasse")]
    assert told(german="slug: tasse\nformerly: [feine-tasse]\n") == []
    assert told(german=None) == [("name-gone.page", CUP, "feine-tasse")]


def test_a_slug_of_a_product_that_was_never_shown_is_no_address() -> None:
    assert told(draft="slug: entwurf\n") == []


def test_a_renamed_product_is_found_by_its_skus() -> None:
    moved = BEFORE[CUP].replace("slug: fine-cup\n", "")
    assert told(cup=None, german=None, mug=moved) == [
        ("name-gone.page", MUG, "feine-tasse"),
        ("name-gone.page", MUG, "fine-cup"),
    ]
    assert told(cup=None, german=None, mug=f"{moved}formerly: [cup, fine-cup, feine-tasse]\n") == []


def test_a_deleted_product_is_one_finding() -> None:
    assert told(cup=None, german=None) == [("name-gone.product", CUP, "fine-cup")]


def test_a_product_that_was_never_shown_has_no_address() -> None:
    assert told(plan=None, draft=None) == []


def test_a_category_needs_its_former_key() -> None:
    renamed = BEFORE[TREE].replace("small:", "little:")
    assert told(tree=renamed) == [("name-gone.category", TREE, "small")]
    assert told(tree=renamed.replace("label: Small", "label: Small, formerly: [small]")) == []


def test_the_edit_of_a_page_is_safe_unless_former_names_exist() -> None:
    before = MemoryTree(BEFORE)
    slug = BEFORE[CUP].replace("fine-cup", "finest-cup")
    for text, edits in (
        (slug, (Edit(Location(CUP, ("formerly",)), ("fine-cup",), safe=True),)),
        (f"{slug}formerly: [old-cup]\n", ()),
    ):
        (found,) = gone(before, MemoryTree({**BEFORE, CUP: text}), declared(before, NOW))
        assert found.edits == edits
