"""The files of a new repository, ready to validate and build: one product in two markets and two languages."""

from __future__ import annotations

import hashlib
import io
import shutil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from packshot.findings import Location, refusal
from packshot.git.porcelain import first_commit
from packshot.model.typed_files import of_hash

FILES = {
    "catalog/catalog.yaml": """\
packshot: 1                 # version of the file format
name: {name}
url: https://www.example.com
source: en                  # the language of product.yaml
zone: UTC                   # time zone of dates, unless a market has its own

locales:                    # locale: its fallback
  en: null
  de: en

markets:
  us: {{country: US, locales: [en], currency: USD, prices: [us-retail], stock: [main]}}
  de: {{country: DE, locales: [de, en], currency: EUR, prices: [de-retail], stock: [main]}}

renditions:
  card: {{width: 640, height: 640, fit: pad, formats: [webp, jpeg]}}
  hero: {{width: 1600, formats: [webp, jpeg]}}

site: {{tree: shop}}
""",
    "catalog/attributes/main.yaml": """\
label: {{en: Product, de: Produkt}}   # the file is the attribute group

attributes:
  name: {{type: text, localizable: true, max: 120, label: {{en: Name, de: Name}}}}
  description: {{type: rich, localizable: true, max: 5000, label: {{en: Description, de: Beschreibung}}}}
  color: {{type: select, options: color, label: {{en: Colour, de: Farbe}}}}
  weight: {{type: measure, unit: weight, label: {{en: Weight, de: Gewicht}}}}
  gtin: {{type: gtin, unique: true, label: GTIN}}
  main: {{type: asset, kinds: [image], label: {{en: Main image, de: Hauptbild}}}}
""",
    "catalog/options/color.yaml": """\
label: {{en: Colour, de: Farbe}}

options:                    # in display order
  blue: {{label: {{en: Blue, de: Blau}}, swatch: "#2b5f8f"}}
  sand: {{label: {{en: Sand, de: Sand}}, swatch: "#cbb893"}}
""",
    "catalog/units.yaml": """\
weight:
  base: g
  units:
    g: {{factor: 1, cldr: mass-gram}}
    kg: {{factor: 1000, cldr: mass-kilogram}}
""",
    "catalog/families/article.yaml": """\
label: {{en: Article, de: Artikel}}
name_from: name
image_from: assets.main

attributes: [name, description, color, weight, gtin, main]
axes: [color]

required:
  all: [name]
  web: [description]
""",
    "catalog/categories/shop.yaml": """\
label: {{en: Shop, de: Sortiment}}

children:                   # category keys are unique across all trees
  table:
    label: {{en: Table, de: Tisch}}
""",
    "catalog/products/article/first-bowl/product.yaml": """\
family: article
status: active

name: First bowl

description: |
  A bowl to start with. **Edit this file**, commit it and build again.

categories: [table]
weight: 540 g
assets: {{main: first-bowl}}
axes: [color]
variants:
  BOWL-BLUE: {{color: blue}}
  BOWL-SAND: {{color: sand}}
""",
    "catalog/products/article/first-bowl/de.yaml": """\
name: Erste Schale
name.of: {of}
""",
    "catalog/prices/us-retail.yaml": """\
currency: USD
tax: excluded

prices:
  first-bowl/*: 24.00
""",
    "catalog/prices/de-retail.yaml": """\
currency: EUR
tax: included

prices:
  first-bowl/*: 22.90
""",
    "catalog/stock/main.yaml": """\
unlisted: in_stock          # the stock of a SKU without an entry

stock:
  BOWL-SAND: {{qty: 0, state: backorder, date: 2027-03-01}}
""",
    "channels/google.yaml": """\
extends: google-primary
scope: google
markets: [us, de]

output: {{format: rss, file: "google-{{market}}-{{locale}}.xml"}}
""",
    ".gitignore": "/.packshot/\n/dist/\n/handbook/\n",
}
IMAGE = "assets/first-bowl.jpg"


def scaffold(root: Path, name: str) -> bool:
    """Write a new repository and commit it; return whether a commit was made.

    No commit is made if the folder is in another repository. Raise RefusedError if Git is not installed, if the path is
    not a folder, if one of the files to write exists (an existing .gitignore or image sidecar is kept), or if a Git
    command fails.
    """
    if shutil.which("git") is None:
        raise refusal("git-missing", Location(""))
    _check_free(root)
    for path, data in files(name).items():
        target = root / path
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return first_commit(root, "Add a first catalogue")


def files(name: str) -> dict[str, bytes]:
    """Return the content of every file of a new repository, by path."""
    plain = name.replace(" ", "").replace("-", "").isalnum() and not name.isdigit()
    written = name if plain else '"' + name.replace("\\", "").replace('"', "'") + '"'
    found = {path: text.format(name=written, of=of_hash("First bowl")).encode() for path, text in FILES.items()}
    image = _image()
    sidecar = (
        f"sha256: {hashlib.sha256(image).hexdigest()}\nbytes: {len(image)}\nwidth: 1200\nheight: 1200\n"
        "profile: none\n\n"
        "type: packshot\nalt:\n  en: A drawing of a blue bowl\n  de: Eine blaue Schale, gezeichnet\n"
    )
    return {**found, IMAGE: image, f"{IMAGE}.yaml": sidecar.encode()}


def _image() -> bytes:
    """Return a drawing of a bowl as a JPEG."""
    image = Image.new("RGB", (1200, 1200), "#ffffff")
    ImageDraw.Draw(image).ellipse((250, 800, 950, 960), fill="#d9d5cd")
    image = image.filter(ImageFilter.GaussianBlur(28))
    draw = ImageDraw.Draw(image)
    draw.pieslice((230, 160, 970, 900), 0, 180, fill="#2b5f8f")
    draw.rectangle((480, 870, 720, 905), fill="#234e76")
    draw.ellipse((230, 440, 970, 620), fill="#3f77a9")
    draw.ellipse((262, 462, 938, 598), fill="#1f476b")
    data = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1)).save(data, "JPEG", quality=88)
    return data.getvalue()


def _check_free(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise refusal("init-taken", Location(str(root)), folder=root)
    for path in [*FILES, IMAGE]:
        if (root / path).exists() and path != ".gitignore":
            raise refusal("init-taken", Location(path), folder=root, path=path)
