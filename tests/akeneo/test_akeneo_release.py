"""Akeneo's demo catalogue from CSV to release: what stands there is what `akeneo_truth` reads of the CSV alone."""

import contextlib
import hashlib
import io
import json
import random
import re
import shutil
from decimal import Decimal
from functools import cached_property
from urllib.parse import unquote, urlsplit

import extruct
import pytest
import yaml
from lxml import etree

from akeneo_truth import Truth, collapsed, plain_text
from judges import google, html
from judges.sitemap import NS, schema
from packshot.cli.main import run
from support import commit

pytestmark = pytest.mark.xdist_group("akeneo")  # one build serves all tests of this file

AUDIENCES = (("de", "de"), ("de", "en"), ("de", "fr"), ("us", "en"))
CURRENCY = {"de": "EUR", "us": "USD"}
ROLES = {"image": "image_"}
MARKETS = ("--market", "de:DE:EUR:de,en,fr", "--market", "us:US:USD:en")
SMALL = "  card: {width: 160, height: 160, fit: pad, formats: [jpeg]}\n  hero: {width: 320, formats: [jpeg]}\n"
ORIGIN = "https://www.example.com"


def said(*words):
    """The program's exit code and what it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = run([str(word) for word in words])
    return code, printed.getvalue()


def wanted_locales(locale):
    """The locales of a chain, most wanted first."""
    return dict.fromkeys((locale, "en"))


class Release:
    """The imported repository and what was built of it."""

    def __init__(self, source, root):
        self.truth = Truth(source)
        self.root, self.dist = root, root / "dist"
        code, printed = said(
            "import", "akeneo", source, root, *MARKETS, "--source-locale", "en_US", "--url", ORIGIN, "--format", "json"
        )
        assert code == 0, printed
        self.report = json.loads(printed)
        self._smaller_pictures()
        code, printed = said("-C", root, "build", "--format", "json", "--as-of", "2026-11-20T12:00:00Z")
        self.built = json.loads(printed)
        assert code == 0, self.built["findings"]

    def _smaller_pictures(self):
        """All pictures in two small sizes: making them in the full ones takes most of a minute and shows no more."""
        path = self.root / "catalog/catalog.yaml"
        text = path.read_text(encoding="utf-8")
        smaller = re.sub(r"(?<=^renditions:\n)(?:  .*\n)+", SMALL, text, flags=re.M)
        assert smaller != text
        commit(self.root, {"catalog/catalog.yaml": smaller})

    def api(self, market, locale, path):
        return json.loads((self.dist / market / locale / "api/v1" / path).read_bytes())

    @cached_property
    def sidecars(self):
        """Id of an asset -> digest of its original."""
        found = {}
        for path in (self.root / "assets").rglob("*.yaml"):
            sidecar = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
            found[path.name.split(".")[0]] = sidecar["sha256"]
        return found

    @cached_property
    def documents(self):
        """(market, locale) -> SKU -> the document that its index leads to."""
        return {audience: dict(self._documents(*audience)) for audience in AUDIENCES}

    def _documents(self, market, locale):
        for path in sorted((self.dist / market / locale / "api/v1/index").glob("sku-*.json")):
            index = json.loads(path.read_bytes())
            assert path.stem == f"sku-{index['bucket']}"
            for sku, key in index["skus"].items():
                yield sku, self.api(market, locale, f"products/{key}.json")

    def values(self, audience, sku):
        """Attribute -> value of a SKU, assets as their ids: the product's and over them its own."""
        document = self.documents[audience][sku]
        own = variant(document, sku)
        found = {**document["attributes"], **own["attributes"]}
        pictures = {**document["assets"], **own.get("assets", {})}
        found |= {role: picture and picture["id"] for role, picture in pictures.items()}
        return {code: value for code, value in found.items() if value is not None}

    def rows(self, market, locale):
        return google.items(self.feed(market, locale).read_bytes())

    def feed(self, market, locale):
        return self.dist / f"feeds/google/google-{market}-{locale}.xml"


def variant(document, sku):
    (own,) = [each for each in document["variants"] if each["sku"] == sku]
    return own


@pytest.fixture(scope="session")
def release(test_data, tmp_path_factory):
    return Release(test_data / "catalogues" / "akeneo-icecat", tmp_path_factory.mktemp("akeneo") / "icecat")


@pytest.fixture(scope="session")
def truth(release):
    return release.truth


# The import


def test_only_absent_files_and_control_characters_are_lost(release, truth):
    losses = [note for note in release.report["notes"] if note["kind"] == "loss"]

    assert release.report["findings"] == []
    assert losses
    for note in losses:
        lines = (truth.folder / note["path"]).read_text(encoding="utf-8").split("\n")
        if note["topic"] == "file-absent":
            name = note["message"].removeprefix("missing file ").removeprefix("image ").split(" in ")[0]
            assert not (truth.folder / name.lstrip("/")).exists()
            assert name in "\n".join(lines[note["line"] - 1 :])
        else:
            assert note["topic"] == "control-character"
            character = chr(int(note["message"].partition("U+")[2][:4], 16))
            assert not character.isprintable()
            assert character in "\n".join(lines[note["line"] - 1 :])


