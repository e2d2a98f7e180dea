"""Running the program as its entry point does, and a small shop to run it on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from packshot.cli.main import run
from support import files_of, git_repo

SHOP = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Shop
    url: https://www.example.com
    source: en
    zone: UTC
    locales: {en: null, de: en, fr: en}
    markets:
      de: {country: DE, locales: [de, en], currency: EUR, prices: [sale, eu], stock: [main], tax: {standard: 19 %}}
      fr: {country: FR, locales: [fr], currency: EUR, prices: [eu], stock: [main]}
    renditions: {hero: {width: 200, formats: [jpeg]}}
    site: {tree: shop}

    --- catalog/attributes/main.yaml
    label: Main
    attributes:
      name: {type: text, localizable: true, label: Name}
      description: {type: rich, localizable: true, label: Description}
      legal: {type: text, localizable: true, fallback: none, label: Legal}
      color: {type: select, options: color, label: Colour}
      care: {type: text, label: Care}
      weight: {type: measure, unit: weight, label: Weight}
      gtin: {type: gtin, label: GTIN}
      tax_class: {type: text, label: Tax}
      main: {type: asset, kinds: [image], label: Main}

    --- catalog/options/color.yaml
    label: Colour
    options:
      red: {label: {en: Red, de: Rot}}
      blue: {label: {en: Blue, de: Blau}}

    --- catalog/units.yaml
    weight:
      base: g
      units:
        g: {factor: 1}

    --- catalog/families/cup.yaml
    label: Cup
    name_from: name
    image_from: assets.main
    attributes: [name, description, legal, color, care, weight, gtin, tax_class, main]
    axes: [color]
    defaults: {tax_class: standard}
    required:
      all: [name]
      web: [gtin]

    --- catalog/categories/shop.yaml
    label: Shop
    children:
      cups:
        label: Cups

    --- catalog/products/cup/mug/product.yaml
    family: cup
    status: active

    name: Mug
    description: |
      A mug.
    legal: Hot.
    care: Wash.
    categories: [cups]
    weight: 300 g
    assets: {main: mug}
    axes: [color]
    by:
      color:
        blue:
          care: Wash cold.
    variants:
      MUG-BLUE: {color: blue}
      MUG-RED: {color: red, care: By hand.}
    for:
      google:
        name: Mug for Google

    --- catalog/products/cup/mug/de.yaml
    name: Becher

    --- catalog/products/cup/old/product.yaml
    family: cup
    status: draft
    formerly: [ancient]

    name: Old
    sku: OLD-1

    --- catalog/prices/sale.yaml
    currency: EUR
    tax: included
    prices:
      MUG-RED: {price: 8.00, was: 10.00, from: 2026-12-01, to: 2026-12-24}

    --- catalog/prices/eu.yaml
    currency: EUR
    tax: included
    prices:
      mug/*: 9.50

    --- catalog/stock/main.yaml
    unlisted: out_of_stock
    stock:
      MUG-BLUE: 7

    --- channels/google.yaml
    extends: google-primary
    scope: google
    markets: [de]
    output: {format: rss, file: "{market}-{locale}.xml"}
    """


def shop(folder: Path, **more: str) -> Path:
    """The shop in a Git repository, with its picture; `more` are files by path, dots for slashes being no good."""
    return git_repo(folder, {**files_of(SHOP), **picture("mug", "rights: {expires: 2026-12-24T00:00:00Z}\n"), **more})


def picture(name: str, more: str = "", colour: str = "#2b5f8f") -> dict[str, bytes | str]:
    """An original with its sidecar."""
    import hashlib
    import io

    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (300, 300), colour).save(data, "JPEG")
    digest = hashlib.sha256(data.getvalue()).hexdigest()
    facts = f"sha256: {digest}\nbytes: {len(data.getvalue())}\nwidth: 300\nheight: 300\nprofile: none\n\n"
    return {f"assets/{name}.jpg": data.getvalue(), f"assets/{name}.jpg.yaml": f"{facts}alt: A mug\n{more}"}


class Told:
    """What a run printed, and its exit code."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        capsys.readouterr()
        self.code = run(list(arguments))
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)
