"""Quality: a weighted mean over criteria for good product data. It is informative and never required by a gate.

Each criterion has a share: the number of items that meet it, divided by the number of items that it evaluates. An
example is the share of images with an alt text. The quality is the weighted mean of these shares; criteria without
items are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple, get_args

from packshot.catalog.visibility import Visible
from packshot.catalog.visible_assets import VisibleAsset
from packshot.model.config import Criterion, Quality
from packshot.model.schema import Attribute
from packshot.model.values import names_in
from packshot.readiness.completeness import is_filled, is_foreign, required
from packshot.readiness.values import Values

CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
"""The order in which the counts are stored; the last, `unique`, is computed by the aggregate `twins` only."""

WEIGHTS: Mapping[str, int] = {
    "length": 2, "capitals": 1, "pictures": 2, "size": 1, "alt": 2, "optional": 1, "unique": 1,
}  # fmt: skip
"""The default weights, which catalog.yaml may override."""


class Count(NamedTuple):
    """The result of a criterion: the number of items that meet it, and the number of evaluated items."""

    good: int
    of: int


def quality(values: Values, visible: Visible, of: tuple[str | None, ...], limits: Quality) -> tuple[Count, ...]:
    """Return the counts for some SKUs of a product, in the order of `CRITERIA`.

    The criterion `unique` is left out, because it requires the texts of other products.
    """
    texts, pictures = list(_texts(values, visible, of)), _images(values, visible, of)
    measured = [(text, length) for text in texts if (length := _length(values, text, visible.audience.scope, limits))]
    found: dict[Criterion, Count] = {
        "length": Count(sum(len(text.text) >= length for text, length in measured), len(measured)),
        "capitals": Count(sum(not is_all_capitals(text.text) for text in texts), len(texts)),
        "pictures": _enough(values, len(pictures), limits.pictures),
        "size": Count(sum(_edge(each) >= limits.pixels for each in pictures), len(pictures)),
        "alt": Count(sum(_has_alt(each, visible.audience.locale) for each in pictures), len(pictures)),
        "optional": _optional(values, visible, of),
    }
    return tuple(found[name] for name in CRITERIA if name in found)


def percent(counts: Iterable[Count], limits: Quality) -> Decimal:
    """Return the weighted mean of the shares in percent, rounded half up to a tenth; 100 if nothing was evaluated or
    all weights of the evaluated criteria are 0.
    """
    weights = [Fraction(limits.weights.get(name, WEIGHTS[name])) for name in CRITERIA]
    pairs = [(weight, count) for weight, count in zip(weights, counts, strict=False) if count.of]
    total = sum(weight for weight, _ in pairs)
    if not total:
        return Decimal(100)
    mean = sum(weight * Fraction(count.good, count.of) for weight, count in pairs) / total
    return (Decimal(100 * mean.numerator) / mean.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)


class Text(NamedTuple):
    """A text of a product in the language of an audience, with its path and its attribute."""

    path: str
    attribute: Attribute
    text: str


def _texts(values: Values, visible: Visible, of: tuple[str | None, ...]) -> Iterator[Text]:
    """Yield the texts of a product in a language, each once, however many SKUs share it."""
    for path, attribute in values.sheet.family.paths.items():
        if attribute.type in ("text", "rich") and (attribute.localizable or path == _name(values)):
            found = [values.value(path, visible, sku) for sku in values.varieties(path, of)]
            native = [each.value for each in found if not is_foreign(each.locale, visible.audience.locale)]
            for text in dict.fromkeys(text for value in native for text in names_in(value)):
                yield Text(path, attribute, text)


def _name(values: Values) -> str:
    return values.sheet.family.name_from or "name"


def _length(values: Values, text: Text, scope: str, limits: Quality) -> int:
    """Return the least good length of a text; 0 if there is none."""
    for lengths in (limits.lengths.get(scope, {}), limits.lengths.get("all", {})):
        if text.path in lengths:
            return lengths[text.path]
    if text.path == _name(values):
        return limits.name
    return limits.rich if text.attribute.type == "rich" else 0


def is_all_capitals(text: str) -> bool:
    """Return whether all letters of a text are capitals; False for up to three letters (a possible abbreviation)."""
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def _images(values: Values, visible: Visible, of: tuple[str | None, ...]) -> list[VisibleAsset]:
    """Return the visible images of a product, each once."""
    found: dict[str, VisibleAsset] = {}
    for path, attribute in values.sheet.family.paths.items():
        if _allows_images(attribute):
            for sku in values.varieties(path, of):
                found |= {each.asset.id: each for each in values.assets(path, visible, sku) if _edge(each)}
    return list(found.values())


def _allows_images(attribute: Attribute) -> bool:
    return attribute.type == "asset" and (not attribute.kinds or "image" in attribute.kinds)


def _edge(image: VisibleAsset) -> int:
    """Return the longer edge in pixels; 0 if there is none."""
    return max(image.asset.width or 0, image.asset.height or 0)


def _enough(values: Values, pictures: int, least: int) -> Count:
    allows = any(map(_allows_images, values.sheet.family.paths.values()))
    return Count(min(pictures, least), least) if allows else Count(0, 0)


def _has_alt(image: VisibleAsset, locale: str) -> bool:
    """Return whether there is an alt text in the language, or none is needed."""
    alt = image.asset.alt
    return image.asset.decorative or isinstance(alt, str) or any(not is_foreign(each, locale) for each in alt or ())


def _optional(values: Values, visible: Visible, of: tuple[str | None, ...]) -> Count:
    """Return the count of values that are not required but set; an intentional null counts as set."""
    needed = set(required(values.sheet.family, visible.audience.scope))
    paths = [path for path in values.sheet.family.paths if path not in needed]
    good = len(of) * len(_answered(values, visible).difference(needed))
    for path in paths:
        if path not in values.constant:
            share = values.varieties(path, of)
            good += sum(_is_answered(values, path, visible, sku) for sku in share) * (len(of) // max(len(share), 1))
    return Count(good, len(paths) * len(of))


def _answered(values: Values, visible: Visible) -> frozenset[str]:
    """Return the paths with a value among those that are the same for all audiences; computed once."""
    if "answered" not in values.found:
        paths = (path for path in values.constant if values.value(path, visible, None).present)
        values.found["answered"] = frozenset(paths)
    found: frozenset[str] = values.found["answered"]
    return found


def _is_answered(values: Values, path: str, visible: Visible, sku: str | None) -> bool:
    resolved = values.value(path, visible, sku)
    return resolved.present and (resolved.value is None or is_filled(values, path, visible, sku))