def test_it_validates_and_is_in_canonical_form(release):
    code, printed = said("-C", release.root, "validate", "--format", "json")

    assert code == 0, printed[:3000]
    assert said("-C", release.root, "fmt", "--check")[0] == 0


def test_a_second_build_does_nothing(release):
    _, printed = said("-C", release.root, "build", "--format", "json", "--as-of", "2026-11-21T12:00:00Z")

    counts = json.loads(printed)
    assert {name: counts[name] for name in ("records", "views", "made", "written", "removed")} == dict.fromkeys(
        ("records", "views", "made", "written", "removed"), 0
    )


# The API


def test_every_sku_is_in_every_locale(release, truth):
    assert all(row["enabled"] == "1" for row in truth.rows.values())
    assert len(truth.rows) == 1239
    for audience, documents in release.documents.items():
        assert sorted(documents) == sorted(truth.rows), audience
        for sku, document in documents.items():
            assert variant(document, sku)
            assert (document["market"], document["locale"]) == audience
            assert document["key"] == truth.product(sku)


def test_the_index_of_products_names_each_once(release, truth):
    for market, locale in AUDIENCES:
        folder = release.dist / market / locale / "api/v1/index"
        found = [
            product["key"]
            for path in folder.glob("products-*.json")
            for product in json.loads(path.read_bytes())["products"]
        ]
        assert sorted(found) == sorted({truth.product(sku) for sku in truth.rows})


def test_german_wherever_the_source_has_it(release, truth):
    german = truth.in_german()
    texts = [code for code, row in truth.attributes.items() if row["localizable"] == "1" and "text" in row["type"]]

    assert len(german) == 403
    for sku in german:
        values = release.values(("de", "de"), sku)
        for code in texts:
            text = truth.text(sku, code, "de")
            assert not text or same(release, code, values[code], text), (sku, code)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_cells_of_two_hundred_products(release, truth, audience):
    for sku in random.Random(11).sample(sorted(truth.rows), 200):
        assert_cells(release, audience, sku)


def test_cells_of_every_variant(release, truth):
    for sku, row in truth.rows.items():
        if row["parent"]:
            assert_cells(release, ("de", "fr"), sku)


def assert_cells(release, audience, sku):
    truth, (market, locale) = release.truth, audience
    values = release.values(audience, sku)
    for code, row in truth.attributes.items():
        locales = wanted_locales(locale) if row["localizable"] == "1" else ("",)
        found = (truth.value(sku, code, each) for each in locales)
        expected = next((value for value in found if value is not None), None)
        value = values.pop(ROLES.get(code, code), None)
        assert (value is None) == (expected is None), (sku, code, value, expected)
        assert expected is None or same(release, code, value, expected), (sku, code, value, expected)
    assert not values, (sku, values)
    own = variant(release.documents[audience][sku], sku)
    amount = Decimal(own["price"]["amount"]) if "price" in own else None
    assert amount == truth.price(sku, CURRENCY[market]), sku
    assert own["stock"] == {"state": "in_stock"}
    categories = {one["code"] for one in release.documents[audience][sku]["categories"]}
    assert categories >= set(truth.rows[sku]["categories"].split(","))


def same(release, code, value, expected):
    """Whether a value of the API is what the cell says."""
    kind = release.truth.attributes[code]["type"].removeprefix("pim_catalog_")
    if kind in ("text", "textarea"):
        return expected in (collapsed(value), plain_text(value) if code == "description" else None)
    if kind == "metric":
        return (Decimal(value["amount"]), value["unit"]) == expected
    if kind in ("image", "file"):
        return release.sidecars[value] == hashlib.sha256((release.truth.folder / expected).read_bytes()).hexdigest()
    if kind == "multiselect":
        return [each["code"] for each in value] == expected
    if kind == "simpleselect":
        return value["code"] == expected
    return Decimal(value) == expected if kind == "number" else value == expected


def test_options_are_labelled_in_the_language_of_the_document(release, truth):
    labels = {(row["attribute"], row["code"]): row for row in truth.table("attribute_options.csv")}
    seen = 0
    for sku in truth.rows:
        for code, value in release.values(("de", "de"), sku).items():
            if truth.attributes.get(code, {}).get("type", "").endswith("select"):
                for one in value if isinstance(value, list) else [value]:
                    row = labels[code, one["code"]]
                    assert one["label"] == collapsed(row["label-de_DE"] or row["label-en_US"] or one["code"])
                    seen += 1
    assert seen > 500


# The feeds


