"""Values typed by their family: what each type takes, what it becomes, and what is said of the rest."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop import Shelf, families, raw, read, schema, told

from packshot.findings import Location
from packshot.model.frozen import FrozenMap
from packshot.model.product import Product, iter_skus
from packshot.model.record import Record, RecordTranslation
from packshot.model.resolve import Query, ValueSource, resolve
from packshot.model.schema import Family
from packshot.model.typed_files import (
    compile_family,
    of_hash,
    strays,
    type_record,
    type_record_translation,
)
from packshot.model.value_references import references
from packshot.model.values import Measure

GOODS = families()["goods"]


def typed(line: str, *, translated: bool = False) -> tuple[Any, list[str]]:
    """The value that one line of a product gives, and what is said of it: code, cure, fix (a safe one with `!`)."""
    layer = raw(line)
    assets = layer.pop("assets", {})
    found, findings = GOODS.layer(layer, assets, Location("product.yaml"), translated=translated)
    value = next(iter(found.values()), "nothing")
    said = [f"{one.code}: {one.help}" for one in findings]
    fixes = [f"{edit.new}{'!' if edit.safe else '?'}" for one in findings for edit in one.edits]
    return value, said + fixes


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("name: Shell", "Shell"),
        ('name: "Cafe\u0301  "', "Café"),
        ("name: 00123", "00123"),
        ("name: null", None),
        ('name: "null"', "null"),
        ("story: |\n  Line one.  \n  Line two.\n", "Line one.  \nLine two."),
        ("features: [a, b]", ("a", "b")),
        ("code: AB12", "AB12"),
        ("weight: 0.5 kg", Measure(Decimal("0.5"), "kg", Decimal(500), "g")),
        ("weight: 1 lb", Measure(Decimal(1), "lb", Decimal("453.59237"), "g")),
        ("volume: -1.50 l", Measure(Decimal("-1.50"), "l", Decimal("-1500"), "ml")),
        ("pockets: 0", Decimal(0)),
        ("pockets: 1.50", Decimal("1.50")),
        ("waterproof: true", True),
        ("waterproof: false", False),
        ("launched: 2026-02-28", date(2026, 2, 28)),
        ("deposit: {EUR: 0.25, CHF: 0.30}", FrozenMap(EUR=Decimal("0.25"), CHF=Decimal("0.30"))),
        ("gtin: 9520000010058", "9520000010058"),
        ("gtin: 96385074", "96385074"),
        ("brand: nordlys", "nordlys"),
        ("uses: [rain]", ("rain",)),
        ("assets: {main: front}", "front"),
        ("assets: {gallery: [a, b]}", ("a", "b")),
        (
            "materials: {shell: {fibre: wool, share: 92 %, note: null}}",
            {"shell": {"fibre": "wool", "share": Measure(Decimal(92), "%", Decimal(92), "%"), "note": None}},
        ),
    ],
)
def test_a_value_becomes_typed(line: str, value: Any) -> None:
    assert typed(line) == (value, [])


def test_one_value_written_in_two_units_keeps_both_forms() -> None:
    half, same = typed("volume: 0.5 l")[0], typed("volume: 500.0 ml")[0]

    assert half != same
    assert half.quantity == same.quantity
    assert (str(half), str(same)) == ("0.5 l", "500.0 ml")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("waterproof: yes", ["bad-boolean: write true", "true!"]),
        ("waterproof: True", ["bad-boolean: write true", "true!"]),
        ("waterproof: off", ["bad-boolean: write false", "false!"]),
        ("waterproof: perhaps", ["bad-boolean: write `true` or `false`"]),
        ("pockets: 1,5", ["bad-number: write 1.5", "1.5!"]),
        ("pockets: 1.234,5", ["bad-number: write 1234.5", "1234.5!"]),
        ("pockets: 1,234", ["bad-number: write 1234, or a number with fewer decimals"]),
        ("pockets: 1.234.567", ["bad-number: write 1234567", "1234567!"]),
        ("pockets: 1_000", ["bad-number: write 1000", "1000!"]),
        ("pockets: +1", ["bad-number: write 1", "1!"]),
        ("pockets: .5", ["bad-number: write 0.5", "0.5!"]),
        ("pockets: 1e3", ["bad-number: write digits with a decimal point, for example 1234.5"]),
        ("pockets: 0x1F", ["bad-number: write digits with a decimal point, for example 1234.5"]),
        ("pockets: ١", ["bad-number: write digits with a decimal point, for example 1234.5"]),
        ("pockets: 1.25", ["too-many-decimals: round the number to 1 decimal place"]),
        ("pockets: 13", ["too-large: write 12 or less"]),
        ("pockets: -1", ["too-small: write 0 or more"]),
        (f"pockets: {'9' * 25}", ["bad-number: write at most 24 digits before the decimal point and 24 after it"]),
        ("launched: 22.11.2026", ["bad-date: write 2026-11-22", "2026-11-22?"]),
        ("launched: 2026/11/22", ["bad-date: write 2026-11-22", "2026-11-22!"]),
        ("launched: 2026-02-30", ["bad-date: write a day up to 2026-02-28"]),
        ("launched: 0000-05-01", ["bad-date: write a valid date, for example 2026-11-22"]),
        ("launched: 2026-02-28T10:00:00Z", ["bad-date: write a valid date, for example 2026-11-22"]),
        ("weight: 540g", ["bad-measure: write 540 g", "540 g!"]),
        ("weight: 540  g", ["bad-measure: write 540 g", "540 g!"]),
        ("weight: 1,5 kg", ["bad-measure: write 1.5 kg", "1.5 kg!"]),
        (f"weight: 1.{'1' * 25} g", ["bad-measure: write at most 24 digits before the decimal point and 24 after it"]),
        ("weight: 540", ["bad-measure: write a number, a space and a unit, for example `540 g` (units: g, kg, lb)"]),
        ("weight: 540 kgs", ["unknown-unit: did you mean kg? (one of: g, kg, lb)"]),
        ("weight: 5 metres", ["unknown-unit: use one of: g, kg, lb"]),
        ("weight: 100 kg", ["too-large: write 90 kg or less"]),
        ("weight: -1 g", ["too-small: write 0 g or more"]),
        ("code: AB", ["too-short: write at least 3 characters"]),
        ("code: abc", ["bad-pattern: write a value that matches `[A-Z]{2}[0-9]+`"]),
        ("code: AB12x", ["bad-pattern: write a value that matches `[A-Z]{2}[0-9]+`"]),
        (f"name: {'x' * 41}", ["too-long: shorten the text to at most 40 characters"]),
        ('name: "  "', ["empty: write a value, or remove the key or list entry"]),
        ("name: [a]", ["not-text: write a without brackets"]),
        ("features: one, two", ["not-a-list: write `[one, two]`", "('one', 'two')?"]),
        ("gtin: 9520000010059", ["bad-gtin: copy the number from the package again"]),
        ("gtin: 952000001005", ["bad-gtin: copy the number from the package again"]),
        ("gtin: 123", ["bad-gtin: write 8, 12, 13 or 14 digits"]),
        ("deposit: {euro: 1.00}", ["bad-currency: write three capital letters, for example EUR"]),
        ("deposit: {EUR: -1.00}", ["too-small: write 0 or more"]),
        ("assets: {main: fjord/front.jpg}", ["asset-path: write front", "front!"]),
        ("assets: {main: [a]}", ["not-text: write a single asset id"]),
        ("assets: {mian: front}", ["unknown-attribute: did you mean main? (one of: main, gallery, manual)", "main?"]),
        ("assets: {name: front}", ["misplaced: `name` is not an asset attribute; move it out of `assets:`"]),
        ("main: front", ["misplaced: `main` is an asset attribute; move it under `assets:`"]),
        (
            "wieght: 540 g",
            ["unknown-attribute: did you mean weight? (one of: weight, gtin, legal, and 20 more)", "weight?"],
        ),
        (
            "zzz: 1",
            [
                (
                    "unknown-attribute: use one of: weight, waterproof, volume (and 20 more), "
                    'or add "zzz" to the attributes of family `goods`'
                )
            ],
        ),
        ("bundle: {A: 1}", ["misplaced: remove the key"]),
        (
            "materials: {shell: {fiber: wool}}",
            ["unknown-column: did you mean fibre? (one of: fibre, share, note, law)", "fibre?"],
        ),
        ("materials: {shell: null}", ["not-a-map: write keys with values, one per line"]),
        (
            "materials: {my row: {note: x}}",
            [("bad-key: write the key instead of the label, for example my-row (letters, digits, `-` and `_`)")],
        ),
    ],
)
def test_a_wrong_value_is_explained(line: str, said: list[str]) -> None:
    _, found = typed(line)

    assert found == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("weight: 1 g", "not-localizable: move `weight` to product.yaml, or set `localizable: true` on the attribute"),
        (
            "assets: {main: x}",
            "not-localizable: move `main` to product.yaml, or set `localizable: true` on the attribute",
        ),
        (
            "materials: {shell: {fibre: x}}",
            "not-localizable: move `fibre` to product.yaml, or set `localizable: true` on the column",
        ),
        ("materials: null", "not-a-map: write keys with values, one per line"),
    ],
)
def test_what_a_locale_file_does_not_take(line: str, said: str) -> None:
    assert typed(line, translated=True)[1] == [said]


@pytest.mark.parametrize(
    ("path", "file"), [("fjord/de.yaml", "product.yaml"), ("brand/nordlys.de.yaml", "nordlys.yaml")]
)
def test_a_value_that_is_not_localizable_belongs_in_the_file_of_the_source_locale(path: str, file: str) -> None:
    (finding,) = GOODS.layer(raw("weight: 1 g"), {}, Location(path), translated=True)[1]
    assert finding.help == f"move `weight` to {file}, or set `localizable: true` on the attribute"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0000-05-01", 'invalid date "0000-05-01": year 0000 does not exist'),
        ("2026-13-32", 'invalid date "2026-13-32": month 13 does not exist'),
    ],
)
def test_the_part_of_a_date_that_does_not_exist_is_named(written: str, text: str) -> None:
    (finding,) = GOODS.layer(raw(f"launched: {written}"), {}, Location("product.yaml"))[1]
    assert finding.text == text


def test_all_findings_come_at_once_and_right_values_stay() -> None:
    found, findings = GOODS.layer(
        raw("name: Shell\nwaterproof: yes\nweight: 1 stone\npockets: 2\nfeatures: [a, null, c]"), {}, Location("p.yaml")
    )

    assert sorted(found) == ["features", "name", "pockets"]
    assert found["features"] == ("a", "c")
    assert sorted(told(findings)) == [
        "bad-boolean waterproof: write true",
        "null-here features.1: write a value, or remove the key or list entry",
        "unknown-unit weight: use one of: g, kg, lb",
    ]


def shelf_says(text: str) -> list[str]:
    shelf = Shelf(text)
    _ = shelf.files
    return told(shelf.findings)


BOTTLE = """
--- product.yaml
family: goods
status: active
axes: [volume]
by:
  volume:
    0.5 l: {name: Small}
