"""What an Akeneo export says beyond values: limits, units, reference data, associations that count, product groups."""

import contextlib
import csv
import io
import json
import shutil
from fractions import Fraction

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from packshot.authoring.importers import Options, find
from packshot.authoring.importers.akeneo.limits import pattern_of
from packshot.authoring.importers.akeneo.measurements import text
from packshot.cli.main import run
from packshot.model.text_forms import decimal

ATTRIBUTES = """\
code;type;metric_family;default_metric_unit;max_characters;validation_rule;validation_regexp;number_min;number_max;\
decimals_allowed;negative_allowed;date_min;date_max;allowed_extensions;max_file_size;reference_data_name;\
auto_option_sorting;localizable;group;sort_order;label-en_US
sku;pim_catalog_identifier;;;;;;;;;;;;;;;;0;all;0;SKU
name;pim_catalog_text;;;60;;;;;;;;;;;;;0;all;1;Name
part;pim_catalog_text;;;;regexp;/^[A-Z]{2}-\\d+$/i;;;;;;;;;;;0;all;2;Part
site;pim_catalog_text;;;;url;;;;;;;;;;;;1;all;3;Site
service;pim_catalog_text;;;;email;;;;;;;;;;;;0;all;4;Service
rating;pim_catalog_number;;;;;;1;5.5;1;0;;;;;;;0;all;5;Rating
pieces;pim_catalog_number;;;;;;;;0;0;;;;;;;0;all;6;Pieces
oven;pim_catalog_metric;Temperature;CELSIUS;;;;-40;300;0;1;;;;;;;0;all;7;Oven
span;pim_catalog_metric;Span;HAND;;;;;;1;0;;;;;;;0;all;8;Span
launch;pim_catalog_date;;;;;;;;;;2020-01-01;2030-12-31;;;;;0;all;9;Launch
manual;pim_catalog_file;;;;;;;;;;;;pdf,TXT;1.5;;;0;all;10;Manual
picture;pim_catalog_image;;;;;;;;;;;;jpg,png;2;;;0;all;11;Picture
colour;pim_reference_data_simpleselect;;;;;;;;;;;;;;colours;;0;all;12;Colour
accents;pim_reference_data_multiselect;;;;;;;;;;;;;;colours;;0;all;13;Accents
size;pim_catalog_simpleselect;;;;;;;;;;;;;;;0;0;all;14;Size
shape;pim_catalog_simpleselect;;;;;;;;;;;;;;;1;0;all;15;Shape
price;pim_catalog_price_collection;;;;;;;;;;;;;;;;0;all;16;Price
"""
TABLES = {
    "attributes.csv": ATTRIBUTES,
    "attribute_groups.csv": "code;sort_order;label-en_US\nall;1;All\n",
    "attribute_options.csv": "code;attribute;sort_order;label-en_US\nL;size;2;Large\nS;size;1;Small\n"
    "round;shape;1;Round\noval;shape;2;Oval\n",
    "families.csv": "code;attributes;attribute_as_label;requirements-ecommerce;requirements-print;label-en_US\n"
    "pans;name,part,site,service,rating,pieces,oven,span,launch,colour,accents,size,shape;name;"
    "sku,name,oven;sku,name;Pans\n",
    "family_variants.csv": "code;family;variant-axes_1;variant-axes_2;variant-attributes_1;variant-attributes_2\n"
    "by_size;pans;size;;;\n",
    "channels.csv": "code;locales;currencies;tree\necommerce;de_DE,en_US;EUR;master\nprint;de_DE,en_US;EUR;master\n",
    "categories.csv": "code;parent;label-en_US\nmaster;;Master\nkitchen;master;Kitchen\n",
    "association_types.csv": "code;is_two_way;is_quantified;label-en_US\nSPARE;0;1;Spare parts\nUPSELL;0;0;Upsell\n",
    "groups.csv": "code;type;label-en_US\nsummer;PROMOTION;Summer sale\nkitchen;;Kitchen week\n",
    "group_types.csv": "code;label-en_US\nPROMOTION;Promotions\n",
    "product_models.csv": "code;family_variant;parent;name\nPAN;by_size;;Pan\n",
    "products.csv": """\
sku;uuid;family;parent;categories;groups;enabled;name;part;site-de_DE;service;rating;oven;oven-unit;span;span-unit;\
colour;accents;size;SPARE-products;SPARE-products-quantity;SPARE-product_models;SPARE-product_models-quantity;\
UPSELL-product_uuids;UPSELL-product_models
LID;6f0c1b9e-0000-4000-8000-000000000001;pans;;kitchen;summer;1;Lid;ab-12;https://www.example.com/de;\
service@example.com;4.5;450;FAHRENHEIT;2;HAND;red;red,blue;;KNOB,SCREW;1|3;PAN;2;\
6F0C1B9E-0000-4000-8000-000000000002;PAN
KNOB;6f0c1b9e-0000-4000-8000-000000000002;pans;;kitchen;summer,kitchen,late;1;Knob;;;;;;;;;blue;;;;;;;;
SCREW;6f0c1b9e-0000-4000-8000-000000000003;pans;;kitchen;;1;Screw;;;;;;;;;;;;;;;;;
PAN-S;6f0c1b9e-0000-4000-8000-000000000004;pans;PAN;kitchen;;1;;;;;;;;;;;;S;;;;;\
6f0c1b9e-0000-4000-8000-000000000001;
""",
}
MEASUREMENTS = [
    {
        "code": "Span",
        "standard_unit_code": "FINGER",
        "units": [
            {"code": "HAND", "convert_from_standard": [{"operator": "mul", "value": "5.5"}], "symbol": "hand"},
            {
                "code": "THUMB",
                "convert_from_standard": [{"operator": "sub", "value": "1"}, {"operator": "div", "value": "3"}],
                "symbol": "finger",
            },
            {"code": "FINGER", "convert_from_standard": [{"operator": "mul", "value": "1"}], "symbol": "finger"},
        ],
    }
]


