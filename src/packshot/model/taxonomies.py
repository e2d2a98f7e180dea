"""The format of codes in well-known external taxonomies. The existence of a code is not validated.

Sources: Google product taxonomy files (id and full path); GS1 Global Product Classification (bricks, attributes and
values of 8 digits); UNSPSC (segment, family, class, commodity of 2 digits each); ETIM (classes EC, features EF, values
EV, each with 6 digits); ECLASS (8 digits of 4 levels, or an identifier of ISO 29002-5); Shopify product taxonomy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal["class", "feature", "value"]
"""The use of a code: `class` for products and categories, `feature` for attributes, `value` for options."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The format of the codes at one level of a taxonomy: its name in the message `taxonomy-code`, a pattern and an
    example.
    """

    form: str
    pattern: str
    example: str


def _gpc(level: str, example: str) -> Shape:
    return Shape(level, r"[0-9]{8}", example)


def _etim(letters: str, example: str) -> Shape:
    return Shape(letters, rf"{letters}[0-9]{{6}}", example)


_IRDI = r"[0-9]{4}-[0-9]#%s-[A-Z]{3}[0-9]{3}#[0-9]{3}"
_GPC = {
    "class": _gpc("brick", "10001350"),
    "feature": _gpc("attribute_type", "20000045"),
    "value": _gpc("attribute_value", "30000654"),
}
_SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "google": {
        "class": Shape("path", r"[1-9][0-9]{0,5}|[^0-9\s][^>]*( > [^>\s][^>]*)*", "5598"),
    },
    "gpc": _GPC,
    "gs1_gpc": _GPC,
    "unspsc": {"class": Shape("digits", r"[1-9][0-9]{7}", "52152004")},
    "etim": {
        "class": _etim("EC", "EC002439"),
        "feature": _etim("EF", "EF000167"),
        "value": _etim("EV", "EV000069"),
    },
    "eclass": {
        "class": Shape(
            "dashed",
            r"[0-9]{2}(-?)[0-9]{2}\1[0-9]{2}\1[0-9]{2}|" + _IRDI % "01",
            "27-26-07-01",
        ),
        "feature": Shape("identifier", r"[A-Z]{3}[0-9]{3}|" + _IRDI % "02", "0173-1#02-BAB664#007"),
        "value": Shape("identifier", r"[A-Z]{3}[0-9]{3}|" + _IRDI % "07", "0173-1#07-BAC064#004"),
    },
    "shopify": {
        "class": Shape("category", r"(gid://shopify/TaxonomyCategory/)?[a-z]{2}(-[0-9]+)*", "ap-2-14"),
        "feature": Shape("number", r"(gid://shopify/TaxonomyAttribute/)?[0-9]+", "2649"),
        "value": Shape("number", r"(gid://shopify/TaxonomyValue/)?[0-9]+", "13254"),
    },
}


def expected_shape(taxonomy: str, level: Level, code: str) -> Shape | None:
    """Return the shape that an invalid code should have.

    Return None if the code is valid, or if no shape is known for the taxonomy and level.
    """
    shape = _SHAPES.get(taxonomy.casefold(), {}).get(level)
    return None if shape is None or re.fullmatch(shape.pattern, code, re.ASCII) else shape
