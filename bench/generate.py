"""A synthetic product repository of any size: `python bench/generate.py DEST --products 10000 --locales 3 [--pictures 0]`.

Deterministic: the same arguments give the same bytes. Texts are built from word lists, so that they are neither all
equal nor random noise; every product has three variants, a dozen attributes, prices and stock.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

LOCALES = ["en", "de", "fr", "it", "es", "nl", "sv", "pl"]
COLORS = ["sand", "ember", "moss", "slate", "fjord", "chalk", "plum", "ochre"]
SIZES = ["S", "M", "L"]
WORDS = [
    "stone",
    "clay",
    "glaze",
    "rim",
    "foot",
    "hand",
    "thrown",
    "fired",
    "kiln",
    "matte",
    "glossy",
    "deep",
    "wide",
    "tall",
    "low",
    "stackable",
    "oven",
    "safe",
    "table",
    "plate",
    "bowl",
    "cup",
    "jug",
    "morning",
    "evening",
    "winter",
    "summer",
    "forest",
    "shore",
    "island",
    "birch",
    "linen",
    "wool",
    "oak",
    "quiet",
    "heavy",
    "light",
    "even",
    "warm",
    "cool",
    "soft",
    "grey",
]
GROUP = 500
"""Products a shelf folder and lines a part of a price list hold."""


def main() -> None:
    """Write the repository and commit it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dest", type=Path)
    parser.add_argument("--products", type=int, default=1000)
    parser.add_argument("--locales", type=int, default=3)
    args = parser.parse_args()
    generate(args.dest, args.products, args.locales)
    print(f"{args.dest}: {args.products} products x {args.locales} locales")


def generate(dest: Path, products: int, locales: int) -> None:
    """Write a repository of so many products and locales to an empty folder and commit it."""
    names = LOCALES[:locales]
    for path, text in files(products, names):
        target = dest / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    commit(dest, "catalogue")


def commit(dest: Path, message: str) -> None:
    """Commit everything in the folder; makes the repository if there is none."""
    if not (dest / ".git").exists():
        git(dest, "init", "-q", "-b", "main")
        (dest / ".gitignore").write_text("/dist/\n/.packshot/\n", encoding="utf-8")  # what is built is never committed
    git(dest, "add", "-A")
    git(
        dest,
        "-c",
        "user.name=bench",
        "-c",
        "user.email=bench@example.org",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        message,
    )


def git(dest: Path, *arguments: str) -> None:
    """Run git in the folder."""
    subprocess.run(["git", "-C", str(dest), *arguments], check=True, stdout=subprocess.DEVNULL)


