"""Rules of a product's translations."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks import translation
from packshot.checks.product import Subject
from packshot.checks.rule import rule
from packshot.findings import Finding


@rule("translation-stale translation-orphan translation-unchecked", "27")
def translations(product: Subject) -> Iterator[Finding]:
    """What it does: warns where a text has changed since it was translated, and advises where that cannot be known.

    Why: `name.of` beside a translation is a fingerprint of the text it was made from. When the two differ, the
    translation may say what is no longer true.

    Example: the English name was changed, `name.of` in de.yaml still tells the old one. Cure: read the new text, mend
    the translation, write the new fingerprint, which the warning names.
    """
    if product.sheet is None:
        return
    wrong = [*product.values, *(found for each in product.translations.values() for found in each.values)]
    for each in product.translations.values():
        if each.file is not None:
            yield from translation.stale(product.sheet, each.file, product.reader.chain(each.locale), wrong)
