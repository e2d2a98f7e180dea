"""Rules of the translations of a product."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import rich_texts, translation
from packshot.checks.entry import ProductEntry
from packshot.checks.rule import rule
from packshot.findings import Finding


@rule("translation-stale translation-orphan translation-unchecked", "27")
def translations(product: ProductEntry) -> Iterator[Finding]:
    """What it does: warns if a source text has changed or was removed since it was translated. If a translation has no
    hash, suggests adding the hash.

    Why: `name.of` next to a translation is the hash of the source text that was translated. If the hash of the current
    source text differs, the translation may be wrong.

    Example: the English name was changed, but `name.of` in de.yaml is the hash of the previous name. Fix: update the
    translation to match the new text, and write the new hash, which the warning shows.
    """
    if product.sheet is None:
        return
    wrong = (each.file is None or each.shape or each.values or each.document.text for each in product.each_file)
    is_sound = not any(wrong)  # nearly always
    for each in product.translations.values():
        if each.file is not None:
            chain = product.reader.chain(each.locale)
            places = translation.NOWHERE if is_sound else _wrong_places(product, chain)
            yield from translation.stale(product.sheet, each.file, chain, places)


@rule("emphasis-in-word table-in-text", "15")
def markdown(product: ProductEntry) -> Iterator[Finding]:
    """What it does: suggests a backslash before each `*` inside a word that makes emphasis, and warns of tables in rich
    text.

    Why: `30*40*20 cm` is a measurement, but Markdown reads `*40*` as emphasis and removes the `*`. CommonMark has no
    tables, so pages and feeds show the lines of a table with their `|`.

    Example: `description: Box 30*40*20 cm`. Fix: `description: Box 30\\*40\\*20 cm`; `validate --fix` writes it.
    """
    if product.sheet is not None:
        yield from rich_texts.doubtful(product.sheet.family, product.each_file)


def _wrong_places(product: ProductEntry, chain: tuple[str, ...]) -> translation.Wrong:
    """Return the keys with findings in the files that may contain source texts of translations."""
    others = [each for each in product.translations.values() if each.locale in chain[1:]]
    if any(each.file is None for each in others):
        return {()}
    return translation.wrong_places([product.own, *others])
