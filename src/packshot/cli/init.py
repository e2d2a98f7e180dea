"""`packshot init DIR`: a small repository that validates and builds at once, to be filled with one's own products."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click

from packshot.findings import Location, RefusedError, error

FILES = {
    "catalog/catalog.yaml": """\
packshot: 1                 # version of the file format
name: {name}
url: https://www.example.com
source: en                  # the language of product.yaml
zone: UTC                   # a plain date begins here, unless the market says otherwise

locales:                    # locale: the next one in its fallback chain
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
  main: {{type: asset, kinds: [image], label: {{en: Main picture, de: Hauptbild}}}}
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

children:                   # keys are unique over all trees; a product names the key alone
  table:
    label: {{en: Table, de: Tisch}}
""",
    "catalog/products/article/first-bowl/product.yaml": """\
family: article
status: active

name: First bowl

description: |
  A bowl to begin with. **Edit this file**, commit, and build again.

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
unlisted: in_stock          # what a SKU without a line is

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
PICTURE = "assets/first-bowl.jpg"


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the catalogue; by default the folder's name.")
@click.pass_obj
def command(folder: str, directory: Path, name: str | None) -> int:
    """Start a product repository in DIRECTORY that validates and builds at once."""
    from packshot.git.porcelain import first_commit

    root = Path(folder) / directory
    _must_have_git()
    _must_be_free(root)
    for path, text in files(name or root.resolve().name or "catalogue").items():
        _write(root / path, text.encode() if isinstance(text, str) else text)
    committed = first_commit(root, "A catalogue to begin with")
    click.echo(f"{root}: a catalogue of one product, in two markets and two languages.")
    commit = "" if committed else "git add -A && git commit -m 'Catalogue' && "
    click.echo(f"Next:  cd {shlex.quote(str(root))} && {commit}packshot build && packshot serve")
    return 0


def files(name: str) -> dict[str, str | bytes]:
    """Path and content of every file of a new repository."""
    from packshot.model.typed_files import of_hash

    texts: dict[str, str | bytes] = {
        path: text.format(name=_quoted(name), of=of_hash("First bowl")) for path, text in FILES.items()
    }
    picture = _picture()
    return {**texts, PICTURE: picture, PICTURE + ".yaml": _sidecar(picture)}


def _quoted(name: str) -> str:
    plain = name.replace(" ", "").replace("-", "").isalnum() and not name.isdigit()
    return name if plain else '"' + name.replace("\\", "").replace('"', "'") + '"'


def _picture() -> bytes:
    """A bowl, drawn: the first picture of a catalogue that has none yet."""
    import io

    from PIL import Image, ImageDraw, ImageFilter

    picture = Image.new("RGB", (1200, 1200), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((250, 800, 950, 960), fill="#d9d5cd")
    picture = picture.filter(ImageFilter.GaussianBlur(28))
    draw = ImageDraw.Draw(picture)
    draw.pieslice((230, 160, 970, 900), 0, 180, fill="#2b5f8f")
    draw.rectangle((480, 870, 720, 905), fill="#234e76")
    draw.ellipse((230, 440, 970, 620), fill="#3f77a9")
    draw.ellipse((262, 462, 938, 598), fill="#1f476b")
    data = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1)).save(data, "JPEG", quality=88)
    return data.getvalue()


def _sidecar(picture: bytes) -> str:
    import hashlib

    return (
        f"sha256: {hashlib.sha256(picture).hexdigest()}\nbytes: {len(picture)}\nwidth: 1200\nheight: 1200\n"
        "profile: none\n\n"
        "type: packshot\nalt:\n  en: A blue bowl, drawn\n  de: Eine blaue Schale, gezeichnet\n"
    )


def _must_have_git() -> None:
    if shutil.which("git") is None:
        raise RefusedError(
            error("git-missing", Location(""), "Git is not installed.", "Install it from https://git-scm.com.")
        )


def _must_be_free(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise RefusedError(error("init-taken", Location(str(root)), f"{root} is a file.", "Name an empty folder."))
    taken = [path for path in [*FILES, PICTURE] if (root / path).exists() and path != ".gitignore"]
    if taken:
        raise RefusedError(
            error(
                "init-taken",
                Location(taken[0]),
                f"{root} holds a file of that name already.",
                "Choose an empty folder.",
            )
        )


def _write(path: Path, data: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