TABLES["measurement_families.json"] = json.dumps(MEASUREMENTS)


@pytest.fixture
def folder(tmp_path):
    return export(tmp_path / "export", TABLES)


def export(folder, tables):
    folder.mkdir(exist_ok=True)
    for name, content in tables.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return folder


def files_of(conversion):
    assert [finding.text for finding in conversion.findings] == []
    return {file.path: file.content for file in conversion.files}


def read(files, path):
    return yaml.load(files[path], yaml.BaseLoader)


@pytest.fixture
def files(folder):
    return files_of(find("akeneo").convert(folder, Options()))


def test_limits_become_keys_of_attributes(files):
    attributes = read(files, "catalog/attributes/all.yaml")["attributes"]
    for attribute in attributes.values():
        del attribute["label"]

    assert attributes == {
        "name": {"type": "text", "max": "60"},
        "part": {"type": "text", "pattern": r"(?i:[A-Z]{2}-\d+)"},
        "site": {"type": "url", "localizable": "true"},
        "service": {"type": "email"},
        "rating": {"type": "number", "min": "1", "max": "5.5"},
        "pieces": {"type": "number", "min": "0", "decimals": "0"},
        "oven": {"type": "measure", "unit": "temperature", "min": "-40 °C", "max": "300 °C", "decimals": "0"},
        "span": {"type": "measure", "unit": "span", "min": "0 hand"},
        "launch": {"type": "date", "min": "2020-01-01", "max": "2030-12-31"},
        "manual": {"type": "asset", "formats": ["pdf", "txt"], "max_bytes": "1536000"},
        "picture": {"type": "asset", "kinds": ["image"], "formats": ["jpeg", "png"], "max_bytes": "2048000"},
        "colour": {"type": "select", "options": "colour"},
        "accents": {"type": "select", "options": "colour", "many": "true"},
        "size": {"type": "select", "options": "size"},
        "shape": {"type": "select", "options": "shape"},
    }


def test_units_have_factor_and_offset(files):
    units = read(files, "catalog/units.yaml")

    assert units["span"] == {
        "base": "finger",
        "units": {
            "finger": {"factor": "1"},
            "hand": {"factor": "5.5"},
            "THUMB": {"factor": "1/3", "offset": "-1/3"},
        },
    }
    assert units["temperature"]["base"] == "K"
    assert units["temperature"]["units"]["°F"] == {
        "factor": "5/9",
        "offset": "45967/180",
        "cldr": "temperature-fahrenheit",
    }


def test_options_stand_in_akeneos_order(files):
    assert list(read(files, "catalog/options/size.yaml")["options"]) == ["S", "L"]
    assert list(read(files, "catalog/options/shape.yaml")["options"]) == ["oval", "round"]


def test_reference_data_is_one_list(files):
    assert read(files, "catalog/options/colour.yaml") == {"label": "colours", "options": {"red": "red", "blue": "blue"}}
    assert "catalog/options/accents.yaml" not in files


