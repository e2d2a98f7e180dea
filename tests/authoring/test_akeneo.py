"""The import of Akeneo's demo catalogue, compared with its CSV by code that knows nothing of the importer."""

import hashlib
import json
import random
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from akeneo_truth import LOCALES, Truth, collapsed, plain_text
from packshot.authoring import fmt
from packshot.authoring.importers import Options, find, known, market
from packshot.authoring.importers._report import Kind, as_json, as_text

ROLES = {"image": "image_"}


class Imported:
    """The written files, read by a plain YAML reader; values are resolved as the format says, in a few lines."""

    def __init__(self, files):
        self.files = {file.path: file.content for file in files}
        self.products, self.translations, self.sku_of = {}, {}, {}
        for path in self.files:
            if path.startswith("catalog/products/"):
                _, _, _, key, name = path.split("/")
                self.translations.setdefault(key, {})[name.removesuffix(".yaml")] = self.read(path)
        for key, files_of in self.translations.items():
            product = files_of.pop("product")
            self.products[key] = product
            skus = [product["sku"]] if "sku" in product else product.get("variants", ())
            self.sku_of |= dict.fromkeys(skus, key)

    def read(self, path):
        return yaml.load(self.files[path], yaml.BaseLoader)

    def value(self, sku, code, locale=""):
        """The unscoped value in exactly this locale."""
        key = self.sku_of[sku]
        product = self.products[key]
        file = product if locale in ("", "en") else self.translations[key].get(locale, {})
        levels = [file.get("variants", {}).get(sku, {})]
        levels += [
            file.get("by", {}).get(axis, {}).get(product["variants"][sku][axis], {}) for axis in product.get("axes", ())
        ]
        for level in [*levels, file]:
            if code in level:
                return level[code]
            if ROLES.get(code, code) in level.get("assets", {}):
                return level["assets"][ROLES.get(code, code)]
        return None

    def price(self, sku, currency):
        lines = self.read(f"catalog/prices/{currency.lower()}.yaml").get("prices", {})
        return lines.get(sku, lines.get(f"{self.sku_of[sku]}/*"))


@pytest.fixture(scope="module")
def source(test_data):
    return test_data / "catalogues" / "akeneo-icecat"


@pytest.fixture(scope="module")
def truth(source):
    return Truth(source)


@pytest.fixture(scope="module")
def conversion(source):
    return find("akeneo").convert(source, Options())


@pytest.fixture(scope="module")
def imported(conversion):
    return Imported(conversion.files)


def test_every_sku_arrives_once(imported, truth):
    assert sorted(imported.sku_of) == sorted(truth.rows)
    assert len(imported.sku_of) == 1239


def test_skus_stand_with_their_model(imported, truth):
    assert {sku: truth.product(sku) for sku in truth.rows} == imported.sku_of


def test_german_wherever_the_source_has_it(imported, truth):
    german = truth.in_german()

    assert len(german) == 403
    assert {sku for sku in truth.rows if imported.value(sku, "description", "de")} == set(german)


def test_cells_of_two_hundred_products(imported, truth):
    for sku in random.Random(7).sample(sorted(truth.rows), 200):
        assert_cells(imported, truth, sku)


def test_cells_of_every_variant(imported, truth):
    for sku, row in truth.rows.items():
        if row["parent"]:
            assert_cells(imported, truth, sku)


def assert_cells(imported, truth, sku):
    families = imported.read(f"catalog/families/{imported.products[imported.sku_of[sku]]['family']}.yaml")
    said = list(truth.cells(sku))
    for code, locale, value in said:
        written = imported.value(sku, code, locale)
        assert written is not None, (sku, code, locale)
        assert same(imported, truth, code, written, value), (sku, code, locale, written, value)
        assert ROLES.get(code, code) in families["attributes"]
    known_cells = {(code, locale) for code, locale, _ in said}
    for code, row in truth.attributes.items():
        for locale in LOCALES if row["localizable"] == "1" else ("",):
            if (code, locale) not in known_cells and code != "sku":
                assert imported.value(sku, code, locale) is None, (sku, code, locale)
    for currency in ("EUR", "USD"):
        price = imported.price(sku, currency)
        assert (None if price is None else Decimal(price)) == truth.price(sku, currency), sku


