"""Rules of the files of a product: their text, folders and names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks import named_references
from packshot.checks.entry import EntryFile, ProductEntry
from packshot.checks.name_rules import bad_key
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, report
from packshot.model.names import LOCALE, choices, nearest


@rule("yaml-*", "8 11 13")
def text(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports text in product.yaml and its locale files that is not in the accepted subset of YAML.

    Why: YAML parsers read `Screw #8` as `Screw`, and only the second of two `name:` keys. Text outside the subset is an
    error, so the published values are the values that you read.

    Example: `name: Screw #8`. Fix: `name: "Screw #8"`.
    """
    for each in product.each_file:
        yield from each.document.text


@rule("bad-key", "2 6")
def key(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a product folder whose name is not a key. A key has letters, digits, - and _, and begins
    with a letter or digit.

    Why: the name of the folder is the key of the product, which is part of addresses and file names and to which other
    products refer.

    Example: `products/jacket/Fjord Shell/`. Fix: rename the folder to `fjord-shell`.
    """
    yield from bad_key(product.key, "folder", product.at) if product.exists else ()


@rule("product-twice", "3 6")
def once(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports two folders with the same name that both contain a product.yaml.

    Why: the name of the folder is the key of the product, independent of the parent folder, so both products would have
    the same key.

    Example: `products/jacket/fjord/` and `products/sale/fjord/`. Fix: rename or delete one of the folders.
    """
    product.reader.note(product.node)
    first, *others = product.reader.facts.providers(product.node) or ("",)
    for path in others:
        yield report("product-twice", Location(path), name=product.key, path=first)


@rule("orphan-locale-file", "6 26")
def orphans(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a locale file without a product.yaml in its folder.

    Why: the text of the locale file is not shown; usually the product was moved without this file.

    Example: `products/jacket/fjord/de.yaml` without a product.yaml in `fjord`. Fix: move the file to the folder of its
    product.yaml, or delete it.
    """
    reader = product.reader
    homes = {path.rpartition("/")[0] for path in reader.facts.providers(product.node)}
    for locale in product.translations:
        for path in reader.facts.providers(nodes.product_locale(product.key, locale)):
            if not homes and not reader.has(nodes.locale(locale)):
                file = posixpath.basename(path)
                yield report("orphan-locale-file.unread", Location(path), product=product.key, file=file)
            elif path.rpartition("/")[0] not in homes:
                yield report("orphan-locale-file", Location(path), product=product.key)


@rule("unknown-locale source-locale-file unknown-file", "26 28")
def locales(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a YAML file next to product.yaml that is not named after a locale of catalog.yaml, or that
    is named after the source locale.

    Why: texts of a locale that is not in catalog.yaml are not shown; those of the source locale are in product.yaml.

    Example: `fjord/dk.yaml`. Fix: rename the file to `da.yaml`, or add the locale to catalog.yaml.
    """
    reader = product.reader
    for each in product.translations.values() if product.exists else ():
        if not LOCALE.fullmatch(each.locale):
            yield _unknown(reader, each)
        elif not reader.has(nodes.locale(each.locale)):
            yield from named_references.locale_file(reader, each.locale, each.at)
        elif each.locale == reader.source():
            yield report("source-locale-file", each.at, locale=each.locale, file="product.yaml")


def _unknown(reader: Reader, file: EntryFile) -> Finding:
    """Return the finding of a file next to product.yaml whose name is not a locale."""
    name, known = file.locale.replace("_", "-"), reader.locales()
    near = nearest(name, known)
    return report("unknown-file", file.at, file=posixpath.basename(file.at.path), near=near, **choices(name, known))


@rule("shelf-family", "6")
def shelf(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a product in a folder that is named after another family.

    Why: only `family:` has an effect, but editors look for products in the folder of their family. Folders that are not
    named after a family, and folders named after a parent or a mixin of the product's family, are allowed.

    Example: `products/trousers/fjord-shell/` with `family: jacket`. Fix: move the folder to `products/jacket/`.
    """
    folder = posixpath.basename(posixpath.dirname(posixpath.dirname(product.path)))
    if product.product is None or product.family is None or folder in ("", "products", product.product.family):
        return
    families = [family.key for family in product.reader.lineage(product.product.family)]
    if product.reader.has(nodes.family(folder)) and folder not in families:
        yield report("shelf-family", product.at, folder=folder, family=product.product.family)
