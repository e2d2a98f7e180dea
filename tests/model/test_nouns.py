"""Every kind of file as a noun: what it takes, what it refuses, and that it cannot be changed."""

import pickle
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from shop import FOLLOWING, families, raw, read, read_all, told

from packshot.findings import Finding, Location
from packshot.model import entity as noun
from packshot.model.asset import Asset
from packshot.model.channel import Channel
from packshot.model.config import Catalog, Preset, chain, tax_rate, zone_of
from packshot.model.editor_schema import entity_schema, family_schema
from packshot.model.frozen import FrozenMap, freeze
from packshot.model.instants import as_instant, begins, instant, is_date, moment, zone_named
from packshot.model.labels import label_in
from packshot.model.lifecycle import Lifecycle
from packshot.model.names import RESERVED, is_key, is_name, is_sku, nearest, unlisted
from packshot.model.options import OptionList
from packshot.model.price import PriceList
from packshot.model.product import Product, Translation, iter_skus, scheduled_value
from packshot.model.record import Licence, Record, RecordTranslation, kind_of_record
from packshot.model.schema import (
    AttributeGroup,
    CategoryTree,
    Family,
    Relation,
)
from packshot.model.stock import StockList
from packshot.model.typed_files import TypedFamily, compile_family, type_product, type_record, type_translation
from packshot.model.units import UnitFamily
from packshot.model.validation import ValidationRule

CATALOG = """
packshot: 1
name: Nordlys
url: https://www.nordlys.example
source: en
zone: Europe/Berlin
locales: {en: null, de: en, de-AT: de}
markets:
  de: {country: DE, locales: [de, en], currency: EUR, prices: [retail], tax: {standard: 19 %, reduced: 7 %}}
  ch: {country: CH, locales: [de], currency: CHF, zone: Europe/Zurich}
renditions:
  card: {width: 640, height: 640, fit: pad, formats: [webp, jpeg]}
  hero: {width: 1600}
thresholds: {completeness: {web: 80 %}}
"""


def test_a_catalog() -> None:
    catalog = read(Catalog, CATALOG)

    assert catalog.chain("de-AT") == ("de-AT", "de", "en")
    assert catalog.markets["de"].key == "de"
    assert catalog.thresholds.completeness["web"] == 80
    assert (zone_of(catalog.markets["ch"], catalog), zone_of(catalog.markets["de"], catalog)) == (
        "Europe/Zurich",
        "Europe/Berlin",
    )
    assert tax_rate(catalog.markets["de"], "reduced") == Decimal(7)
    assert tax_rate(catalog.markets["de"], None) is None
    assert catalog.renditions["hero"] == Preset.model_construct(
        key="hero", width=1600, height=None, fit="contain", formats=("jpeg",), quality=82, background="#ffffff"
    )


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("packshot: 1", "packshot: 2", "bad-choice packshot: use one of: 1"),
        ("Europe/Berlin", "Europe/Berlim", "bad-zone zone: write the name of a time zone, for example Europe/Berlin"),
        (
            "Europe/Berlin",
            "../../etc/passwd",
            "bad-zone zone: write the name of a time zone, for example Europe/Berlin",
        ),
        (
            "country: DE",
            "country: GERMANY",
            "bad-country markets.de.country: write two capital letters, for example DE",
        ),
        ("currency: CHF", "currenci: CHF", "missing-key markets.ch: add `currency:` with its value"),
        ("19 %", "19%", "bad-percent markets.de.tax.standard: write 19 %"),
        ("width: 1600", "width: 1600px", "bad-number renditions.hero.width: write 1600"),
        ("width: 1600", "width: 99999", "too-large renditions.hero.width: write 8192 or less"),
        ("{width: 1600}", "{quality: 80}", "bad-combination renditions.hero: add `width`, `height` or both"),
        (
            "{width: 1600}",
            "{width: 9, fit: crop}",
            "bad-combination renditions.hero: add the missing dimension, or set `fit: contain`",
        ),
        ("fit: pad", "fit: padd", "bad-choice renditions.card.fit: did you mean pad? (one of: contain, pad, crop)"),
        ("name: Nordlys", "nam: Nordlys", "unknown-key nam: did you mean name?"),
        ("de-AT: de", "de_AT: de", "bad-locale locales.de_AT"),
        ("source: en", "source: null", "null-here source: write a value, or remove the key"),
    ],
)
def test_what_is_wrong_in_a_catalog(old: str, new: str, finding: str) -> None:
    _, findings = read_all(Catalog, CATALOG.replace(old, new, 1))

    assert [line for line in told(findings) if line.startswith(finding)]