@pytest.mark.parametrize("audience", AUDIENCES)
def test_feeds_hold_what_has_a_price_and_a_picture(release, truth, audience):
    market, locale = audience
    rows = [dict(google.fields(row)) for row in release.rows(market, locale)]
    currency = CURRENCY[market]

    assert sorted(row["id"] for row in rows) == sorted(truth.fed(currency))
    assert len(rows) == {"EUR": 78, "USD": 12}[currency]
    for row in rows:
        amount, given = row["price"].split(" ")
        assert (Decimal(amount), given) == (truth.price(row["id"], currency), currency)
        assert (release.dist / urlsplit(row["image_link"]).path[1:]).is_file()
        link = urlsplit(row["link"])
        page = (release.dist / unquote(link.path)[1:] / "index.html").read_text(encoding="utf-8")
        assert not link.fragment or f'id="{link.fragment}"' in page


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_element_of_every_row_reaches_googles_type(release, audience):
    data = release.feed(*audience).read_bytes()

    assert list(google.problems(data)) == []
    for row in google.items(data):
        made = google.product_input(row)
        names = {name for name, _ in google.fields(row)} - {"id"}
        held = {field.name for field, _ in type(made.product_attributes).pb(made.product_attributes).ListFields()}
        assert {name if name in held else f"{name}s" for name in names} == held


def test_a_gtin_is_sent_where_its_check_digit_holds(release, truth):
    def holds(code):
        digits = [int(digit) for digit in reversed(code)]
        return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0

    sent = {row["id"]: row.get("gtin") for row in map(dict, map(google.fields, release.rows("de", "de")))}
    eans = {sku: truth.cell(sku, "ean") for sku in sent}

    assert sent == {sku: ean if ean.isdecimal() and holds(ean) else None for sku, ean in eans.items()}
    assert any(sent.values())


# The site


@pytest.fixture(scope="session")
def pages(release):
    """Kind -> its pages, in a random order that is always the same."""
    kinds = {
        "product": "*/*/products/*/index.html",
        "category": "*/*/categories/**/index.html",
        "home": "*/*/index.html",
        "root": "*.html",
    }
    found = {kind: sorted(release.dist.glob(pattern)) for kind, pattern in kinds.items()}
    for paths in found.values():
        random.Random(5).shuffle(paths)
    return found


def test_there_is_a_page_for_every_product(release, truth, pages):
    assert len(pages["product"]) == len(AUDIENCES) * len({truth.product(sku) for sku in truth.rows})
    assert len(pages["home"]) == len(AUDIENCES)


@pytest.mark.parametrize("kind", ["product", "category", "home", "root"])
def test_pages_pass_html_validate(release, pages, kind, tmp_path):
    for number, path in enumerate(pages[kind][:60]):
        shutil.copyfile(path, tmp_path / f"{number}.html")

    assert html.problems(tmp_path) == []


def test_structured_data_says_what_the_api_says(release, pages):
    priced = 0
    for path in pages["product"][:120] + [path for path in pages["product"] if "apollon" in str(path)]:
        market, locale, _, name, _ = path.relative_to(release.dist).parts
        found = extruct.extract(path.read_text(encoding="utf-8"), syntaxes=["json-ld"])["json-ld"]
        document = release.api(market, locale, f"products/{name}.json")
        (node,) = [each for each in found if each["@type"] in ("Product", "ProductGroup")]
        offered = {each["sku"]: each.get("offers") for each in node.get("hasVariant", [node])}
        assert node["name"] == document["name"]
        assert set(offered) == {each["sku"] for each in document["variants"]}
        for own in document["variants"]:
            offer = offered[own["sku"]] or {}
            assert offer.get("price") == own.get("price", {}).get("amount"), path
            assert offer.get("priceCurrency") == own.get("price", {}).get("currency")
            assert not offer or offer["availability"] == "https://schema.org/InStock"
            priced += bool(offer)
    assert priced


def test_the_sitemap_is_valid_and_names_every_page(release, pages, test_data, tmp_path):
    judge = schema(test_data, tmp_path)
    files = list(release.dist.glob("sitemap-*.xml")) or [release.dist / "sitemap.xml"]
    named = []
    for path in files:
        document = etree.parse(path)
        judge.assertValid(document)
        named += [str(text) for text in document.xpath("//s:loc/text()", namespaces=NS)]
    paths = {
        f"{ORIGIN}/{path.parent.relative_to(release.dist)}/" for kind in ("product", "home") for path in pages[kind]
    }

    assert len(named) == len(set(named))
    assert paths <= {unquote(address) for address in named}
    for address in named:
        assert (release.dist / unquote(urlsplit(address).path)[1:] / "index.html").is_file()


def test_every_link_and_picture_is_there(release, pages):
    for paths in pages.values():
        for path in paths[:60]:
            text = path.read_text(encoding="utf-8")
            for link in {*re.findall(r'(?:href|src)="(/[^"]*)"', text), *re.findall(r"(/media[^ ,\"]*) \d+w", text)}:
                target = release.dist / unquote(link.split("#")[0])[1:]
                assert (target / "index.html").is_file() if link.split("#")[0].endswith("/") else target.is_file(), link
