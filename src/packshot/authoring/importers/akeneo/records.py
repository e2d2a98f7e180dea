"""The files of one product: product.yaml, and a file for each locale other than the source locale that has values."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.authoring.importers.akeneo.data import Data, Files, filled
from packshot.authoring.importers.akeneo.layers import Slot, Values
from packshot.authoring.importers.akeneo.limits import type_of
from packshot.authoring.importers.akeneo.products import Product, Variant
from packshot.authoring.importers.akeneo.schema import Attribute, Schema
from packshot.model.typed_files import of_hash

_TRANSLATED = frozenset({"text", "rich"})
_BRANCHES = frozenset({"by", "variants", "for"})


class Shapes:
    """The order of values in product files.

    Localizable texts and `name` are first, then other attributes in the group of `name`, categories, other attributes.
    """

    def __init__(self, schema: Schema, order: Sequence[Attribute]) -> None:
        self.schema = schema
        self.translated = {attribute.path for attribute in order if type_of(attribute) in _TRANSLATED}
        texts = [attribute for attribute in order if attribute.path in self.translated]
        prose = [attribute for attribute in texts if attribute.localizable or attribute.code == "name"]
        group = next((attribute.row["group"] for attribute in order if attribute.code == "name"), "")
        near = [attribute for attribute in order if attribute not in prose and attribute.row["group"] == group]
        self.prose = {attribute.name for attribute in prose}
        self.before = [attribute.path for attribute in [*prose, *near]]
        after = [attribute.path for attribute in order if attribute.path not in self.before]
        self.rank = {path: number for number, path in enumerate([*self.before, *after])}

    def files(self, product: Product) -> Files:
        """Yield the name and data of each file of a product.

        Values without a locale, and values in the source locale, are in product.yaml.
        """
        source = self.schema.source
        yield "product.yaml", self._product(product)
        for locale in sorted(set(self.schema.locales.values()) - {source}):
            data = self._layers(product, (locale,), source)
            if data:
                yield f"{locale}.yaml", data

    def _product(self, product: Product) -> Data:
        found = self._layers(product, ("", self.schema.source), None)
        return filled(
            {
                "family": product.family,
                "status": product.status,
                "sku": None if product.axes else product.variants[0].sku,
                **{key: found[key] for key in self.before if key in found},
                "categories": product.categories,
                **{key: value for key, value in found.items() if key not in _BRANCHES},
                "axes": list(product.axes),
                **found,
            }
        )

    def _layers(self, product: Product, locales: tuple[str, ...], source: str | None) -> Data:
        """Return the data of a file: values, `by`, `variants`, and the same below `for` for each scope."""
        layers = (product.values, *product.by.values(), *(variant.own for variant in product.variants))
        scopes = sorted({slot.scope for layer in layers for slot in layer if slot.scope})
        by_scope = {scope: self._branches(product, locales, scope, source) for scope in scopes}
        return filled({**self._branches(product, locales, "", source), "for": filled(by_scope)})

    def _branches(self, product: Product, locales: tuple[str, ...], scope: str, source: str | None) -> Data:
        by = filled({value: self._layer(values, locales, scope, source) for value, values in product.by.items()})
        is_head = source is None and not scope
        variants = {
            variant.sku: (self._head(product, variant) if is_head else {})
            | self._layer(variant.own, locales, scope, source)
            for variant in sorted(product.variants if product.axes else (), key=lambda variant: variant.sku)
        }
        return filled(
            {
                **self._layer(product.values, locales, scope, source),
                "by": {product.axes[0]: by} if by else None,
                "variants": filled(variants),
            }
        )

    def _head(self, product: Product, variant: Variant) -> Data:
        data: Data = {axis: variant.values[Slot(axis)] for axis in product.axes if Slot(axis) in variant.values}
        return data | ({"status": variant.status} if variant.status != product.status else {})

    def _layer(self, values: Values, locales: tuple[str, ...], scope: str, source: str | None) -> Data:
        """Return the values of one level.

        `assets.x` and `related.x` are below the keys `assets` and `related`; `.of` follows the translated texts.
        """
        data: Data = {}
        below: dict[str, Data] = {"assets": {}, "related": {}}
        found = {slot.path: value for slot, value in values.items() if slot.locale in locales and slot.scope == scope}
        for path in sorted(found, key=lambda path: self.rank.get(path, len(self.rank))):
            head, _, name = path.rpartition(".")
            if head:
                below[head][name] = found[path]
                continue
            data[path] = found[path]
            original = values.get(Slot(path, source or "", scope))
            if source and path in self.translated and isinstance(original, str):
                data[f"{path}.of"] = of_hash(original)
        return data | filled(below)