def test_a_wrong_market_leaves_the_others() -> None:
    catalog, findings = read_all(Catalog, CATALOG.replace("country: DE", "country: D"))

    assert len(findings) == 1
    assert catalog is not None
    assert list(catalog.markets) == ["ch"]


def test_every_missing_key_is_told() -> None:
    assert sorted(told(read_all(Product, "sku: A", key="x")[1])) == [
        "missing-key : add `family:` with its value",
        "missing-key : add `status:` with its value",
    ]


def test_a_file_that_is_no_map_is_a_finding() -> None:
    assert noun.read(Catalog, ["a"], Location("catalog.yaml"))[0] is None
    assert told(noun.read(Catalog, None, Location("x"))[1]) == ["not-a-map : write keys with values, one per line"]


def test_a_chain_that_turns_in_a_circle_ends() -> None:
    assert chain("a", {"a": "b", "b": "a"}.get) == ("a", "b")
    assert chain("xx", FOLLOWING.get) == ("xx",)


def test_names_that_nothing_declares() -> None:
    at = Location("x")

    assert [unlisted("unknown-market", at, "att", known).help for known in (["at"], ["de", "fr"], [])] == [
        "did you mean at?",
        "use one of: de, fr",
        "declare the market under `markets:` in catalog.yaml",
    ]


def test_an_instant_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        as_instant(datetime(2026, 1, 1))  # noqa: DTZ001  # a naive one is what this is about


def test_labels() -> None:
    label = {"en": "Red", "de": "Rot"}

    assert label_in(label, ("de-AT", "de", "en"), "red") == "Rot"
    assert label_in(label, ("fr",), "red") == "red"
    assert label_in("3XL", ("fr",), "x") == "3XL"
    assert label_in(None, ("fr",), "x") == "x"


@pytest.mark.parametrize(
    ("text", "at", "cure"),
    [
        ("type: select", "", "add `options:` next to `type:`"),
        ("type: text, options: color", "", "remove `options`, or use one of the types that allow it: select"),
        (
            "type: number, many: true",
            "",
            "remove `many`, or use one of the types that allow it: asset, email, mpn, record, select, text, url",
        ),
        ("type: text, min: a", "", "write a number of characters of at most 7 digits, for example 80"),
        (
            "type: text, pattern: 'a)|(b'",
            "",
            "write a valid regular expression; look-around and back references are not supported",
        ),
        (
            "type: text, pattern: '('",
            "",
            "write a valid regular expression; look-around and back references are not supported",
        ),
        (
            "type: table, columns: {a: {type: txt}}",
            ".columns.a.type",
            "did you mean text? (one of: text, datetime, gtin, and 12 more)",
        ),
        (
            "type: table, localizable: true, columns: {a: {type: text}}",
            "",
            "move `localizable: true` from the table to its translated columns",
        ),
        ("type: txt", ".type", "did you mean text? (one of: text, datetime, gtin, and 15 more)"),
        ("type: text, many: yes", ".many", "write true"),
        (
            "type: text, localisable: true",
            ".localisable",
            "did you mean localizable? (one of: localizable, label, decimals, and 20 more)",
        ),
        ("type: text, fallback: null", ".fallback", "write a value, or remove the key or list entry"),
    ],
)
def test_what_is_wrong_in_an_attribute(text: str, at: str, cure: str) -> None:
    _, findings = read_all(AttributeGroup, f"attributes:\n  x: {{{text}}}", key="all")

    assert [line.partition(" ")[2] for line in told(findings)] == [f"attributes.x{at}: {cure}"]


@pytest.mark.parametrize("code", ["status", "null", "for", "True", "price", "cross-sell", "1st", "a.b", "é"])
def test_codes_that_an_attribute_cannot_have(code: str) -> None:
    _, findings = read_all(AttributeGroup, f'attributes: {{"{code}": {{type: text}}}}', key="all")

    assert [(one.code, one.at.keys) for one in findings] == [("bad-name", ("attributes", code))]


