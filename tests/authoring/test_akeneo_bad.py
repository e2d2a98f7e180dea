"""Exports that are not what they should be: each problem is a finding with its place, and nothing is written."""

import shutil

import pytest

from packshot.authoring.importers import Options, find, market
from packshot.findings import Severity

TABLES = {
    "attributes.csv": "code;type;localizable;scopable;metric_family;group;label-en_US\n"
    "sku;pim_catalog_identifier;0;0;;erp;SKU\nname;pim_catalog_text;0;0;;erp;Name\n"
    "text;pim_catalog_textarea;1;1;;erp;Text\nlength;pim_catalog_metric;0;0;Length;erp;Length\n"
    "stock;pim_catalog_number;0;0;;erp;Stock\nsize;pim_catalog_simpleselect;0;0;;erp;Size\n"
    "color;pim_catalog_simpleselect;0;0;;erp;Colour\npicture;pim_catalog_image;0;0;;erp;Picture\n"
    "price;pim_catalog_price_collection;0;0;;erp;Price\n2nd.name;pim_catalog_text;0;0;;erp;Second\n",
    "families.csv": "code;attributes;label-en_US\nshoes;name,text,length,stock,size,color,picture;Shoes\n",
    "channels.csv": "code;locales;currencies;tree\necommerce;de_DE,en_US;EUR;master\nprint;de_DE,en_US;EUR;master\n",
    "categories.csv": "code;parent;label-en_US\nmaster;;Master\nhats;master;Hats\n",
    "family_variants.csv": "code;family;variant-axes_1;variant-axes_2;variant-attributes_1;variant-attributes_2\n"
    "by_both;shoes;color;size;text,color;size\nby_pair;shoes;color,size;;;\n",
    "attribute_options.csv": "code;attribute;sort_order;label-en_US\nred;color;1;Red\nblue;color;2;Blue\n"
    "S;size;1;S\nM;size;2;M\n",
    "products.csv": "sku;family\nA;shoes\n",
}


@pytest.fixture
def export(tmp_path):
    """Writes a small export, with some tables replaced, and converts it."""

    def convert(tables=(), options=None, **files):
        folder = tmp_path / "export"
        folder.mkdir(exist_ok=True)
        for name, text in {**TABLES, **dict(tables), **files}.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return find("akeneo").convert(folder, options or Options())

    return convert


def places(conversion):
    return [(f.code, f.at.path, f.at.line, f.at.column) for f in conversion.findings]


def written(conversion, path):
    return next(file.content for file in conversion.files if file.path == path).decode()


@pytest.mark.parametrize(
    ("products", "found"),
    [
        ("sku;family\nA;boots\n", ("unknown-family", 2, 3)),
        ("sku;family;nam\nA;shoes;x\n", ("unknown-attribute", 1, 12)),
        ("sku;family;text-xx_XX-print\n", ("unknown-locale", 1, 12)),
        ("sku;family;text-de_DE-wrong\n", ("unknown-channel", 1, 12)),
        ("sku;family;price-XXX\n", ("unknown-currency", 1, 12)),
        ("sku;family;name-de_DE\n", ("column", 1, 12)),
        ("sku;family;name;name\n", ("column-twice", 1, 12)),
        ("sku;name\nA;x\n", ("column-missing", 1, 1)),
        ("sku;family\nA\n", ("cells", 2, 1)),
        ('sku;family\nA;"shoes\n', ("csv", 2, 1)),
        ('sku;family;name;stock\nA;shoes;"two\nlines; ""q""";many\n', ("value", 3, 15)),
        ("sku;family;length;length-unit\nA;shoes;5;FURLONG\n", ("value", 2, 9)),
        ("sku;family;picture\nA;shoes;../../etc/passwd\n", ("path-outside", 2, 9)),
        ("sku;family;picture\nA;shoes;/etc/passwd\n", ("path-outside", 2, 9)),
        ("sku;family\nA;shoes\na;shoes\n", ("sku-twice", 2, 1)),
        ("sku;family;parent\nA;shoes;nobody\n", ("unknown-product-model", 2, 9)),
        ("sku;family;categories\nA;shoes;hat\n", ("unknown-category", 2, 9)),
        ("sku;family\nA/*;shoes\n", ("sku", 2, 1)),
        (b"sku;family;name\nA;shoes;ok\nB;shoes;d\xc3\xbc \xff\n", ("not-utf-8", 3, 12)),
    ],
)
def test_finding(export, products, found):
    conversion = export({"products.csv": products})

    code, line, column = found
    assert (code, "products.csv", line, column) in places(conversion)
    assert list(conversion.files) == []
    assert all(finding.help for finding in conversion.findings)


