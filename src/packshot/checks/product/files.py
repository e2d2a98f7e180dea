"""Rules of a product's files: their text, where they lie, what they are called."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from packshot.catalog import nodes
from packshot.checks import named_references
from packshot.checks.entry import ProductEntry
from packshot.checks.name_rules import bad_key
from packshot.checks.rule import rule
from packshot.findings import Finding, Location, advice, error
from packshot.model.names import LOCALE, nearest


@rule("yaml-*", "8 11 13")
def text(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports text in product.yaml and its locale files that is not in the accepted part of YAML.

    Why: YAML cuts `Screw #8` at the hash, reads `no` as false and lets a second `name:` win silently. What is
    ambiguous is refused, so that what you read is what is published.

    Example: `name: Screw #8`. Cure: `name: "Screw #8"`.
    """
    for each in product.each_file:
        yield from each.document.text


@rule("bad-key", "2 6")
def key(product: ProductEntry) -> Iterator[Finding]:
    """What it does: the folder's name must be a key: letters, digits, - and _, a letter or digit first.

    Why: it stands in addresses, file names and other products, for ever.

    Example: `products/jacket/Fjord Shell/`. Cure: rename the folder to `fjord-shell`.
    """
    yield from bad_key(product.key, "folder", product.at) if product.exists else ()


@rule("product-twice", "3 6")
def once(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports two folders of one name that both hold a product.yaml.

    Why: the folder's name is the product's key, on whatever shelf it stands, so two products would be one.

    Example: `products/jacket/fjord/` and `products/sale/fjord/`. Cure: rename or delete one of them.
    """
    product.reader.note(product.node)
    first, *others = product.reader.facts.providers(product.node) or ("",)
    for path in others:
        what = f'The product "{product.key}" stands here and in {first}.'
        yield error("product-twice", Location(path), what, "A folder's name is the key: rename one, or delete it.")


@rule("orphan-locale-file", "6 26")
def orphans(product: ProductEntry) -> Iterator[Finding]:
    """What it does: reports a locale file in whose folder there is no product.yaml.

    Why: it translates nothing, and nobody sees its text; mostly the product was moved and this file stayed.

    Example: `products/jacket/fjord/de.yaml` alone. Cure: move it beside product.yaml, or delete it.
    """
    reader = product.reader
    homes = {path.rpartition("/")[0] for path in reader.facts.providers(product.node)}
    for locale in product.translations:
        for path in reader.facts.providers(nodes.product_locale(product.key, locale)):
            if not homes and not reader.has(nodes.locale(locale)):
                what = f'"{posixpath.basename(path)}" lies alone in its folder, so "{product.key}" is no product yet.'
                yield error("orphan-locale-file", Location(path), what, "Is it the product? Rename it to product.yaml.")
            elif path.rpartition("/")[0] not in homes:
                what = f'There is no product.yaml beside it, so "{product.key}" is no product here.'
                yield error(
                    "orphan-locale-file", Location(path), what, "Move it to its product's folder, or delete it."
                )


@rule("unknown-locale source-locale-file unknown-file", "26 28")
def locales(product: ProductEntry) -> Iterator[Finding]:
    """What it does: a file beside product.yaml must be named for a locale of catalog.yaml, other than the source.

    Why: a locale that the catalogue does not list is shown to nobody; the source language stands in product.yaml.

    Example: `fjord/dk.yaml`. Cure: rename it to `da.yaml`, or add the locale to catalog.yaml.
    """
    reader = product.reader
    for each in product.translations.values() if product.exists else ():
        name = posixpath.basename(each.document.path)
        if not LOCALE.fullmatch(each.locale):
            near = nearest(each.locale.replace("_", "-"), reader.locales())
            named_so = f"rename it to {near}.yaml" if near else "rename it"
            cure = f"Beside product.yaml stand locale files such as de.yaml: {named_so}, or move it out of products/."
            yield error("unknown-file", each.at, f'"{name}" is neither product.yaml nor named for a locale.', cure)
        elif not reader.has(nodes.locale(each.locale)):
            yield from named_references.locale_file(reader, each.locale, each.at)
        elif each.locale == reader.source():
            what = f'"{each.locale}" is the source language, whose texts stand in product.yaml.'
            yield error("source-locale-file", each.at, what, "Move its texts to product.yaml and delete the file.")


@rule("shelf-family", "6")
def shelf(product: ProductEntry) -> Iterator[Finding]:
    """What it does: advises where the shelf is called like another family than the product's.

    Why: `family:` is the truth and nothing depends on the shelf, but people look for products where shelves say so.
    A shelf that is named for no family, or for a parent of the product's, is left alone.

    Example: `products/trousers/fjord-shell/` with `family: jacket`. Cure: move the folder.
    """
    folder = posixpath.basename(posixpath.dirname(posixpath.dirname(product.path)))
    if product.product is None or product.family is None or folder in ("", "products", product.product.family):
        return
    families = [family.key for family in product.reader.lineage(product.product.family)]
    if product.reader.has(nodes.family(folder)) and folder not in families:
        what = f'It stands on the shelf "{folder}", and its family is {product.product.family}.'
        yield advice("shelf-family", product.at, what, "Move the folder, or leave it: family: is what counts.")