def test_options_in_short_and_long_form() -> None:
    found = read(OptionList, "options:\n  S: S\n  no: {label: {en: Undyed}, swatch: '#ffffff'}", key="size")

    assert (found.options["S"].label, found.options["no"].swatch, found.options["no"].list) == ("S", "#ffffff", "size")
    assert told(read_all(OptionList, "options: {null: x}".replace("null", '"null"'), key="size")[1])[0].startswith(
        "bad-key"
    )


def test_units_need_their_base() -> None:
    assert told(read_all(UnitFamily, "base: g\nunits: {kg: {factor: 1000}}", key="weight")[1]) == [
        'bad-combination : correct or add the unit "g", or set another base'
    ]
    assert told(read_all(UnitFamily, "base: g\nunits: {g: {factor: 1}, x: {factor: 0}}", key="weight")[1]) == [
        (
            "bad-combination units.x: write the number of base units in one unit, "
            "for example 1000 for kg with the base unit g"
        )
    ]


PRODUCT = "family: goods\nstatus: active\n"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("name: X", "bad-combination : add `sku:`, or `axes:` and `variants:`"),
        ("sku: A\naxes: [color]", "bad-combination : keep `sku:` for a simple product, or `axes:` and `variants:`"),
        ("axes: [color]", "bad-combination : add `variants:`, or set `status: draft` until the product has variants"),
        ("axes: [a, a]\nvariants: {A: {a: x}}", "bad-combination : list each axis once"),
        (
            "axes: [a]\nvariants: {A: {a: x}}\nbundle: {B: 1}",
            "bad-combination : move `bundle` to a simple product with its own `sku`",
        ),
        ("sku: A\nbundle: {B: 0}", "too-small bundle.B: write 1 or more"),
        ("sku: A\nkey: x", "unknown-key key: use one of: by, formerly, sku (and 16 more), or remove the key"),
        ("sku: A\navailable_from: 2026-13-01", "bad-date available_from: write 2026-01-13 (year, month, day)"),
        ("sku: A\nrelated: {spare: zip}", "not-a-list related.spare: write `[zip]`"),
        ("sku: A\nrelated: {spare: [{qty: 2}]}", "missing-key related.spare.0: add `to:` with its value"),
        ("sku: A\nfor: {web: {bundle: {B: 1}}}", None),
        ("axes: [a]\nvariants:\n  ok: {a: x}\n  nope/*: {a: y}", "bad-sku variants.nope/*"),
    ],
)
def test_what_is_wrong_in_a_product(text: str, finding: str | None) -> None:
    _, findings = read_all(Product, PRODUCT + text, key="thing")

    assert [line for line in told(findings) if not finding or not line.startswith(finding)] == []
    assert bool(findings) == bool(finding)


def test_a_draft_with_axes_may_lack_variants() -> None:
    assert list(iter_skus(read(Product, "family: goods\nstatus: draft\naxes: [color]", key="x"))) == []


def test_skus_in_file_order_and_what_a_variant_says_of_its_life() -> None:
    variants = "variants: {B: {a: x, status: retired}, A: {a: y, available_from: null}}"
    product = read(Product, PRODUCT + "available_from: 2026-01-01\naxes: [a]\n" + variants, key="x")

    assert list(iter_skus(product)) == ["B", "A"]
    assert (
        scheduled_value(product, "B", "status"),
        scheduled_value(product, "A", "status"),
        scheduled_value(product, None, "status"),
    ) == (
        "retired",
        "active",
        "active",
    )
    assert (scheduled_value(product, "B", "available_from"), scheduled_value(product, "A", "available_from")) == (
        "2026-01-01",
        None,
    )


def test_keys_of_later_features_are_kept() -> None:
    product = read(
        Product, PRODUCT + "sku: A\nbundle: {B: 2}\nmaps: {google: 12}\nformerly: [old]\nreplaced_by: B", key="x"
    )

    assert (product.bundle, product.maps, product.formerly, product.replaced_by) == (
        {"B": 2},
        {"google": "12"},
        ("old",),
        "B",
    )


def test_records_and_licences() -> None:
    licence = read(Licence, "name: S\nrights: {expires: 2028-01-01T00:00:00+01:00}", key="studio", entity="licence")
    brand = read(Record, "name: N\nassets: {logo: l}\nrights: none", key="nordlys", entity="brand")

    assert licence.rights.expires == "2027-12-31T23:00:00Z"
    assert brand.values == {"name": "N", "rights": "none"}
    assert (kind_of_record("licence"), kind_of_record("brand")) == (Licence, Record)


