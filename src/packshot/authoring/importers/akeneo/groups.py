"""Product groups as categories.

They form a separate tree, with a branch for each group type. The site does not show this tree.
"""

from __future__ import annotations

from packshot.authoring.importers._names import Names
from packshot.authoring.importers.akeneo.data import Data, Files
from packshot.authoring.importers.akeneo.schema import Schema
from packshot.findings import Location


def group_file(schema: Schema, trees: Names) -> Files:
    """Yield the file of the product group tree; nothing if there are no groups.

    A group that is not declared in groups.csv has no type; it is at the top of the tree.
    """
    rows = {row["code"]: row for row in schema.tables["groups.csv"].rows}
    for row in rows.values():
        schema.groups.add(row["code"], row.at("code"))
    of_type: dict[str, Data] = {}
    for code, key in schema.groups.new.items():
        known = rows.get(code)
        kind, label = (known["type"], schema.labels(known)) if known else ("", code)
        of_type.setdefault(kind, {})[key] = {"label": label}
    if of_type:
        children = of_type.pop("", {}) | _types(schema, of_type)
        name = trees.add("groups", Location("groups.csv"))
        yield f"catalog/categories/{name}.yaml", {"label": "Product groups", "children": children}


def _types(schema: Schema, of_type: dict[str, Data]) -> Data:
    rows = {row["code"]: row for row in schema.tables["group_types.csv"].rows}
    keys = Names("group type", schema.report, joint="-")
    keys.taken = schema.categories.taken  # types are categories, too
    found: Data = {}
    for kind, groups in of_type.items():
        found[keys.add(kind, Location("group_types.csv"))] = {
            "label": schema.labels(rows[kind]) if kind in rows else kind,
            "children": groups,
        }
    return found