def test_associations_that_count_say_how_many(files):
    lid = read(files, "catalog/products/pans/LID/product.yaml")

    assert read(files, "catalog/relations.yaml")["SPARE"]["quantity"] == "true"
    assert lid["related"] == {
        "SPARE": [{"to": "KNOB", "qty": "1"}, {"to": "SCREW", "qty": "3"}, {"to": "PAN", "qty": "2"}],
        "UPSELL": ["KNOB", "PAN"],
    }
    assert read(files, "catalog/products/pans/PAN/product.yaml")["variants"]["PAN-S"]["related"] == {"UPSELL": ["LID"]}


def test_product_groups_are_a_tree(files):
    tree = read(files, "catalog/categories/groups.yaml")

    assert tree["children"] == {
        "kitchen-2": {"label": {"en": "Kitchen week"}},
        "late": {"label": "late"},
        "PROMOTION": {
            "label": {"en": "Promotions"},
            "children": {"summer": {"label": {"en": "Summer sale"}}},
        },
    }
    assert read(files, "catalog/products/pans/KNOB/product.yaml")["categories"] == [
        "kitchen", "summer", "kitchen-2", "late",
    ]  # fmt: skip


def test_requirements_of_channels(files):
    assert read(files, "catalog/families/pans.yaml")["required"] == {"all": ["name"], "ecommerce": ["oven"]}


def test_nothing_is_lost_and_the_repository_is_sound(folder, tmp_path):
    target = tmp_path / "shop"

    code, printed = said("import", "akeneo", folder, target, "--format", "json")
    assert code == 0, printed
    assert json.loads(printed)["counts"]["loss"] == 0
    code, printed = said("-C", target, "validate", "--format", "json")
    found = [finding["code"] for finding in json.loads(printed)["findings"] if finding["severity"] == "error"]
    assert (code, found) == (0, [])
    assert said("-C", target, "fmt", "--check")[0] == 0


def said(*words):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = run([str(word) for word in words])
    return code, printed.getvalue()


@pytest.mark.parametrize(
    ("amounts", "types", "found"),
    [
        ("1", "1", "quantity"),
        ("1|x", "1", "quantity"),
        ("1|0", "1", "quantity"),
        ("1|3", "0", "column"),
    ],
)
def test_quantities_that_do_not_fit(tmp_path, amounts, types, found):
    products = f"sku;family;SPARE-products;SPARE-products-quantity\nA;pans;B,C;{amounts}\nB;pans;;\nC;pans;;\n"
    types = f"code;is_quantified\nSPARE;{types}\n"
    tables = TABLES | {"products.csv": products, "association_types.csv": types}
    conversion = find("akeneo").convert(export(tmp_path / "export", tables), Options())

    assert [(each.code, each.at.line) for each in conversion.findings] == [(found, 1 if found == "column" else 2)]
    assert list(conversion.files) == []


def test_a_link_to_a_sibling_is_a_loss(tmp_path):
    products = "sku;family;parent;size;UPSELL-products\nPAN-S;pans;PAN;S;PAN-L\nPAN-L;pans;PAN;L;\n"
    conversion = find("akeneo").convert(export(tmp_path / "export", TABLES | {"products.csv": products}), Options())

    assert [note.topic for note in conversion.report.losses()] == ["link-to-itself"]


@pytest.mark.parametrize(
    ("regexp", "pattern"),
    [
        ("/^[a-z]+$/", "[a-z]+"),
        ("#^a/b$#", "a/b"),
        ("{^x$}", "x"),
        ("/abc/", "(?s:.*)(?:abc)(?s:.*)"),
        ("/^a$|^b$/", "(?s:.*)(?:^a$|^b$)(?s:.*)"),
        ("/^cost \\$/", "(?s:.*)(?:^cost \\$)(?s:.*)"),
        ("/^(?=x).*$/", ""),
        ("no delimiters", ""),
        ("/a/U", ""),
    ],
)
def test_regular_expressions(regexp, pattern):
    assert pattern_of(regexp) == pattern


