"""The resolver: a table of cases, which is its specification, and a slow and obvious second resolver."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shop import FOLLOWING, Shelf, families, raw

from packshot.expr import Failure
from packshot.findings import Location
from packshot.model import entity
from packshot.model.config import chain
from packshot.model.product import Link, Product, Translation
from packshot.model.resolve import ABSENT, Query, ValueSource, calculate, candidates, entries, original, resolve
from packshot.model.typed_files import type_product, type_translation
from packshot.model.values import Measure

CASES = raw((Path(__file__).parent / "resolver_cases.yaml").read_text("utf-8"))

JACKET: str = CASES["products"]["jacket"]

SIMPLE = """\
--- product.yaml
family: goods
status: active
sku: ONE
name: Thing
materials:
  shell: {fibre: wool, note: Warm, law: Wash at 30}
  lining: {fibre: silk, note: Cool}
"""


def plain(value: Any) -> Any:
    """A value as the table writes it."""
    if isinstance(value, tuple):
        return [one.to if isinstance(one, Link) else one for one in value]
    return str(value) if isinstance(value, Measure) else value


@pytest.mark.parametrize("one", CASES["cases"], ids=lambda one: one["rule"])
def test_case(one: dict[str, Any]) -> None:
    path, *words = one["ask"].split()
    sku = next((word[1:] for word in words if word.startswith("#")), None)
    locale = next((word for word in words if word in FOLLOWING), "en")
    scope = next((word for word in words if word in ("web", "print")), "")

    answer = Shelf(CASES["products"][one["product"]] + one.get("add", "")).ask(path, locale, scope, sku)

    place = "nowhere" if answer.place is None else f"{answer.place.path} {'.'.join(map(str, answer.place.keys))}"
    assert (plain(answer.value), place) == (one["value"], one["place"])
    assert answer.present == (place != "nowhere")


def notes(answer: Any) -> dict[str, dict[str, Any]]:
    return {
        row: {column: cells[column] for column in cells if column != "fibre"} for row, cells in answer.value.items()
    }


def test_a_table_is_translated_by_row_key() -> None:
    shelf = Shelf(SIMPLE + "--- de.yaml\nmaterials: {shell: {note: Warm halt, law: Bei 30}}")

    answer = shelf.ask("materials", "de")

    assert notes(answer) == {"shell": {"note": "Warm halt", "law": "Bei 30"}, "lining": {"note": "Cool"}}
    assert list(answer.value) == ["shell", "lining"]
    assert answer.cells["shell", "note"].keys == ("materials", "shell", "note")
    assert answer.cells["shell", "note"].path == "de.yaml"
    assert answer.locale == "en", "one cell still comes from the source"


def test_a_wholly_translated_table_belongs_to_the_locale() -> None:
    shelf = Shelf(SIMPLE + "--- de.yaml\nmaterials: {shell: {note: Warm halt}, lining: {note: Kühl}}")

    assert shelf.ask("materials", "de").locale == "de"
    assert shelf.ask("materials", "en").locale == "en"


def test_a_cell_with_fallback_none_is_left_out_elsewhere() -> None:
    answer = Shelf(SIMPLE).ask("materials", "de")

    assert notes(answer) == {"shell": {"note": "Warm"}, "lining": {"note": "Cool"}}


def test_a_table_that_nobody_wrote_and_tables_that_are_overridden() -> None:
    assert not Shelf(JACKET).ask("materials", "de").present
    shelf = Shelf(JACKET.replace("R-S: {", "R-S: {materials: {a: {note: A}}, ") + "materials: {b: {note: B}}")

    found = candidates(shelf.files, "materials", Query(("de", "en"), "", "R-S"))

    assert [list(one.value) for one in found] == [["a"], ["b"]]


def test_null_in_a_cell_stops_the_fallback() -> None:
    shelf = Shelf(
        SIMPLE + "--- de.yaml\nmaterials: {shell: {note: Warm halt}}\n--- de-AT.yaml\nmaterials: {shell: {note: null}}"
    )

    assert notes(shelf.ask("materials", "de-AT"))["shell"] == {"note": None}


def test_a_cell_that_only_the_locale_has_is_added() -> None:
    shelf = Shelf(SIMPLE + "--- de.yaml\nmaterials: {lining: {law: Nie waschen}}")

    assert notes(shelf.ask("materials", "de"))["lining"] == {"note": "Cool", "law": "Nie waschen"}


def test_cells_are_found_on_levels_and_scopes() -> None:
    shelf = Shelf(
        SIMPLE + "--- de.yaml\nmaterials: {shell: {note: Warm}}\nfor: {web: {materials: {shell: {note: Mollig}}}}"
    )

    assert notes(shelf.ask("materials", "de", "web"))["shell"]["note"] == "Mollig"
    assert notes(shelf.ask("materials", "de"))["shell"]["note"] == "Warm"


def test_candidates_come_in_order_with_the_overridden_behind() -> None:
    shelf = Shelf(JACKET + "for: {web: {name: Web}}\n--- de.yaml\nname: Jacke")

    found = candidates(shelf.files, "name", Query(("de", "en"), "web", "B-XL"))

    assert [one.value for one in found] == ["Jacke", "Web", "Large shell", "Ocean shell", "Shell"]


def test_locale_files_are_opened_only_when_needed() -> None:
    shelf = Shelf(JACKET + "--- de.yaml\nname: Jacke")
    opened: list[str] = []

    def door(locale: str) -> Any:
        opened.append(locale)
        return shelf.files.translation(locale)

    files = ValueSource(shelf.files.family, shelf.files.own, door)
    resolve(files, "weight", Query(("de-AT", "de", "en")))
    assert opened == []
    resolve(files, "name", Query(("de-AT", "de", "en")))
    assert opened == ["de-AT", "de"]


def test_entries_leave_out_what_null_removed() -> None:
    shelf = Shelf(JACKET + "--- de.yaml\nassets: {manual: m-de}")

    found = entries(shelf.files, "assets", Query(("de", "en"), "", "R-S"))

    assert {role: one.value for role, one in found.items()} == {"main": "front", "manual": "m-de"}


def test_the_original_of_a_translation_stands_at_the_same_place() -> None:
    shelf = Shelf(
        JACKET
        + "--- de.yaml\nname: Jacke\nby: {size: {XL: {name: Gross}, S: {name: Klein}}}\n--- de-AT.yaml\nname: Jackerl"
    )
    large, small = ("", "by", "size", "XL"), ("", "by", "size", "S")

    assert original(shelf.files, "name", ("",), ("de-AT", "de", "en")).value == "Jacke"
    assert original(shelf.files, "name", large, ("de", "en")).value == "Large shell"
    assert not original(shelf.files, "name", small, ("de", "en")).present
    assert not shelf.findings


def test_the_original_of_a_cell() -> None:
    shelf = Shelf(SIMPLE + "--- de.yaml\nmaterials: {shell: {note: Warm halt, note.of: 0123abcd}}")

    assert original(shelf.files, "materials.shell.note", ("",), ("de", "en")).value == "Warm"
    assert shelf.files.translation("de").of == {("materials.shell.note", ("",)): "0123abcd"}


def test_a_calculated_value_tells_its_expression_and_its_inputs() -> None:
    answer = Shelf(JACKET + "--- de.yaml\nname: Jacke").ask("title", "de", sku="B-S")

    assert answer.value == "Jacke (0.5995 kg)"
    assert answer.made is not None
    assert answer.made.place.keys == ("attributes", "title", "expr")
    assert {code: one.value for code, one in answer.made.inputs.items() if code == "name"} == {"name": "Jacke"}
    packed = answer.made.inputs["packed"].made
    assert packed is not None
    assert packed.inputs["weight"].place.keys == ("by", "color", "blue", "weight")
    assert answer.locale == "de"
    assert Shelf(JACKET).ask("title", "de", sku="B-S").locale == "en", "its name falls back"
    assert Shelf(JACKET).ask("packed", "de").locale is None, "nothing in it is said in a language"


def test_what_cannot_be_worked_out_is_no_value() -> None:
    shelf = Shelf(JACKET.replace("weight: 540 g", "weight: 540 g\nlaunched: 2026-02-01"))

    found, failure = calculate(shelf.files, "odd", Query(("en",)))

    assert found == ABSENT
    assert failure == Failure("expression-type.number", (("found", "date"),), "launched + 1")
    assert failure.text == 'expected a number, found a date (in "launched + 1")'
    assert not shelf.ask("odd").present


SKUS = [(color, size) for color in ("red", "blue") for size in ("S", "M")]


def layers(**said: st.SearchStrategy[str | None]) -> st.SearchStrategy[dict[str, Any]]:
    layer = st.fixed_dictionaries({}, optional=said)
    by = st.fixed_dictionaries({}, optional={
        "color": st.dictionaries(st.sampled_from(["red", "blue"]), layer),
        "size": st.dictionaries(st.sampled_from(["S", "M"]), layer),
    })  # fmt: skip
    variants = st.dictionaries(st.sampled_from([f"{color}-{size}".upper() for color, size in SKUS]), layer)
    level = st.tuples(layer, by, variants).map(lambda three: {**three[0], "by": three[1], "variants": three[2]})
    scopes = st.dictionaries(st.sampled_from(["web", "print"]), level)
    return st.tuples(level, scopes).map(lambda two: {**two[0], "for": two[1]})


def obvious(files: dict[str, Any], locale: str | None, scope: str, color: str, size: str, code: str = "name") -> Any:
    """Rule 28 word by word, over raw data."""
    while locale is not None:
        file = files.get(locale, {})
        for level in (file.get("for", {}).get(scope, {}), file):
            spots = [
                level.get("variants", {}).get(f"{color}-{size}".upper(), {}),
                level.get("by", {}).get("size", {}).get(size, {}),
                level.get("by", {}).get("color", {}).get(color, {}),
                level,
            ]
            for spot in spots:
                if code in spot:
                    return spot[code]
        locale = FOLLOWING[locale]
    return "nobody"


def worked_out(name: Any, weight: Any) -> dict[str, Any]:
    """What follows from a name and a weight in grams, by hand; what is missing leaves out what needs it."""
    name = None if name == "nobody" else name
    grams = None if weight in ("nobody", None) else int(weight.removesuffix(" g"))
    packed = None if grams is None else (Decimal(grams) * 1100 / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)
    kilos = None if packed is None else packed / 1000
    return {
        "packed": None if packed is None else f"{packed.normalize():f} g",
        "heavy": None if grams is None else packed > grams and kilos > 1,
        "title": None if name is None or kilos is None else f"{name} ({kilos.normalize():f} kg)",
        "called": name,
        "unnamed": name is None,
    }


FAMILY = families()["jacket"]
NAMES = st.one_of(st.none(), st.text("abcdef", min_size=1, max_size=6))


WEIGHTS = st.one_of(st.none(), st.integers(0, 3000).map("{} g".format))


@settings(deadline=None)  # the first run compiles
@given(source=layers(name=NAMES, weight=WEIGHTS, pockets=st.just("1")), de=layers(name=NAMES), at=layers(name=NAMES))
def test_equals_the_obvious_resolver(source: dict[str, Any], de: dict[str, Any], at: dict[str, Any]) -> None:
    axes = {f"{color}-{size}".upper(): {"color": color, "size": size} for color, size in SKUS}
    variants = {sku: {**values, **source["variants"].get(sku, {})} for sku, values in axes.items()}
    whole = {"family": "jacket", "status": "active", "axes": ["color", "size"], **source, "variants": variants}
    product, found = entity.read(Product, whole, Location("product.yaml"), key="thing")
    assert product, found
    translations = {}
    for locale, data in (("de", de), ("de-AT", at)):
        file, more = entity.read(Translation, data, Location(locale), key="thing", locale=locale)
        assert file, more
        translations[locale] = type_translation(FAMILY, file, locale)[0]
    files = ValueSource(FAMILY, type_product(FAMILY, product, "product.yaml", "en")[0], translations.get)

    for locale in FOLLOWING:
        for scope in ("", "web", "print"):
            for color, size in SKUS:
                asked = Query(chain(locale, FOLLOWING.get), scope, f"{color}-{size}".upper())
                answer = resolve(files, "name", asked)
                raw_files = {"en": source, "de": de, "de-AT": at}
                expected = obvious(raw_files, locale, scope, color, size)
                assert (answer.value if answer.present else "nobody") == expected
                weight = obvious({"en": source}, "en", scope, color, size, "weight")
                for code, value in worked_out(expected, weight).items():
                    assert plain(resolve(files, code, asked).value) == value, code
