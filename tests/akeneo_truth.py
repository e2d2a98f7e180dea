"""What an Akeneo CSV export says of each SKU, computed from the files alone: nothing of packshot is imported here.

Used by the tests that compare an import, and a build of it, with its source.
"""

from __future__ import annotations

import csv
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from markdown_it import MarkdownIt

ORDER = ("ecommerce", "print", "mobile")
LOCALES = {"en": "en_US", "de": "de_DE", "fr": "fr_FR"}
UNITS = {"GRAM": "g", "KILOGRAM": "kg", "INCH": "in", "MILLIMETER": "mm"}
IMAGES = ("variation_image", "picture", "image")

_INLINE_TAG = re.compile(r"</?(?:b|strong|i|em|sup|sub|span|a|font|u)(?:\s[^<>]*)?/?>", re.I)
_BREAKING_TAG = re.compile(r"</?(?:br|p|li|ul|ol|div|img|table|tr|td|h[1-6])(?:\s[^<>]*)?/?>", re.I)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.I)
_DROPPED = dict.fromkeys(map(ord, "\ufeff\u00ad"))  # the two control characters of the export, reported as losses


def as_text(cell: str) -> str:
    """A cell as it is read: `\\n` breaks the line, HTML and entities are text, white space is one blank."""
    cell = cell.replace("\\n", "\n")
    cell = _INLINE_TAG.sub("", _BREAKING_TAG.sub("\n", cell))
    cell = _ENTITY.sub(lambda found: html.unescape(found.group()), cell).translate(_DROPPED)
    return collapsed(cell)


def collapsed(text: str) -> str:
    """Texts as they are compared: NFC, one blank for any white space, none around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain_text(markdown: str) -> str:
    """What a reader reads of CommonMark."""
    found: list[str] = []
    for token in MarkdownIt("commonmark").parse(markdown):
        breaks = ("hardbreak", "softbreak")
        found += ["\n" if inline.type in breaks else inline.content for inline in token.children or ()]
        found.append("\n")
    return collapsed("".join(found))


def number(text: str) -> Decimal:
    return Decimal(text)


@dataclass(frozen=True)
class Truth:
    """The tables of an export."""

    folder: Path

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    @cached_property
    def rows(self) -> dict[str, dict[str, str]]:
        """SKU -> its record."""
        return {row["sku"]: row for row in self.table("products.csv")}

    @cached_property
    def models(self) -> dict[str, dict[str, str]]:
        """Code in lower case -> the record of a model."""
        return {row["code"].lower(): row for row in self.table("product_models.csv")}

    @cached_property
    def attributes(self) -> dict[str, dict[str, str]]:
        return {row["code"]: row for row in self.table("attributes.csv")}

    def chain(self, sku: str) -> list[dict[str, str]]:
        """The record of a SKU and those of the models above it, nearest first."""
        found = [self.rows[sku]]
        while found[-1]["parent"]:
            found.append(self.models[found[-1]["parent"].lower()])
        return found

    def product(self, sku: str) -> str:
        """The code of what a SKU belongs to: its root model, or itself."""
        root = self.chain(sku)[-1]
        return root.get("code") or root["sku"]

    def cell(self, sku: str, column: str) -> str:
        """The cell of a SKU, or the one it inherits; a picture whose file is absent counts as none."""
        picture = column in IMAGES
        for row in self.chain(sku):
            cell = row.get(column) or ""
            if cell.strip() and (not picture or (self.folder / cell).is_file()):
                return cell
        return ""

    def text(self, sku: str, attribute: str, locale: str) -> str:
        """The text of an attribute in exactly this locale (`de`), of the first channel that has one."""
        column = f"{attribute}-{LOCALES[locale]}" if self.attributes[attribute]["localizable"] == "1" else attribute
        for channel in ORDER if self.attributes[attribute]["scopable"] == "1" else ("",):
            cell = self.cell(sku, f"{column}-{channel}" if channel else column)
            if cell:
                return as_text(cell)
        return ""

    def in_german(self) -> list[str]:
        """The SKUs that have any text in German."""
        texts = [
            code
            for code, row in self.attributes.items()
            if row["localizable"] == "1" and row["type"] in ("pim_catalog_text", "pim_catalog_textarea")
        ]
        return [sku for sku in self.rows if any(self.text(sku, code, "de") for code in texts)]

    def fed(self, currency: str) -> list[str]:
        """The SKUs with a price in the currency and a picture that exists: what a feed there holds."""
        return [
            sku
            for sku in self.rows
            if self.cell(sku, f"price-{currency}") and any(self.cell(sku, image) for image in IMAGES)
        ]

    def cells(self, sku: str) -> Iterator[tuple[str, str, object]]:
        """Attribute, locale (empty: none) and value of everything that a SKU has, but price and categories.

        Texts are collapsed, numbers are Decimal, measures are (Decimal, unit), selects with many values are lists,
        pictures are paths below the folder.
        """
        for code, row in self.attributes.items():
            locales = LOCALES if row["localizable"] == "1" else ("",)
            for locale in locales:
                value = self.value(sku, code, locale)
                if value is not None:
                    yield code, locale, value

    def value(self, sku: str, code: str, locale: str) -> object:
        """The value of an attribute in exactly this locale; None where there is none."""
        row = self.attributes[code]
        kind = row["type"].removeprefix("pim_catalog_")
        if kind in ("identifier", "price_collection"):
            return None
        if kind in ("text", "textarea"):
            return self.text(sku, code, locale or "en") or None
        column = f"{code}-{LOCALES[locale]}" if locale else code
        columns = [f"{column}-{channel}" for channel in ORDER] if row["scopable"] == "1" else [column]
        cell = next((cell for name in columns if (cell := self.cell(sku, name).strip())), "")
        if not cell:
            return None
        if kind == "metric":
            return number(cell), UNITS[self.cell(sku, f"{code}-unit")]
        readers = {"number": number, "boolean": lambda cell: cell == "1", "multiselect": lambda cell: cell.split(",")}
        return readers.get(kind, str)(cell)

    def price(self, sku: str, currency: str) -> Decimal | None:
        cell = self.cell(sku, f"price-{currency}")
        return number(cell) if cell else None