def test_a_limit_that_has_no_key_is_a_loss(tmp_path):
    attributes = ATTRIBUTES.replace("/^[A-Z]{2}-\\d+$/i", "/^(?!x).+$/")
    attributes = attributes.replace("sku;pim_catalog_identifier;;;;", "sku;pim_catalog_identifier;;;12;")
    conversion = find("akeneo").convert(export(tmp_path / "export", TABLES | {"attributes.csv": attributes}), Options())

    losses = [note.text for note in conversion.report.losses()]
    assert "`validation_regexp` /^(?!x).+$/ of attribute part is left out" in losses
    assert "`max_characters` 12 of attribute sku is left out" in losses


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]" * 2,
        '[{"code": "Span"}]',
        json.dumps(MEASUREMENTS).replace('"5.5"', '"0"'),
        json.dumps(MEASUREMENTS).replace('"5.5"', '"NaN"'),
        json.dumps(MEASUREMENTS).replace('"5.5"', '"1e40"'),
        json.dumps(MEASUREMENTS).replace('"standard_unit_code": "FINGER"', '"standard_unit_code": "HAND"'),
        json.dumps(MEASUREMENTS).replace('"operator": "sub"', '"operator": "pow"'),
    ],
)
def test_measurements_that_cannot_be_read(tmp_path, content):
    folder = export(tmp_path / "export", TABLES | {"measurement_families.json": content})

    assert [finding.code for finding in find("akeneo").convert(folder, Options()).findings] == ["measurements"]


@given(st.fractions(-(10**9), 10**9, max_denominator=10**6))
def test_a_written_fraction_is_read_as_it_was(fraction):
    above, _, below = text(fraction).partition("/")

    assert Fraction(decimal(above)) / Fraction(below or 1) == fraction


# Akeneo's own catalogue


@pytest.fixture(scope="module")
def icecat(test_data):
    return test_data / "catalogues" / "akeneo-icecat"


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_icecats_declarations_arrive(icecat):
    files = files_of(find("akeneo").convert(icecat, Options()))
    attributes = {
        code: attribute
        for path in files
        if path.startswith("catalog/attributes/")
        for code, attribute in read(files, path)["attributes"].items()
    }
    seen = 0
    for row in table(icecat / "attributes.csv"):
        if row["code"] in ("sku", "price"):
            continue
        made = attributes[{"image": "image_"}.get(row["code"], row["code"])]
        assert made.get("decimals") == ("0" if row["decimals_allowed"] == "0" else None)
        assert made.get("min", "").split(" ")[0] == ("0" if row["negative_allowed"] == "0" else "")
        extensions = {"jpeg" if each == "jpg" else each for each in row["allowed_extensions"].split(",") if each}
        assert {*made.get("formats", made.get("kinds", ()))} == extensions
        seen += len(made)
    assert seen > 150


def test_icecats_requirements_arrive(icecat):
    files = files_of(find("akeneo").convert(icecat, Options()))
    roles = {"picture": "assets.picture", "image": "assets.image_", "variation_image": "assets.variation_image"}
    for row in table(icecat / "families.csv"):
        required = read(files, f"catalog/families/{row['code']}.yaml").get("required", {})
        for channel in ("ecommerce", "print", "mobile"):
            wanted = {*row[f"requirements-{channel}"].split(",")} - {"sku", "price", ""}
            said_of = [*required.get("all", ()), *required.get(channel, ())]
            assert {*said_of} == {roles.get(code, code) for code in wanted}, (row["code"], channel)
            assert len(set(said_of)) == len(said_of)


def test_an_export_with_associations_and_groups(icecat, tmp_path):
    """An older export of Akeneo's, without the bytes that are no UTF-8."""
    folder = tmp_path / "export"
    folder.mkdir()
    for path in icecat.glob("*.csv"):
        if path.name != "product_models.csv":
            shutil.copy(path, folder)
    data = (icecat / "edge" / "product_export_with_non_utf8_characters.csv").read_bytes()
    (folder / "products.csv").write_bytes(data.decode(errors="ignore").replace("\0", "").encode())
    conversion = find("akeneo").convert(folder, Options())
    files = files_of(conversion)

    rows = table(folder / "products.csv")
    linked = grouped = 0
    for row in rows:
        product = read(files, f"catalog/products/{row['family']}/{row['sku']}/product.yaml")
        for relation in ("SUBSTITUTION", "PACK"):
            wanted = {*row[f"{relation}-products"].split(",")}
            for group in row[f"{relation}-groups"].split(","):
                wanted |= {each["sku"] for each in rows if group and group in each["groups"].split(",")}
            wanted -= {row["sku"], ""}
            assert sorted(product.get("related", {}).get(relation, [])) == sorted(wanted)
            linked += len(wanted)
        groups = [code for code in row["groups"].split(",") if code]
        assert set(product["categories"]) == {*row["categories"].split(","), *groups} - {""}
        grouped += len(groups)
    assert linked > 50
    assert grouped > 30
    assert {note.topic for note in conversion.report.losses()} <= {"file-absent", "control-character"}
