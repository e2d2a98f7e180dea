"""A small catalogue for tests of channels: its names, one SKU's values, and channel files out of texts."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from packshot.expr import Path, Quantity
from packshot.findings import Finding, Location
from packshot.model.config import Catalog
from packshot.model.entity import read
from packshot.model.schema import AttributeGroup
from packshot.model.units import Scale
from packshot.outputs.channels import row_values
from packshot.outputs.channels.compile import compile_channel
from packshot.outputs.channels.compiled import CompiledChannel
from packshot.outputs.channels.presets import Presets
from packshot.outputs.channels.rows import Excluded, Row, row
from packshot.rules.paths import Vocabulary
from packshot.yaml.reader import load

CATALOG = """
packshot: 1
name: Nordlys Outdoor
url: https://www.nordlys.example
source: en
zone: Europe/Berlin
locales: {en: null, de: en}
markets:
  de: {country: DE, locales: [de, en], currency: EUR}
  ch: {country: CH, locales: [de], currency: CHF}
taxonomies: {google: 2021-09-21}
renditions:
  hero: {width: 1600, formats: [webp, jpeg]}
"""

ATTRIBUTES = """
attributes:
  name: {type: text, localizable: true}
  description: {type: rich, localizable: true}
  features: {type: text, many: true, localizable: true}
  eprel: {type: text}
  brand: {type: record, entity: brand}
  gtin: {type: gtin}
  ean: {type: text}
  mpn: {type: text}
  identifier_exists: {type: text}
  color: {type: select, options: color}
  fibres: {type: select, options: fibre, many: true}
  weight: {type: measure, unit: weight}
  waterproof: {type: boolean}
  deposit: {type: price}
  class: {type: text}
  materials: {type: table, columns: {share: {type: number}, note: {type: text}}}
  main: {type: asset, kinds: [image]}
  gallery: {type: asset, kinds: [image], many: true}
"""

FACTS: Mapping[str, Any] = {
    "sku": "FJ-RED-S",
    "status": "active",
    "name": "Fjord Shell",
    "description": "Three-layer shell for **wet** weather.\n\n- Taped seams\n- Two-way zip",
    "features": ("Taped seams, welded inside", "Two-way zip"),
    "brand": "nordlys",
    "brand.name": "Nordlys",
    "gtin": "9520000010089",
    "color": "red",
    "color.label": "Rot",
    "fibres": ("polyamide", "elastane"),
    "fibres.label": ("Polyamid", "Elastan"),
    "weight": Quantity(Decimal("0.54"), "kg", {"g": Scale(), "kg": Scale(Fraction(1000))}),
    "waterproof": True,
    "deposit": {"EUR": Decimal("0.25")},
    "maps.google": "5598",
    "categories.path": ("Bekleidung", "Jacken"),
    "product.key": "fjord-shell",
    "product.axes": ("color", "size"),
    "price": True,
    "price.amount": Decimal("249.00"),
    "price.was": Decimal("289.00"),
    "stock.state": "backorder",
    "stock.date": date(2026, 12, 10),
    "market.currency": "EUR",
    "market.zone": "Europe/Berlin",
    "link": "https://www.nordlys.example/de/de/products/fjord-shell/?sku=FJ-RED-S",
    "image.hero.jpeg.assets.main": "https://www.nordlys.example/media/0a/0a1b.jpg",
    "image.hero.jpeg.assets.gallery": ("https://www.nordlys.example/media/0c/0c1d.jpg",),
}

FILE = "channels/google-de.yaml"


def raw(text: str, path: str = FILE) -> Any:
    """The raw data of a YAML text."""
    loaded = load(textwrap.dedent(text).lstrip("\n").encode(), path)
    assert loaded.findings == []
    return loaded.value


def vocabulary() -> Vocabulary:
    """The names of the catalogue above."""
    catalog, wrong = read(Catalog, raw(CATALOG), Location("catalog/catalog.yaml"))
    group, wrong_too = read(AttributeGroup, raw(ATTRIBUTES), Location("catalog/attributes/all.yaml"), key="all")
    assert (wrong, wrong_too) == ([], [])
    assert catalog is not None
    assert group is not None
    return Vocabulary(catalog, group.attributes)


def findings(text: str, presets: Mapping[str, str] | None = None) -> list[Finding]:
    """What is wrong with a channel file."""
    return _compiled(text, presets)[1]


def channel(text: str, presets: Mapping[str, str] | None = None) -> CompiledChannel:
    """A channel file without mistakes, compiled."""
    compiled, wrong = _compiled(text, presets)
    assert wrong == []
    assert compiled is not None
    return compiled


def _compiled(text: str, presets: Mapping[str, str] | None) -> tuple[CompiledChannel | None, list[Finding]]:
    if presets is None:
        return compile_channel("google-de", raw(text), FILE, vocabulary())
    known = {name: raw(preset, f"preset:{name}") for name, preset in presets.items()}
    return compile_channel("google-de", raw(text), FILE, vocabulary(), Presets(lambda: tuple(known), known.get))


def row_of(
    text: str, presets: Mapping[str, str] | None = None, within: tuple[str, ...] = (), **changes: Any
) -> Row | Excluded:
    """The row that a channel file makes of the SKU above; changes are written `price__was=None`.

    Paths into the tables `within` are read by row and column, so they are not declared.
    """
    facts = {**FACTS, **{name.replace("__", "."): value for name, value in changes.items()}}
    compiled = channel(text, presets)

    def lookup(path: Path) -> object:
        assert path in compiled.paths or path[0] in within, f"{path} is read but not declared"
        return facts.get(".".join(path))

    return row(compiled, lookup)


def fields_of(text: str, presets: Mapping[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """The texts of the fields of that row."""
    made = row_of(text, presets, **changes)
    assert isinstance(made, Row), made
    return {name: _texts(value) for name, value in made.fields.items()}


def _texts(value: Any) -> Any:
    """A value with the text of each value in it."""
    if isinstance(value, tuple):
        return tuple(map(_texts, value))
    if isinstance(value, Mapping):
        return {name: _texts(each) for name, each in value.items()}
    return row_values.text(value)
