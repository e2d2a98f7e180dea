"""The declaration files: attributes, options, families, categories, relations, units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from packshot.authoring.importers._names import Names
from packshot.authoring.importers.akeneo.data import Data, Files, filled
from packshot.authoring.importers.akeneo.groups import group_file
from packshot.authoring.importers.akeneo.limits import limits, type_of
from packshot.authoring.importers.akeneo.products import Product
from packshot.authoring.importers.akeneo.schema import UNCLASSIFIED, Attribute, Schema, axes, codes, trees
from packshot.authoring.importers.akeneo.tables import Row
from packshot.authoring.importers.akeneo.units import base_of, family_name
from packshot.findings import Location


def in_order(schema: Schema) -> list[Attribute]:
    """Return product attributes by attribute group and sort order; attributes without a group are last."""
    rows = schema.tables["attribute_groups.csv"].rows
    groups = {row["code"]: (_number(row["sort_order"]), number) for number, row in enumerate(rows)}
    last = (Decimal("Infinity"), len(groups))
    return sorted(
        filter(schema.is_value, schema.attributes.values()),
        key=lambda one: (groups.get(one.row["group"], last), _number(one.row["sort_order"])),
    )


def _number(cell: str) -> Decimal:
    return Decimal(cell) if cell.isascii() and cell.isdigit() else Decimal(0)


def attribute_files(schema: Schema, order: Sequence[Attribute]) -> Files:
    """Yield a file for each attribute group that has attributes, and `other` for attributes without a group."""
    rows = {row["code"]: row for row in schema.tables["attribute_groups.csv"].rows}
    names = Names("attribute group", schema.report, joint="-")
    members: dict[str, Data] = defaultdict(dict)
    for attribute in order:
        members[attribute.row["group"] or "other"][attribute.name] = _attribute(schema, attribute)
    for attribute in schema.attributes.values():
        if attribute not in order:
            limits(attribute, schema)  # SKUs and selling prices cannot have limits here: each limit is reported
    for code, row in rows.items():
        if code not in members:
            schema.report.folded("empty-group", row.at("code"), group=code)
    for code, attributes in members.items():
        label = schema.labels(rows[code]) if code in rows else code
        name = names.add(code, rows[code].at("code") if code in rows else Location("attributes.csv"))
        yield f"catalog/attributes/{name}.yaml", {"label": label, "attributes": attributes}


def _attribute(schema: Schema, attribute: Attribute) -> Data:
    row = attribute.row
    keys: Data = {
        "type": type_of(attribute),
        "options": attribute.option_list or None,
        "unit": family_name(row["metric_family"]) if attribute.kind == "metric" else None,
        "many": "true" if attribute.many else None,
        "localizable": "true" if attribute.localizable else None,
        "unique": "true" if row["unique"] == "1" else None,
    }
    return filled(keys) | limits(attribute, schema) | {"label": schema.labels(row)}


def option_files(schema: Schema, order: Iterable[Attribute]) -> Files:
    """Yield a file for each option list, with the options in display order.

    If several attributes share the list, the display order is that of the first. All other options are last: those that
    only another of these attributes declares, and those that products use but the export does not declare.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in schema.tables["attribute_options.csv"].rows:
        rows[row["attribute"]].append(row)
    lists = {one.option_list: one for one in reversed(list(order)) if one.options is not None}
    for name, attribute in reversed(lists.items()):
        yield f"catalog/options/{name}.yaml", _option_list(schema, attribute, rows[attribute.code])


def _option_list(schema: Schema, attribute: Attribute, rows: Iterable[Row]) -> Data:
    assert attribute.options is not None
    options: Data = {}
    for row in _in_display_order(schema, attribute, rows):
        labels = schema.labels(row)
        options[attribute.options.new[row["code"]]] = labels if isinstance(labels, str) else {"label": labels}
    options |= {new: code for code, new in attribute.options.new.items() if new not in options}
    label = attribute.row["reference_data_name"] or schema.labels(attribute.row)
    return filled({"label": label, "options": options})


def _in_display_order(schema: Schema, attribute: Attribute, rows: Iterable[Row]) -> list[Row]:
    """Return the options by sort order, or by label if Akeneo sorts them (`auto_option_sorting`)."""
    if attribute.row["auto_option_sorting"] != "1":
        return sorted(rows, key=lambda row: _number(row["sort_order"]))
    label = f"label-{next(old for old, new in schema.locales.items() if new == schema.source)}"
    return sorted(rows, key=lambda row: (row[label] or row["code"]).casefold())