SIDECAR = f"sha256: {'a' * 64}\nbytes: 12\n"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("focal_point: {x: 1.5, y: 0}", "too-large focal_point.x: write 1 or less"),
        ("crops: {wide: {x: 0.5, y: 0, w: 0.6, h: 1}}", "bad-combination crops.wide"),
        ("decorative: yes", "bad-boolean decorative: write true"),
        ("on_expiry: {replace: fjord/back.jpg}", "bad-key on_expiry.replace"),
        ("orientation: 9", "too-large orientation: write 8 or less"),
        ("products: [a]", "unknown-key products"),
    ],
)
def test_what_is_wrong_in_a_sidecar(text: str, finding: str) -> None:
    _, findings = read_all(Asset, SIDECAR + text, id="front")

    assert [line[: len(finding)] for line in told(findings)] == [finding]


def test_alt_texts_by_exact_locale() -> None:
    asset = read(Asset, SIDECAR + "alt: {en: A jacket, de: Eine Jacke}", id="front")

    assert asset.alt == {"en": "A jacket", "de": "Eine Jacke"}
    assert read(Asset, SIDECAR + "alt: X", id="front").alt == "X"


CHANNEL = """
extends: google-primary
scope: google
markets: [de]
fields:
  title: {from: name, pipe: [squeeze, cut: 150]}
  weight: {from: [weight, volume], pipe: [{unit: kg, decimals: 2}]}
output: {format: rss, file: "{market}.xml", paper: A4}
delta: {mode: both, full_every: 14 days, shrink_guard: 10 %}
group: {by: category, sort: [name]}
"""


def test_a_channel() -> None:
    channel = read(Channel, CHANNEL, key="google-de")

    assert channel.scope == "google"
    assert read(Channel, CHANNEL.replace("scope: google\n", ""), key="google-de").scope == "google-de"
    assert [(step.name, step.argument) for step in channel.fields["title"].pipe] == [("squeeze", None), ("cut", "150")]
    assert channel.fields["weight"].sources == ("weight", "volume")
    assert channel.fields["weight"].pipe[0].options == {"unit": "kg", "decimals": "2"}
    assert channel.output.options == {"paper": "A4"}
    assert channel.delta is not None
    assert (channel.delta.full_every, channel.delta.shrink_guard) == (14, 10)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2027-03-01T00:00:00+01:00", "2027-02-28T23:00:00Z"),
        ("2027-03-01T00:00Z", "2027-03-01T00:00:00Z"),
        ("0001-01-01T00:00:00+01:00", None),
        ("2027-03-01T00:00:00", None),
        ("2027-03-01 00:00:00Z", None),
        ("2027-03-01T24:30:00Z", None),
        ("2027-03-01T00:00:00.5Z", None),
    ],
)
def test_instants(text: str, result: str | None) -> None:
    if result is None:
        with pytest.raises(ValueError, match=r".+"):
            instant(text)
    else:
        assert instant(text) == result


def test_dates_begin_in_their_zone_even_where_midnight_is_skipped_or_comes_twice() -> None:
    assert begins("2026-11-20", "Europe/Berlin") == "2026-11-19T23:00:00Z"
    assert begins("2018-11-04", "America/Sao_Paulo") == "2018-11-04T03:00:00Z"
    assert begins("2026-10-25", "Atlantic/Azores") == "2026-10-25T00:00:00Z"
    assert begins("2026-01-01T00:00:00Z", "Asia/Tokyo") == "2026-01-01T00:00:00Z"
    assert begins("0001-01-01", "Asia/Tokyo") == "0001-01-01T00:00:00Z"
    assert moment("2026-11-20") == "2026-11-20"
    assert is_date("2026-02-28")
    assert not is_date("2026-02-29")
    assert zone_named("UTC").key == "UTC"


KEYS = st.text("aNnUuLl0_-.é ", max_size=8) | st.text(max_size=4) | st.just("x" * 101)


@given(key=KEYS)
def test_the_pattern_of_keys_is_the_rule_of_keys(key: str) -> None:
    _, findings = noun.read(Product, {"family": key, "status": "active", "sku": "A"}, Location("x"), key="x")

    assert bool(findings) == (not is_key(key))


