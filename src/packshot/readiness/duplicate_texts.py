"""Texts that are identical in several products. An aggregate finds them, so that a changed text is compared only with
the texts on the same page of the listing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from packshot.engine.types import Item, Json, Listing, Page, View, canonical, digest
from packshot.readiness.values import Values

NAME = "twins"
"""The listing, its output, and the folder of its artifacts."""

SHORTEST = 60
"""The least number of characters of a compared text; names of colours or sizes in words may well be equal."""

SIZE = 64
"""About how many texts share a page."""

LISTING = Listing(NAME, NAME, SIZE, None)


def texts(values: Values) -> Iterator[Item]:
    """Yield an item for each text of at least `SHORTEST` characters in the files of a product, except for texts in
    lists and tables.

    A text that is repeated at one path of a file yields only one item.
    """
    for locale, path, text in _texts(values):
        fingerprint = digest(text.encode("utf-8", "surrogatepass"))[:24]
        yield Item(
            NAME,
            "\t".join((fingerprint, values.product.key, locale, path)),
            [values.product.key, locale, path],
            fingerprint,
        )


def counts(values: Values) -> dict[str, int]:
    """Return a map from locale to the number of texts in that locale that are compared with other products."""
    return dict(Counter(locale for locale, _, _ in _texts(values)))


def _texts(values: Values) -> Iterator[tuple[str, str, str]]:
    """Yield locale, path and text."""
    for file in values.files:
        for path, attribute in values.sheet.family.attributes.items():
            if attribute.type in ("text", "rich"):
                distinct = set(file.spots.get(path, {}).values())  # a value on several levels counts once
                for text in (each for each in distinct if isinstance(each, str) and len(each) >= SHORTEST):
                    yield file.locale, path, text


class Twins:
    """The aggregate that finds products with equal texts.

    For each page of the listing with such texts, it makes an artifact: a sorted list of `[product, locale, path]`.
    """

    name = NAME

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield one view with the texts on a page that several products have in common; nothing if there are none."""
        groups: dict[str, list[Json]] = defaultdict(list)
        for member, data in page.items:
            groups[member.partition("\t")[0]].append(data)
        shared = [group for group in groups.values() if len({product for product, *_ in group}) > 1]
        if shared:
            places = sorted(place for group in shared for place in group)
            yield View(f"{NAME}/{page.bucket:08x}", NAME, places, "application/json")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the list of products, locales and paths as JSON."""
        return canonical(data)


OUTPUT = Twins()