def test_missing_table(export, tmp_path):
    export()
    (tmp_path / "export" / "families.csv").unlink()
    conversion = find("akeneo").convert(tmp_path / "export", Options())

    assert [(f.code, f.at.path) for f in conversion.findings] == [("file-missing", "families.csv")]


def test_no_folder(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK")

    assert find("akeneo").convert(tmp_path / "x.zip", Options()).findings[0].code == "source"


def test_ring_of_categories(export):
    conversion = export({"categories.csv": "code;parent\na;b\nb;a\n"})

    assert ("category-parent", "categories.csv", 2, 3) in places(conversion)


def test_ring_of_models(export):
    models = "code;family_variant;parent\nM;by_both;N\nN;by_both;M\n"
    conversion = export({"product_models.csv": models, "products.csv": "sku;family;parent\nA;shoes;M\n"})

    assert "unknown-product-model" in [finding.code for finding in conversion.findings]


def test_parents_that_form_a_cycle_are_named_so(export):
    models = "code;family_variant;parent\nM;by_both;N\nN;by_both;M\n"
    conversion = export({"product_models.csv": models, "products.csv": "sku;family;parent\nA;shoes;M\n"})

    assert 'invalid parent "M": the parents of the model form a cycle' in [each.text for each in conversion.findings]


def test_a_model_of_an_unknown_family_variant(export):
    conversion = export({"product_models.csv": "code;family_variant;parent\nM;by_size;\n"})

    assert ("unknown-family-variant", "product_models.csv", 2, 3) in places(conversion)


def test_an_attribute_that_is_declared_twice(export):
    row = "name;pim_catalog_text;0;0;;erp;Name\n"
    conversion = export({"attributes.csv": TABLES["attributes.csv"].replace(row, row * 2)})

    assert ("code-twice", "attributes.csv", 4, 1) in places(conversion)


def test_two_variants_of_one_combination(export):
    models = "code;family_variant;parent\nM;by_pair;\n"
    products = "sku;family;parent;color;size\nA;shoes;M;red;S\nB;shoes;M;red;S\nC;shoes;M;red;\n"
    conversion = export({"product_models.csv": models, "products.csv": products})

    assert [(each.code, each.severity, each.text) for each in conversion.findings] == [
        ("axis-twice", Severity.WARNING, 'SKUs "B" and "A" have the same axis values: red, S'),
        ("axis", Severity.WARNING, 'missing axis value: SKU "C" has no value for size'),
    ]


def test_an_unknown_unit_lists_those_of_the_family(export):
    conversion = export({"products.csv": "sku;family;length;length-unit\nA;shoes;5;METERS\n"})

    [finding] = conversion.findings
    assert finding.text == 'unknown unit "METERS" of value "5" for attribute `length`'
    assert finding.help.startswith("did you mean METER?")
    assert finding.edits == ()


def test_link_out_of_the_export(export, tmp_path):
    (tmp_path / "secret.png").write_bytes(b"x")
    folder = tmp_path / "export" / "files"
    folder.mkdir(parents=True)
    (folder / "a.png").symlink_to(tmp_path / "secret.png")
    conversion = export({"products.csv": "sku;family;picture\nA;shoes;files/a.png\n"})

    assert {finding.code for finding in conversion.findings} == {"path-outside"}


def test_market_that_is_none(export):
    conversion = export(options=Options(markets=(market("de:Germany:EUR:de,it"),)))

    assert sorted(finding.code for finding in conversion.findings) == ["market", "unknown-locale"]


def test_nul_and_control_characters_are_losses(export):
    conversion = export({"products.csv": "sku;family;name\nA;shoes;a\0b\x07\n"})

    assert not conversion.findings
    assert [note.text for note in conversion.report.losses()] == [
        "unsupported characters are removed from name of A: U+0000, U+0007"
    ]
    assert "name: ab" in written(conversion, "catalog/products/shoes/A/product.yaml")


def test_broken_picture_is_a_finding(export):
    conversion = export({"products.csv": "sku;family;picture\nA;shoes;files/a.png\n", "files/a.png": b"no picture"})

    assert [(finding.severity, finding.at.path) for finding in conversion.findings] == [
        (Severity.WARNING, "files/a.png")
    ]


def test_codes_that_may_not_be_called_so_are_renamed(export):
    conversion = export({"products.csv": "sku;family;2nd.name;stock\n12 a/b;shoes;x;3\n"})

    product = written(conversion, "catalog/products/shoes/12-a-b/product.yaml")
    assert "x_2nd_name: x" in product
    assert "stock_: 3" in product
    assert "sku: 12 a/b" in product
    renames = [note.text for note in conversion.report.notes if note.kind == "rename"]
    assert "2nd.name is renamed to x_2nd_name" in renames
    assert "stock is renamed to stock_" in renames


TWO_LEVELS = (
    "code;family_variant;parent;color;size;name;text-en_US-ecommerce;text-en_US-print;text-de_DE-print;price-EUR\n"
    "M;by_both;;;;Shoe;web;print;Druck;10\n"
    "M-red;by_both;M;red;;;red web;;;\n"
    "M-blue;by_both;M;blue;;;;;Blau;\n"
)
VARIANTS = (
    "sku;family;parent;color;size;text-en_US-print;price-EUR;enabled\n"
    "R-S;shoes;m-RED;;S;;;1\nR-M;shoes;M-red;;M;red M print;12;0\nB-S;shoes;M-blue;;S;;10;1\n"
)


def test_two_levels_with_channels(export):
    conversion = export({"product_models.csv": TWO_LEVELS, "products.csv": VARIANTS})

    assert not conversion.findings
    assert (
        written(conversion, "catalog/products/shoes/M/product.yaml")
        == """family: shoes
status: active

name: Shoe

text: web

axes: [color, size]
by:
  color:
    red: {text: red web}
variants:
  B-S: {color: blue, size: S}
  R-M: {color: red, size: M, status: draft}
  R-S: {color: red, size: S}
for:
  print:
    text: print
    variants:
      R-M: {text: red M print}
"""
    )
    assert (
        written(conversion, "catalog/products/shoes/M/de.yaml")
        == """text: Druck
text.of: bde14896

by:
  color:
    blue: {text: Blau}
"""
    )
    assert written(conversion, "catalog/prices/eur.yaml").endswith("prices:\n  M/*: 10\n  R-M: 12\n")


def test_second_level_of_several_axes_goes_to_each_sku(export):
    conversion = export({"product_models.csv": TWO_LEVELS.replace("by_both", "by_pair"), "products.csv": VARIANTS})

    product = written(conversion, "catalog/products/shoes/M/product.yaml")
    assert "by:" not in product
    assert "R-S: {color: red, size: S, text: red web}" in product
    assert "second-level" in [note.topic for note in conversion.report.notes]


def test_translation_names_the_text_it_was_made_of(export):
    products = "sku;family;text-en_US-print;text-de_DE-print\nA;shoes;Hat;Hut\n"
    conversion = export({"products.csv": products})

    # the first 8 hex of sha256 of "Hat" in quotes, as format rule 27 says
    assert written(conversion, "catalog/products/shoes/A/de.yaml") == "text: Hut\ntext.of: 1d039358\n"


def test_associations(export):
    tables = {
        "association_types.csv": "code;label-en_US\nX_SELL;Cross sell\n",
        "products.csv": "sku;family;groups;X_SELL-products;X_SELL-groups\nA;shoes;;B;g\nB;shoes;g;;\nC;shoes;g;;\n",
    }
    conversion = export(tables)

    assert "related: {X_SELL: [B, C]}" in written(conversion, "catalog/products/shoes/A/product.yaml")
    assert written(conversion, "catalog/relations.yaml").startswith("X_SELL: {label: ")


def test_two_way_associations_are_two_way_relations(export):
    types = "code;is_two_way;is_quantified;label-en_US\nX_SELL;1;0;Cross sell\nUPSELL;0;0;Upsell\n"
    relations = written(export({"association_types.csv": types}), "catalog/relations.yaml")

    assert [line.endswith("two_way: true}") for line in relations.splitlines()] == [True, False]


EDGE = ["product_export_with_non_utf8_characters.csv", "invalid_import_header.csv", "with_media.csv"]


@pytest.mark.parametrize("name", EDGE)
def test_edge_files(test_data, tmp_path, name):
    source = test_data / "catalogues" / "akeneo-icecat"
    folder = tmp_path / "export"
    folder.mkdir()
    for table in source.glob("*.csv"):
        shutil.copy(table, folder)
    shutil.copy(source / "edge" / name, folder / "products.csv")

    conversion = find("akeneo").convert(folder, Options())

    assert conversion.findings
    assert all(finding.at.line and finding.at.column and finding.help for finding in conversion.findings)
    assert list(conversion.files) == []