@given(sku=st.text("aA0 /*-é", max_size=6) | st.text(max_size=5) | st.sampled_from(["null", "x" * 101, "é"]))
def test_the_pattern_of_skus_is_the_rule_of_skus(sku: str) -> None:
    _, findings = noun.read(Product, {"family": "x", "status": "active", "sku": sku}, Location("x"), key="x")

    assert bool([one for one in findings if one.code == "bad-sku"]) == (not is_sku(sku))


def test_names() -> None:
    assert not any(is_name(word) or is_name(word.upper()) for word in RESERVED)
    assert is_name("cross_sell")
    assert not is_name("cross-sell")
    assert nearest("wieght", ["weight", "height"]) == "weight"
    assert nearest("Weight", ["weight"]) == "weight"
    assert nearest("zzz", ["weight"]) is None


def test_frozen_data_cannot_change_and_can_travel() -> None:
    data = freeze({"a": ["x", {"b": None}], "c": "y"})

    assert data == {"a": ("x", {"b": None}), "c": "y"}
    assert pickle.loads(pickle.dumps(data)) == data
    assert hash(data) == hash(freeze({"c": "y", "a": ["x", {"b": None}]}))
    for change in (lambda: data.update(c=1), lambda: data.pop("c"), data.clear, lambda: data.setdefault("z", 1)):
        with pytest.raises(TypeError, match="frozen"):
            change()
    with pytest.raises(TypeError, match="frozen"):
        data["c"] = 1
    with pytest.raises(TypeError, match="frozen"):
        del data["c"]


def test_nouns_cannot_change_and_can_travel() -> None:
    catalog = read(Catalog, CATALOG)

    assert pickle.loads(pickle.dumps(catalog)) == catalog
    assert isinstance(catalog.markets, FrozenMap)
    with pytest.raises(ValueError, match="frozen"):
        catalog.name = "Other"


KINDS = [
    Catalog, AttributeGroup, Family, OptionList, CategoryTree, Relation, UnitFamily, PriceList, StockList,
    Lifecycle, ValidationRule, Asset, Channel, Product, Translation, Record, Licence, RecordTranslation,
]  # fmt: skip


def test_the_docs_of_every_key_are_written() -> None:
    for model in KINDS:
        schema = entity_schema(model)
        Draft202012Validator.check_schema(schema)
        for part in [schema, *schema.get("$defs", {}).values()]:
            assert all("description" in one or "$ref" in one for one in part.get("properties", {}).values()), model


def editor(value: Any) -> Any:
    """Data as an editor reads it: numbers and booleans are no text there."""
    if isinstance(value, dict):
        return {key: editor(one) for key, one in value.items()}
    if isinstance(value, list):
        return [editor(one) for one in value]
    if value in ("true", "false"):
        return value == "true"
    try:
        return float(value) if "." in value else int(value)
    except (TypeError, ValueError):
        return value


def test_the_json_schema_of_a_family() -> None:
    judge = Draft202012Validator(family_schema(families()["goods"]))
    right = raw(PRODUCT + "sku: 12\nname: X\npockets: 2\nwaterproof: true\nassets: {main: m}\nfor: {web: {name: Y}}")
    locale = Draft202012Validator(family_schema(families()["goods"], translated=True))

    assert [error.message for error in judge.iter_errors(editor(right))] == []
    assert not judge.is_valid(editor({**right, "wieght": "540 g"}))
    assert not judge.is_valid(editor({**right, "pockets": "many"}))
    assert not judge.is_valid(editor({**right, "assets": {"mian": "x"}}))
    assert locale.is_valid({"name": "X", "name.of": "0123abcd", "assets": {"manual": "m"}})
    assert not locale.is_valid({"weight": "1 g"})


def test_the_json_schema_of_records() -> None:
    family = families()["goods"]
    schema = family_schema(replace(family, kind="record"))
    translated = family_schema(replace(family, kind="record"), translated=True)

    assert Draft202012Validator(schema).is_valid({"name": "X", "pockets": 2})
    assert not Draft202012Validator(schema).is_valid({"name": "X", "status": "active"})
    assert not Draft202012Validator(translated).is_valid({"pockets": 2})


