"""Associations as relations: the products, models and groups that a row refers to, and their quantities, if any.

Quantified associations have a second column, for example `<TYPE>-products-quantity`, with numbers in the order of the
codes, separated by `|` (Akeneo, flat format of products).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from packshot.authoring.importers._names import Names
from packshot.authoring.importers.akeneo.columns import Association
from packshot.authoring.importers.akeneo.layers import Slot
from packshot.authoring.importers.akeneo.schema import Schema, codes
from packshot.authoring.importers.akeneo.tables import Row
from packshot.authoring.write import Plain

_AMOUNT = re.compile(r"(?=.*[1-9])[0-9]{1,9}")


class Links:
    """The products, models and groups that associations can refer to. `models` maps case-folded codes to rows."""

    def __init__(self, schema: Schema, keys: Names, models: Mapping[str, Row]) -> None:
        self.report, self.keys, self.models = schema.report, keys, models
        rows = schema.tables["products.csv"].rows
        self.rows = {row["sku"]: row for row in rows}
        self.skus = {row["uuid"].lower(): row["sku"] for row in rows}
        self.members: dict[str, list[str]] = {}
        for row in rows:
            for group in codes(row["groups"]):
                self.members.setdefault(group, []).append(row["sku"])

    def of(self, row: Row, columns: Iterable[Association]) -> dict[Slot, Plain]:
        """Return the links of a row by relation. Each target occurs once, with the sum of its quantities, if any."""
        found: dict[str, Counter[str]] = {}
        counting: set[str] = set()
        for column in columns:
            counting |= {column.relation} if column.quantity else set()
            for code, quantity in self._quantities(row, column):
                for name in self._names(code, column, row):
                    found.setdefault(column.relation, Counter())[name] += quantity
        return {
            Slot(f"related.{relation}"): [
                {"to": name, "qty": str(quantity)} if relation in counting else name
                for name, quantity in quantities.items()
            ]
            for relation, quantities in found.items()
        }

    def _quantities(self, row: Row, column: Association) -> Iterator[tuple[str, int]]:
        """Yield each code with its quantity; 1 if the association has no quantities."""
        named = list(codes(row[column.title]))
        amounts = row[column.quantity].split("|") if column.quantity and named else ["1"] * len(named)
        if len(amounts) != len(named) or not all(map(_AMOUNT.fullmatch, amounts)):
            at = row.at(column.quantity)
            self.report.problem("quantity", at, quantities=row[column.quantity], codes=row[column.title])
            return
        yield from zip(named, map(int, amounts), strict=True)

    def _names(self, code: str, column: Association, row: Row) -> Iterator[str]:
        """Yield the SKUs or keys of a code, without links of a product to itself."""
        own = self._root(row)
        if column.to == "groups":
            self.report.folded("group", row.at(column.title), group=code)
            yield from (sku for sku in self.members.get(code, ()) if self._root(self.rows[sku]) is not own)
            return
        target = self._target(code, column)
        if target is not None and self._root(target) is own:
            name = row["sku"] or row["code"]
            self.report.lost("link-to-itself", row.at(column.title), column=column.title, row=name, code=code)
        elif target is not None and column.to == "product_models":
            yield self._key(target, column, row)
        else:
            yield target["sku"] if target is not None else code

    def _target(self, code: str, column: Association) -> Row | None:
        if column.to == "product_models":
            return self.models.get(code.casefold())
        return self.rows.get(self.skus.get(code.lower(), "") if column.to == "product_uuids" else code)

    def _key(self, model: Row, column: Association, row: Row) -> str:
        root = self._root(model)
        if root is not model:
            at, codes_of = row.at(column.title), {"model": model["code"], "product": root["code"]}
            self.report.folded("second-level-link", at, column=column.title, **codes_of)
        return self.keys.add(root["code"], root.at("code"))

    def _root(self, row: Row) -> Row:
        """Return the row that names the product: the top model, or the row itself."""
        seen: list[Row] = []
        above: Row | None = row
        while above is not None and above not in seen:
            seen.append(above)
            above = self.models.get(above["parent"].casefold()) if above["parent"] else None
        return seen[-1]