def files(products: int, locales: list[str]) -> Iterator[tuple[str, str]]:
    """Path and text of every file."""
    categories = max(8, products // 40)
    yield from schema(locales, categories)
    yield from price_parts(products)
    for number in range(products):
        yield from product(number, locales[1:], categories)


def schema(locales: list[str], categories: int) -> Iterator[tuple[str, str]]:
    """Everything but products and prices."""
    chain = "\n".join(f"  {locale}: {'null' if locale == 'en' else 'en'}" for locale in locales)
    yield (
        "catalog/catalog.yaml",
        (
            "packshot: 1\nname: Bench\nurl: https://bench.example\nsource: en\nzone: Europe/Berlin\n\n"
            f"locales:\n{chain}\n\nmarkets:\n  de: {{country: DE, locales: [{', '.join(locales)}], currency: EUR, prices: [retail], stock: [central]}}\n\n"
            "renditions:\n  card: {width: 640, height: 640, fit: pad, formats: [webp, jpeg]}\n\nsite: {tree: shop}\n"
        ),
    )
    yield (
        "catalog/attributes/main.yaml",
        (
            "label: Main\n\nattributes:\n"
            "  name: {type: text, localizable: true, max: 120, label: Name}\n"
            "  description: {type: rich, localizable: true, max: 5000, label: Description}\n"
            "  features: {type: text, many: true, localizable: true, label: Features}\n"
            "  color: {type: select, options: color, label: Colour}\n"
            "  size: {type: select, options: size, label: Size}\n"
            "  weight: {type: measure, unit: weight, label: Weight}\n"
            "  height: {type: number, decimals: 1, label: Height}\n"
            "  dishwasher: {type: boolean, label: Dishwasher safe}\n"
            "  launched: {type: date, label: Launched}\n"
            "  brand_name: {type: text, label: Brand}\n"
            "  mpn: {type: text, unique: true, label: Part number}\n"
            "  gtin: {type: gtin, unique: true, label: GTIN}\n"
        ),
    )
    yield (
        "catalog/families/ware.yaml",
        (
            "label: Ware\nname_from: name\n\n"
            "attributes: [name, description, features, color, size, weight, height, dishwasher, launched, brand_name, mpn, gtin]\n"
            "axes: [color, size]\n\nrequired:\n  all: [name]\n"
        ),
    )
    yield (
        "catalog/options/color.yaml",
        "label: Colour\n\noptions:\n"
        + "".join(f"  {c}: {{label: {{en: {c.title()}, de: {c.title()}}}}}\n" for c in COLORS),
    )
    yield "catalog/options/size.yaml", "label: Size\n\noptions:\n" + "".join(f"  {s}: {s}\n" for s in SIZES)
    yield (
        "catalog/units.yaml",
        "weight:\n  base: g\n  units:\n    g: {factor: 1, cldr: mass-gram}\n    kg: {factor: 1000, cldr: mass-kilogram}\n",
    )
    yield (
        "catalog/categories/shop.yaml",
        "label: Shop\n\nchildren:\n" + "".join(f"  range-{n}:\n    label: Range {n}\n" for n in range(categories)),
    )
    yield (
        "channels/google.yaml",
        (
            "extends: google-primary\nscope: google\nmarkets: [de]\n\n"
            'select:\n  - {id: priced, if: "price", reason: no price in this market}\n\n'
            "fields:\n  title: {from: name, pipe: [squeeze, cut: 150]}\n  description: {from: description, pipe: [strip_html, squeeze, cut: 5000]}\n"
            "  brand: {from: brand_name}\n  image_link: null\n\nrules:\n  image_link: null\n\nimages: null\n\n"
            'output: {format: rss, file: "google-{market}-{locale}.xml"}\n'
        ),
    )
    yield "catalog/stock/central.yaml", "unlisted: in_stock\n\nstock:\n  P000000-1: 3\n"


def price_parts(products: int) -> Iterator[tuple[str, str]]:
    """The price list, sharded as a folder."""
    yield "catalog/prices/retail/list.yaml", "currency: EUR\ntax: included\n"
    for start in range(0, products, GROUP):
        lines = "".join(f"  p{n:06d}/*: {9 + n % 90}.{n % 10}0\n" for n in range(start, min(start + GROUP, products)))
        yield f"catalog/prices/retail/part-{start // GROUP:04d}.yaml", f"prices:\n{lines}"


def sentence(rng: random.Random, words: int) -> str:
    """So many words, a capital, a full stop."""
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def product(number: int, locales: list[str], categories: int) -> Iterator[tuple[str, str]]:
    """One product and its locale files."""
    rng = random.Random(number)
    key = f"p{number:06d}"
    folder = f"catalog/products/shelf-{number // GROUP:04d}/{key}"
    name, text = f"{rng.choice(WORDS).title()} {rng.choice(WORDS)} {number}", sentence(rng, 40)
    features = [sentence(rng, 6) for _ in range(3)]
    colors, size = rng.sample(COLORS, 3), rng.choice(SIZES)
    variants = "".join(
        f"  {key.upper()}-{n}: {{color: {color}, gtin: {gtin(number * 4 + n)}}}\n" for n, color in enumerate(colors, 1)
    )
    yield (
        f"{folder}/product.yaml",
        (
            f"family: ware\nstatus: active\n\nname: {name}\n\ndescription: |\n  {text}\n\n  - {features[0]}\n  - **{features[1]}**\n\n"
            f"features:\n{''.join(f'  - {f}' + chr(10) for f in features)}\n"
            f"categories: [range-{number % categories}]\nsize: {size}\nweight: {200 + number % 900} g\nheight: {1 + number % 40}.5\n"
            f"dishwasher: {'true' if number % 3 else 'false'}\nlaunched: 20{10 + number % 16}-0{1 + number % 9}-1{number % 9}\n"
            f"brand_name: Bench\nmpn: MPN-{number:06d}\naxes: [color]\nvariants:\n{variants}"
        ),
    )
    described = f"{text}\n\n- {features[0]}\n- **{features[1]}**"
    for locale in locales:
        yield (
            f"{folder}/{locale}.yaml",
            (
                f"name: {name} {locale}\nname.of: {of(name)}\n\n"
                f"description: |\n  {sentence(rng, 40)}\ndescription.of: {of(described)}\n\n"
                f"features:\n{''.join(f'  - {sentence(rng, 6)}' + chr(10) for _ in features)}features.of: {of(features)}\n"
            ),
        )


def of(value: object) -> str:
    """The fingerprint of the text a translation was made from (format rule 27)."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:8]


def gtin(number: int) -> str:
    """A GTIN-13 in the range set aside for demonstrations (952), with its check digit."""
    digits = f"952{number:09d}"
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
    return f"{digits}{-total % 10}"


if __name__ == "__main__":
    main()
