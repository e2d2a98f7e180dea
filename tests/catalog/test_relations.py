"""How products stand to each other: written links, two-way relations and inverses, as far as they may be seen."""

from tests.support import files_of

from packshot.catalog.audiences import audiences
from packshot.catalog.reader import Reader
from packshot.catalog.relations import label, related
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.git.tree import MemoryTree

NOW = "2026-11-01T00:00:00Z"

SHOP = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Shop
    url: https://shop.example
    source: en
    locales: {en: null, de: en}
    markets:
      de: {country: DE, locales: [de], currency: EUR}
    --- catalog/attributes/main.yaml
    attributes:
      name: {type: text}
      color: {type: select, options: color}
    --- catalog/options/color.yaml
    options: {red: Red, blue: Blue}
    --- catalog/families/cup.yaml
    name_from: name
    attributes: [name, color]
    axes: [color]
    --- catalog/relations.yaml
    goes_with: {label: {en: Goes with, de: Passt zu}, two_way: true}
    spare: {label: Spare part, quantity: true, inverse: {code: spare_for, label: {en: Fits, de: Passt}}}
    instead: {label: Instead}
    --- catalog/products/mug/product.yaml
    family: cup
    status: active
    name: Mug
    related: {goes_with: [tray, LID], spare: [{to: LID, qty: 2}], instead: [tray]}
    axes: [color]
    variants:
      MUG-BLUE: {color: blue}
      MUG-RED: {color: red}
    --- catalog/products/tray/product.yaml
    family: cup
    status: active
    name: Tray
    sku: TRAY
    related: {goes_with: [MUG-RED]}
    --- catalog/products/lid/product.yaml
    family: cup
    status: active
    name: Lid
    sku: LID
    --- catalog/products/pot/product.yaml
    family: cup
    status: active
    name: Pot
    related: {spare: [{to: lid, qty: 1}]}
    axes: [color]
    by: {color: {blue: {related: {goes_with: [LID]}}}}
    variants:
      POT-BLUE: {color: blue}
      POT-RED: {color: red, related: {spare: null}}
"""


def shop(more: str = "") -> Reader:
    tree = MemoryTree(files_of(SHOP) | files_of(more))
    return read_whole(tree, read_facts(tree), NOW)


def links(key: str, reader: Reader | None = None) -> dict[str, list[str]]:
    shown = Visible(reader or shop(), audiences(reader or shop(), "web")[0]).product(key)
    assert isinstance(shown, VisibleProduct)
    return {
        code: [f"{each.product.key} {each.sku or ''} {each.qty or ''}".strip() for each in linked]
        for code, linked in related(shown).items()
    }


def test_written_links_stand_first_and_computed_ones_once() -> None:
    assert links("mug") == {"goes_with": ["tray", "lid LID"], "spare": ["lid LID 2"], "instead": ["tray"]}
    assert links("tray") == {"goes_with": ["mug MUG-RED", "mug"]}


def test_an_inverse_reads_from_the_other_end() -> None:
    assert links("lid") == {"goes_with": ["mug", "pot POT-BLUE"], "spare_for": ["mug", "pot"]}


def test_links_of_an_axis_value_belong_to_the_page_too() -> None:
    assert links("pot") == {"spare": ["lid  1"], "goes_with": ["lid LID"]}


def test_what_may_not_be_seen_leads_nowhere_and_is_not_computed() -> None:
    draft = "    --- catalog/products/pot/product.yaml\n    family: cup\n    status: draft\n    sku: POT\n"
    reader = shop(draft + "    related: {spare: [{to: LID, qty: 1}], goes_with: [LID]}\n")
    assert links("lid", reader) == {"goes_with": ["mug"], "spare_for": ["mug"]}
    gone = "    --- catalog/products/lid/product.yaml\n    family: cup\n    status: retired\n    sku: LID\n"
    assert links("mug", shop(gone)) == {"goes_with": ["tray"], "instead": ["tray"]}


def test_case_of_a_name_counts() -> None:
    tray = "    --- catalog/products/tray/product.yaml\n    family: cup\n    status: active\n    sku: TRAY\n"
    assert links("mug", shop(tray + "    related: {goes_with: [mug-red]}\n"))["goes_with"] == ["tray", "lid LID"]


def test_labels_of_both_ends() -> None:
    assert [label(shop(), code, ("de", "en")) for code in ("goes_with", "spare", "spare_for", "instead")] == [
        "Passt zu",
        "Spare part",
        "Passt",
        "Instead",
    ]


def test_a_product_to_which_everything_leads_keeps_a_page() -> None:
    many = "".join(
        f"    --- catalog/products/p{n:03}/product.yaml\n    family: cup\n    status: active\n    sku: P{n:03}\n"
        "    related: {goes_with: [LID]}\n"
        for n in range(150)
    )
    found = links("lid", shop(many))["goes_with"]
    assert (len(found), found[0], found[-1]) == (100, "mug", "p098")


class Counted(Reader):
    """A reader that counts how often it is asked what a name means."""

    asked = 0

    def named(self, name: str) -> tuple[str, str | None] | None:
        Counted.asked += 1
        return super().named(name)


def asked_for(count: int, head: str, others: str) -> float:
    """How often a name is looked up for each of so many products that are linked with one."""
    entries = ", ".join(f"{{to: P{n}, qty: 1}}" for n in range(count))
    files = "".join(
        f"    --- catalog/products/p{n}/product.yaml\n    family: cup\n    status: active\n    sku: P{n}\n{others}"
        for n in range(count)
    )
    hub = f"    --- catalog/products/hub/product.yaml\n    family: cup\n    status: active\n    sku: HUB\n{head}"
    held = shop(hub.replace("ENTRIES", entries) + files)
    reader = Counted(held.files, held.facts, held.as_of, held.memory, held.reads)
    Counted.asked = 0
    for key in ("hub", *(f"p{n}" for n in range(count))):
        links(key, reader)
    return Counted.asked / count


def test_a_product_with_many_links_costs_each_of_them_little() -> None:
    assert asked_for(120, "    related: {spare: [ENTRIES]}\n", "") < 5


def test_many_products_that_link_to_one_cost_each_of_them_little() -> None:
    assert asked_for(120, "", "    related: {goes_with: [HUB], spare: [{to: hub, qty: 1}]}\n") < 7