def family_files(schema: Schema, order: list[Attribute], products: Iterable[Product]) -> Files:
    """Yield a file for each family, and a file for products without a family, if there are any.

    Each family includes the undeclared attributes that its products use.
    """
    used: dict[str, set[str]] = defaultdict(set)
    for product in products:
        layers = (product.values, *(variant.values for variant in product.variants))
        used[product.family].update(slot.path for values in layers for slot in values)
    for row in schema.tables["families.csv"].rows:
        name = schema.families.new[row["code"]]
        yield f"catalog/families/{name}.yaml", _family(schema, row, order, used[name])
    if UNCLASSIFIED in used and UNCLASSIFIED not in schema.families.new.values():
        names = [one.name for one in order if one.path in used[UNCLASSIFIED]]
        yield (
            f"catalog/families/{UNCLASSIFIED}.yaml",
            filled({"label": "Unclassified", "name_from": "name" if "name" in names else None, "attributes": names}),
        )


def _family(schema: Schema, row: Row, order: list[Attribute], used: set[str]) -> Data:
    declared = set(codes(row["attributes"]))
    for one in order:
        if one.path in used and one.code not in declared:
            at = row.at("attributes")
            schema.report.invented("family-attribute", at, family=row["code"], attribute=one.code)
    own = [one for one in order if one.code in declared or one.path in used]
    variants = [each for each in schema.tables["family_variants.csv"].rows if each["family"] == row["code"]]
    return filled(
        {
            "label": schema.labels(row),
            **_named_by(schema, row, variants, own),
            "attributes": [one.name for one in own],
            "axes": list(dict.fromkeys(axes(schema, variants))),
            "required": _required(schema, row),
        }
    )


def _named_by(schema: Schema, row: Row, variants: list[Row], own: list[Attribute]) -> Data:
    """Return the attributes for name and image. If only variants have the label attribute, `name` is used instead."""
    known = {one.code: one for one in own}
    label, image = row["attribute_as_label"], row["attribute_as_image"]
    of_variants = {code for each in variants for level in "12" for code in codes(each[f"variant-attributes_{level}"])}
    if label in of_variants and "name" in known and "name" not in of_variants:
        at = row.at("attribute_as_label")
        schema.report.folded("label-attribute", at, family=row["code"], attribute=label)
        label = "name"
    return {key: known[code].path for key, code in (("name_from", label), ("image_from", image)) if code in known}


def _required(schema: Schema, row: Row) -> Data:
    """Return the required attributes by channel; `all` has those that every channel requires.

    Identifier and price are always required.
    """
    required: dict[str, list[str]] = {}
    for channel in schema.channels:
        found = [schema.attributes[code] for code in codes(row[f"requirements-{channel}"]) if code in schema.attributes]
        required[schema.scopes.new[channel]] = [one.path for one in found if schema.is_value(one)]
        if any(one.code == schema.selling_price for one in found):
            at = row.at(f"requirements-{channel}")
            schema.report.folded("required-price", at, channel=channel, family=row["code"])
    lists = list(required.values())
    common = [path for path in lists[0] if all(path in other for other in lists)] if lists else []
    rest = {scope: [path for path in paths if path not in common] for scope, paths in required.items()}
    return filled({"all": common, **rest})


def category_files(schema: Schema) -> Files:
    """Yield a file for each category tree, with the categories in file order, and a file for product groups, if any."""
    rows = schema.tables["categories.csv"].rows
    children: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        children[row["parent"]].append(row)
    names = Names("category tree", schema.report, joint="-")
    by_code = {row["code"]: row for row in rows}
    for code in trees(schema):
        name = names.add(code, by_code[code].at("code"))
        yield f"catalog/categories/{name}.yaml", _branch(schema, by_code[code], children)
    yield from group_file(schema, names)


def _branch(schema: Schema, row: Row, children: Mapping[str, list[Row]]) -> Data:
    below = {
        schema.categories.new[child["code"]]: _branch(schema, child, children)
        for child in children.get(row["code"], ())
    }
    return filled({"label": schema.labels(row), "children": below})


def relation_file(schema: Schema) -> Files:
    """Yield a file with all association types, including unused ones; nothing if there are none."""
    rows = schema.tables["association_types.csv"].rows
    if rows:
        yield "catalog/relations.yaml", {schema.relations.new[row["code"]]: _relation(schema, row) for row in rows}


def _relation(schema: Schema, row: Row) -> Data:
    """Return the declaration of an association type: whether it is two-way, and whether it has quantities."""
    return filled(
        {
            "label": schema.labels(row),
            "two_way": "true" if row["is_two_way"] == "1" else None,
            "quantity": "true" if row["is_quantified"] == "1" else None,
        }
    )


def unit_file(schema: Schema, order: Iterable[Attribute]) -> Files:
    """Yield the file with the unit families that attributes use; nothing if there are none."""
    families = dict.fromkeys(one.row["metric_family"] for one in order if one.kind == "metric")
    data: Data = {
        family_name(family): {
            "base": base_of(units),
            "units": {
                unit.symbol: filled({"factor": unit.factor, "offset": unit.offset or None, "cldr": unit.cldr or None})
                for unit in units.values()
            },
        }
        for family in families
        if (units := schema.units.get(family))
    }
    if data:
        yield "catalog/units.yaml", data