@pytest.mark.parametrize(
    ("model", "text", "finding"),
    [
        (AttributeGroup, "attributes: {x: text}", "not-a-map attributes.x: write keys with values, one per line"),
        (AttributeGroup, "attributes: [x]", "not-a-map attributes: write keys with values, one per line"),
        (OptionList, "options: {x: [a]}", "not-a-map options.x: write keys with values, one per line"),
        (OptionList, "options: text", "not-a-map options: write keys with values, one per line"),
        (Channel, "markets: [de]\noutput: rss", "not-a-map output: write keys with values, one per line"),
        (
            PriceList,
            "currency: EUR\ntax: included\nprices: {A: [[x]]}",
            "not-a-map prices.A.0: write keys with values, one per line",
        ),
        (Product, PRODUCT + "sku: A\nfor: {web: text}", "not-a-map for.web: write keys with values, one per line"),
        (
            Catalog,
            CATALOG.replace("zone: Europe/Berlin", "markets2: x"),
            "unknown-key markets2: did you mean markets? (one of: markets, renditions, locales, and 14 more)",
        ),
    ],
)
def test_a_value_where_a_map_is_expected(model: type, text: str, finding: str) -> None:
    key = {} if model is Catalog else {"key": "x"}

    assert finding in told(read_all(model, text, **key)[1])


class Example:
    """The example repository of the file format, read by the model alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []

    def raw(self, path: Path) -> Any:
        return raw(path.read_text("utf-8"), str(path.relative_to(self.folder)))

    def noun(self, model: type, path: Path, data: Any = None, **given: Any) -> Any:
        data = self.raw(path) if data is None else data
        found, findings = noun.read(model, data, Location(str(path)), **given)
        self.findings += findings
        return found

    def each(self, model: type, folder: str, give: str = "key") -> dict[str, Any]:
        paths = sorted((self.folder / folder).glob("*.yaml"))
        return {
            path.stem: self.noun(model, path, **({give: path.name.split(".")[0]} if give else {})) for path in paths
        }

    def families(self) -> dict[str, TypedFamily]:
        attributes = {}
        for group in self.each(AttributeGroup, "catalog/attributes").values():
            attributes.update(group.attributes)
        file = self.folder / "catalog/units.yaml"
        units = {key: self.noun(UnitFamily, file, data, key=key) for key, data in self.raw(file).items()}
        nouns = self.each(Family, "catalog/families")
        lines = {key: [nouns[one] for one in (family.parent, key) if one] for key, family in nouns.items()}
        compiled = {key: compile_family(line, attributes, units) for key, line in lines.items()}
        self.findings += [one for _, found in compiled.values() for one in found]
        return {key: family for key, (family, _) in compiled.items()}


def test_the_example_of_the_file_format_is_without_findings(test_data: Path) -> None:
    example = Example(test_data.parent / "reference" / "format")
    if not example.folder.is_dir():
        pytest.skip("the example repository of the file format is not beside the test data")
    example.noun(Catalog, example.folder / "catalog/catalog.yaml")
    for model, folder in ((OptionList, "options"), (PriceList, "prices"), (StockList, "stock")):
        example.each(model, f"catalog/{folder}")
    example.each(CategoryTree, "catalog/categories", give="")
    example.each(Channel, "channels")
    example.each(Asset, "assets/fjord", give="id")
    families = example.families()

    for path in sorted((example.folder / "catalog/products").rglob("product.yaml")):
        product = example.noun(Product, path, key=path.parent.name)
        family = families[product.family]
        example.findings += type_product(family, product, "p", "en")[1]
        judge = Draft202012Validator(family_schema(family))
        assert [error.message for error in judge.iter_errors(editor(example.raw(path)))] == []
        for other in set(path.parent.glob("*.yaml")) - {path}:
            file = example.noun(Translation, other, key=product.key, locale=other.stem)
            example.findings += type_translation(family, file, "t")[1]
    for path in sorted((example.folder / "catalog/records").rglob("*.yaml")):
        key, *locale = path.stem.split(".")
        entity = path.parent.name
        if locale:
            example.noun(RecordTranslation, path, key=key, entity=entity, locale=locale[0])
        else:
            record = example.noun(kind_of_record(entity), path, key=key, entity=entity)
            example.findings += type_record(families[entity], record, "r", "en")[1]
    assert example.findings == []