variants:
  A: {volume: 500 ml}
  B: {volume: 1 l}
"""


def test_one_axis_value_twice() -> None:
    said = shelf_says(BOTTLE.replace("variants:", "    500 ml: {name: Tiny}\nvariants:"))

    assert said == ["axis-value-twice by.volume.500 ml: merge the two entries into one"]


def test_one_combination_of_axis_values_twice() -> None:
    assert shelf_says(BOTTLE + "  C: {volume: 1000 ml}") == [
        "axes-twice variants.C: change an axis value of one of the two variants, or remove one of them"
    ]


def test_a_variant_without_its_axis_value() -> None:
    assert shelf_says(BOTTLE + "  C: {name: Third}") == ["missing-axis variants.C: add `volume:` to the variant"]


def test_axes_that_the_family_or_the_product_lack() -> None:
    assert shelf_says(BOTTLE.replace("axes: [volume]", "axes: [volum]")) == [
        "unknown-axis axes.0: did you mean volume?",
        'unknown-axis by.volume: add "volume" under `axes:` of the product, or remove the key',
    ]


def test_an_axis_value_that_is_none() -> None:
    assert shelf_says(BOTTLE.replace("0.5 l:", "half:")) == [
        "bad-axis-value by.volume.half: write a number, a space and a unit, for example `540 ml` (units: ml, l)"
    ]


def test_simple_products_and_axes_of_other_types() -> None:
    assert GOODS.axis_value("waterproof", "true") == "true"
    assert GOODS.axis_value("pockets", "2.0") == GOODS.axis_value("pockets", "2")
    assert GOODS.axis_value("waterproof", "yes") is None
    assert list(iter_skus(read(Product, "family: goods\nstatus: active\nsku: A", key="x"))) == ["A"]


def test_records_have_scopes_and_translations() -> None:
    record = read(Record, "name: Nordlys\nfor: {web: {name: Nordlys.web}}", key="n", entity="goods")
    german = read(RecordTranslation, "story: Seit 1974.", key="n", entity="goods", locale="de")
    own, found = type_record(GOODS, record, "n.yaml", "en")
    translated, more = type_record_translation(GOODS, german, "n.de.yaml")
    files = ValueSource(GOODS, own, {"de": translated}.get)

    assert not found + more
    assert resolve(files, "name", Query(("de", "en"), "web")).value == "Nordlys.web"
    assert resolve(files, "name", Query(("de", "en"))).value == "Nordlys"
    assert resolve(files, "story", Query(("de", "en"))).value == "Seit 1974."


def strays_of(text: str) -> list[str]:
    shelf = Shelf(text)
    files = shelf.files
    assert not shelf.findings, shelf.findings
    both = [files.own, files.translation("de")]
    return [line for file in both if file for line in told(list(strays(files.family, files.own, file)))]


def test_what_a_file_says_of_things_that_the_product_lacks() -> None:
    de = "--- de.yaml\nby: {volume: {2 l: {name: Gross}, 500 ml: {name: Klein}}}\nvariants: {AA: {name: X}}"
    materials = "materials: {shell: {note: Warm}}"

    assert strays_of(BOTTLE + de) == [
        "unknown-axis-value by.volume.2 l: remove the value, or add a variant with this value",
        "unknown-sku variants.AA: did you mean A? (one of: A, B)",
    ]
    assert strays_of(BOTTLE + f"{materials}\n--- de.yaml\nmaterials: {{shel: {{note: W}}}}") == [
        "unknown-row materials.shel: did you mean shell?"
    ]
    assert strays_of(BOTTLE + "for: {web: {variants: {C: {name: X}}}}") == [
        "unknown-sku for.web.variants.C: use one of: A, B, or remove the SKU"
    ]


def test_hashes_stand_beside_translations_only() -> None:
    assert shelf_says(BOTTLE + "name: X\nname.of: 0123abcd") == ["bad-hash name.of: remove `name.of`"]
    assert shelf_says(BOTTLE + "--- de.yaml\nname.of: 0123abcd") == [
        "bad-hash name.of: remove `name.of`, or add `name`"
    ]
    assert shelf_says(BOTTLE + "--- de.yaml\nname: X\nname.of: oops") == [
        "bad-hash name.of: remove `name.of`; `packshot validate --format json` then lists the hash to write"
    ]


def test_the_hash_is_that_of_the_text_as_json() -> None:
    assert of_hash("Fjord Shell") == "9461af78"
    assert of_hash(("Taped seams, welded inside", "Two-way zip")) == "bc7ef481"
    assert of_hash("Outdoor gear from Tromsø, since 1974.") == "25e46b3b"


@given(st.text() | st.lists(st.text(), max_size=4))
def test_the_hash_is_that_of_what_a_json_library_writes(value: str | list[str]) -> None:
    written = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert of_hash(value) == hashlib.sha256(written).hexdigest()[:8]


def test_references_are_listed_with_their_keys() -> None:
    shelf = Shelf(
        BOTTLE
        + "brand: nordlys\nuses: [rain, snow]\nassets: {main: front, gallery: [a]}\nmaps: {google: 12}\n"
        + "related: {spare: [{to: zip, qty: 2}]}\nmaterials: {shell: {fibre: wool}}"
    )

    found = {(one.kind, one.target, one.keys) for one in references(shelf.files.family, shelf.files.own)}

    assert found == {
        ("record", ("brand", "nordlys"), ("brand",)),
        ("option", ("use", "rain"), ("uses", 0)),
        ("option", ("use", "snow"), ("uses", 1)),
        ("asset", ("front",), ("assets", "main")),
        ("asset", ("a",), ("assets", "gallery", 0)),
        ("taxonomy", ("google",), ("maps", "google")),
        ("relation", ("spare",), ("related", "spare")),
        ("product", ("zip",), ("related", "spare", 0)),
        ("option", ("fibre", "wool"), ("materials", "shell", "fibre")),
    }


def compiled(text: str) -> list[str]:
    attributes, _, units = schema()
    family = read(Family, text, key="mine")
    found = compile_family([family], attributes, units)[1]
    return [f"{one.at.path} {line}" for one, line in zip(found, told(found), strict=True)]


def test_wrong_defaults_and_axes_of_a_family() -> None:
    text = "attributes: [weight, name]\ndefaults: {weight: 5 stone, name: X, color: red}\naxes: [name, size]"
    types = "boolean, date, measure, number, select, text"

    assert [line.removeprefix("catalog/families/mine.yaml ") for line in compiled(text)] == [
        "unknown-unit defaults.weight: use one of: g, kg, lb",
        (
            "localizable-default defaults.name: remove `name` from `defaults:`, and write the value in each product or "
            "record"
        ),
        'unknown-attribute defaults.color: use one of: weight, name, or add "color" to the attributes of family `mine`',
        f"bad-axis axes.0: use an attribute without `many` and `localizable` that has one of these types: {types}",
        'unknown-attribute axes.1: use one of: weight, name, or add "size" to the attributes of family `mine`',
    ]


def test_units_that_attributes_need() -> None:
    attributes, _, units = schema()
    family = read(Family, "attributes: [weight, materials]", key="mine")
    others = {key: one for key, one in units.items() if key != "ratio"}

    lost = compile_family([family], attributes, others)[1]
    bounds = {**attributes, "weight": attributes["weight"].model_copy(update={"max": "9 stone"})}

    assert [(one.code, one.at.keys[1:]) for one in lost] == [
        ("unknown-unit-family", ("materials", "columns", "share", "unit"))
    ]
    assert told(compile_family([family], bounds, units)[1]) == [
        "bad-measure attributes.weight.max: write a number, a space and a unit, for example `540 g` (units: g, kg, lb)"
    ]


def test_a_family_adds_to_its_parent() -> None:
    jacket = families()["jacket"]

    assert list(jacket.attributes)[:2] == ["name", "story"]
    assert list(jacket.attributes)[-2:] == ["color", "size"]
    assert jacket.axes == ("volume", "color", "size")
    assert jacket.required == {"all": ("name",), "web": ("assets.main", "color")}
    assert jacket.name_from == "name"


@pytest.mark.parametrize("code", ["copy", "json", "model_config", "schema", "values", "of", "keys", "__class__"[2:7]])
def test_attribute_codes_that_python_uses_too(code: str) -> None:
    attributes, _, units = schema()
    mine = {code: attributes["code"].model_copy(update={"code": code, "pattern": None, "min": None})}
    family, found = compile_family([read(Family, f"attributes: [{code}]", key="mine")], mine, units)

    assert not found
    assert family.layer({code: "x"}, {}, Location("p")) == ({code: "x"}, [])
