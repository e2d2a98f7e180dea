"""A small shop written as text, and its product files read as the program reads them."""

from dataclasses import dataclass, field
from functools import cached_property

from packshot.findings import Finding, Location
from packshot.model import entity
from packshot.model.config import chain
from packshot.model.product import Product, Translation
from packshot.model.resolve import Query, Resolved, ValueSource, resolve
from packshot.model.schema import Attribute, AttributeGroup, Family
from packshot.model.typed_files import TypedFamily, TypedFile, compile_family, type_product, type_translation
from packshot.model.units import UnitFamily
from packshot.yaml.reader import load
from support import files_of

SCHEMA = """
    --- catalog/attributes/all.yaml
    attributes:
      name: {type: text, localizable: true, max: 40}
      story: {type: rich, localizable: true}
      features: {type: text, many: true, localizable: true}
      legal: {type: text, localizable: true, fallback: none}
      code: {type: text, min: 3, pattern: "[A-Z]{2}[0-9]+"}
      weight: {type: measure, unit: weight, min: 0 g, max: 90 kg}
      volume: {type: measure, unit: volume}
      pockets: {type: number, decimals: 1, min: 0, max: 12}
      waterproof: {type: boolean}
      launched: {type: date}
      deposit: {type: price}
      gtin: {type: gtin}
      brand: {type: record, entity: brand}
      color: {type: select, options: color}
      size: {type: select, options: size}
      uses: {type: select, options: use, many: true}
      grade: {type: select, options: grade, default: plain}
      tax_class: {type: select, options: tax-class, default: none-known}
      packed: {type: measure, unit: weight, decimals: 1, expr: "weight.to('kg') * 1100"}
      heavy: {type: boolean, expr: "packed > weight and packed.to('kg') > 1"}
      title: {type: text, expr: "name + ' (' + text(packed.to('kg')) + ' kg)'"}
      odd: {type: date, expr: "launched + 1"}
      called: {type: text, expr: "legal or name"}
      unnamed: {type: boolean, expr: "name is null"}
      main: {type: asset, kinds: [image]}
      gallery: {type: asset, many: true}
      manual: {type: asset, localizable: true}
      materials:
        type: table
        columns:
          fibre: {type: select, options: fibre}
          share: {type: measure, unit: ratio}
          note: {type: text, localizable: true}
          law: {type: text, localizable: true, fallback: none}
    --- catalog/families/goods.yaml
    attributes: [name, story, features, legal, code, weight, volume, pockets, waterproof, launched, deposit, gtin,
      brand, uses, grade, tax_class, packed, heavy, title, odd, called, unnamed, main, gallery, manual, materials]
    axes: [volume]
    defaults: {tax_class: standard}
    required: {all: [name], web: [assets.main]}
    name_from: name
    --- catalog/families/jacket.yaml
    parent: goods
    attributes: [color, size]
    axes: [color, size]
    required: {web: [color]}
    --- catalog/units.yaml
    weight: {base: g, units: {g: {factor: 1}, kg: {factor: 1000}, lb: {factor: 453.59237}}}
    volume: {base: ml, units: {ml: {factor: 1}, l: {factor: 1000}}}
    ratio: {base: "%", units: {"%": {factor: 1}}}
"""

FOLLOWING = {"en": None, "de": "en", "de-AT": "de", "fr": "en"}


def raw(text: str, path: str = "file.yaml") -> dict:
    """The raw data of one YAML file."""
    loaded = load(text.encode(), path)
    assert not loaded.findings, loaded.findings
    return loaded.value


def read_all(model: type, text: str, **given: object) -> tuple:
    """The noun that a text describes, and its findings."""
    return entity.read(model, raw(text), Location("file.yaml"), **given)


def read(model: type, text: str, **given: object):
    """The noun that a right text describes."""
    found, findings = read_all(model, text, **given)
    assert not findings, findings
    return found


def told(findings: list[Finding]) -> list[str]:
    """Findings as short lines: code, keys, cure."""
    return [f"{one.code} {'.'.join(map(str, one.at.keys))}: {one.help}" for one in findings]


def schema() -> tuple[dict[str, Attribute], dict[str, Family], dict[str, UnitFamily]]:
    files = {path: raw(text, path) for path, text in files_of(SCHEMA).items()}
    at = Location("schema")
    group, found = entity.read(AttributeGroup, files["catalog/attributes/all.yaml"], at, key="all")
    assert group, found
    families = {}
    for key in ("goods", "jacket"):
        families[key], more = entity.read(Family, files[f"catalog/families/{key}.yaml"], at, key=key)
        found += more
    units = {}
    for key, one in files["catalog/units.yaml"].items():
        units[key], more = entity.read(UnitFamily, one, at, key=key)
        found += more
    assert not found, found
    return dict(group.attributes), families, units


def families() -> dict[str, TypedFamily]:
    attributes, nouns, units = schema()
    goods, found = compile_family([nouns["goods"]], attributes, units)
    jacket, more = compile_family([nouns["goods"], nouns["jacket"]], attributes, units)
    assert not found + more
    return {"goods": goods, "jacket": jacket}


@dataclass
class Shelf:
    """The files of one product: `product.yaml` and `<locale>.yaml`, as one text block."""

    text: str
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def files(self) -> ValueSource:
        texts = {path: raw(text, path) for path, text in files_of(self.text).items()}
        product, found = entity.read(Product, texts["product.yaml"], Location("product.yaml"), key="thing")
        self.findings += found
        family = families()[product.family]
        own, found = type_product(family, product, "product.yaml", "en")
        self.findings += found
        translations = {
            path: self._translated(family, path, one) for path, one in texts.items() if path != "product.yaml"
        }
        return ValueSource(family, own, lambda locale: translations.get(f"{locale}.yaml"))

    def _translated(self, family: TypedFamily, path: str, data: dict) -> TypedFile:
        locale = path.removesuffix(".yaml")
        file, found = entity.read(Translation, data, Location(path), key="thing", locale=locale)
        self.findings += found
        typed, found = type_translation(family, file, path)
        self.findings += found
        return typed

    def ask(self, path: str, locale: str = "en", scope: str = "", sku: str | None = None) -> Resolved:
        """The value of a path, in a file set without findings."""
        answer = resolve(self.files, path, Query(chain(locale, FOLLOWING.get), scope, sku))
        assert not self.findings, self.findings
        return answer