def same(imported, truth, code, written, value):
    kind = truth.attributes[code]["type"].removeprefix("pim_catalog_")
    if kind == "textarea" and code == "description":
        return plain_text(written) == value
    if kind in ("text", "textarea"):
        return collapsed(written) == value
    if kind == "number":
        return Decimal(written) == value
    if kind == "metric":
        amount, unit = written.split(" ")
        return (Decimal(amount), unit) == value
    if kind == "boolean":
        return written == {True: "true", False: "false"}[value]
    if kind in ("image", "file"):
        return sha256_of(imported, written) == hashlib.sha256((truth.folder / value).read_bytes()).hexdigest()
    return written == value


def sha256_of(imported, asset):
    (path,) = [path for path in imported.files if path.startswith("assets/") and Path(path).name.split(".")[0] == asset
               and path.endswith(".yaml")]  # fmt: skip
    return imported.read(path)["sha256"]


def test_categories_begin_in_the_tree_of_the_channels(imported, truth):
    trees = {row["code"]: row for row in truth.table("categories.csv")}

    def root(code):
        return root(trees[code]["parent"]) if trees[code]["parent"] else code

    order = ["master", "sales", "print", "suppliers"]
    for sku, row in truth.rows.items():
        categories = imported.products[imported.sku_of[sku]].get("categories", [])
        ranks = [order.index(root(code)) for code in categories]
        assert set(categories) == set(row["categories"].split(","))
        assert ranks == sorted(ranks)


def test_feeds_will_hold(imported, truth):
    assert len(truth.fed("EUR")) == 78
    assert len(truth.fed("USD")) == 12
    for currency in ("EUR", "USD"):
        pictured = [
            sku
            for sku in truth.rows
            if imported.price(sku, currency)
            and any(imported.value(sku, role) for role in ("variation_image", "picture", "image"))
        ]
        assert pictured == truth.fed(currency)


def test_only_absent_files_and_control_characters_are_lost(conversion, truth):
    losses = conversion.report.losses()

    assert {note.topic for note in losses} == {"file-absent", "control-character"}
    assert sum(note.topic == "control-character" for note in losses) == 2
    for note in losses:
        assert note.at.line
        assert note.topic != "file-absent" or not (truth.folder / note.text.split(" in ")[0].lstrip("/")).exists()


def test_report(conversion):
    text = as_text(conversion.report)

    assert not conversion.findings
    assert "1,239 SKUs" in text
    assert "image is renamed to image_ (attributes.csv:61:1)" in text
    assert conversion.report.counts()["rename"] == 4
    assert sum(note.topic == "parent-case" for note in conversion.report.notes) == 18
    assert sum(note.topic == "copy" for note in conversion.report.notes) == 232
    assert sum(note.kind is Kind.LOSS for note in conversion.report.notes) == json.dumps(
        as_json(conversion.report)
    ).count('"loss",')


def test_one_asset_a_content(imported):
    sidecars = [imported.read(path) for path in imported.files if path.startswith("assets/") and path.endswith(".yaml")]

    assert len(sidecars) == 134
    assert len({sidecar["sha256"] for sidecar in sidecars}) == 134


def test_files_are_canonical(imported):
    files = [(path, content) for path, content in imported.files.items() if isinstance(content, bytes)]

    assert list(fmt.check(files)) == []


def test_same_source_same_bytes(source, imported):
    again = find("akeneo").convert(source, Options())

    assert {file.path: file.content for file in again.files} == imported.files


def test_markets_as_asked(source):
    options = Options(
        markets=(market("ch:CH:EUR:de,fr"),), source_locale="de_DE", name="Icecat", url="https://x.example"
    )
    catalog = Imported(find("akeneo").convert(source, options).files).read("catalog/catalog.yaml")

    assert catalog["markets"] == {
        "ch": {"country": "CH", "locales": ["de", "fr"], "currency": "EUR", "prices": ["eur"], "stock": ["assumed"]}
    }
    assert catalog["source"] == "de"
    assert catalog["locales"] == {"de": "null", "en": "de", "fr": "de"}


def test_importers_are_found_by_their_file():
    assert known() == ["akeneo"]
    assert market("de:DE:EUR") is None
