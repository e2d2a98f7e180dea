"""Imports: what is wrong with an export, and the notes of the import report."""

from collections.abc import Mapping

from packshot.messages.message import ONE_OF, Text, by, error, warning

_AGAIN = "export the file again from Akeneo as CSV in UTF-8"
_IMPORT = "The import stops: nothing is written until the export is corrected."
_API = (
    "join all pages of /api/rest/v1/measurement-families into one list, without other edits, "
    "and save the list as measurement_families.json"
)
_EMPTY = "or leave the cell empty"

MESSAGES = (
    error(
        "unknown-attribute.import",
        "unknown attribute {name!q}: attributes.csv does not declare it",
        (*ONE_OF, "add the attribute to attributes.csv, or remove the column"),
    ),
    error(
        "unknown-category.import",
        "unknown category {name!q}: categories.csv does not declare it",
        (*ONE_OF, "add the category to categories.csv, or remove it from the product"),
    ),
    error(
        "unknown-channel",
        ("unknown channel {name!q}: channels.csv does not declare it", "missing channel in the column name"),
        (*ONE_OF, "add the channel to channels.csv, or remove the column"),
        about=f"The name of a column contains a channel that the export does not declare, or the channel is missing. "
        f"{_IMPORT}",
    ),
    error(
        "unknown-currency",
        ("unknown currency {name!q}: no channel has it", "missing currency in the column name"),
        (*ONE_OF, "add the currency to a channel in channels.csv, or remove the column"),
        about=f"The name of a column contains a currency that no channel of the export has, or the currency is "
        f"missing. {_IMPORT}",
    ),
    error(
        "unknown-family.import",
        "unknown family {name!q}: families.csv does not declare it",
        (*ONE_OF, "add the family to families.csv"),
    ),
    error(
        "unknown-family-variant",
        "unknown family variant {name!q}: family_variants.csv does not declare it",
        (*ONE_OF, "add the family variant to family_variants.csv"),
        about=f"A product model names a family variant that the export does not declare. {_IMPORT}",
    ),
    error(
        "unknown-locale.import",
        (
            "unknown locale {name!q} in `{option}`: the import does not create it",
            "missing locale in `{option}`",
            "unknown locale {name!q}: no channel has it",
            "missing locale in the column name",
        ),
        (*ONE_OF, "add the locale to a channel in channels.csv"),
    ),
    error(
        "unknown-product-model",
        "unknown product model {name!q}: product_models.csv does not declare it",
        (*ONE_OF, "add the model to product_models.csv, or clear the cell"),
        about=f"A product or a model names a parent that is not in product_models.csv, or the parents form a cycle. "
        f"{_IMPORT}",
    ),
    error(
        "unknown-product-model.cycle",
        "invalid parent {name!q}: the parents of the model form a cycle",
        "change or clear the parent of one of the models of the cycle in product_models.csv",
    ),
    error(
        "source",
        "{source!q} is not a folder",
        "unpack the export, and use the path of the unpacked folder",
        about="The source of an import must be a folder. Nothing is written.",
    ),
    error(
        "source-locale",
        (
            "unknown source locale {name!q}: the export does not have it",
            "missing source locale: no channel has a locale",
        ),
        (*ONE_OF, "add a locale to a channel in channels.csv"),
        about="`--source-locale` names a locale that no channel of the export has, or no channel has a locale. "
        "Nothing is written.",
    ),
    error(
        "market",
        'invalid market "{key}:{country}:{currency}"',
        "write key:COUNTRY:CURRENCY:locales with country and currency in capital letters, for example "
        "de:DE:EUR:de,en,fr; the key begins with a letter or digit and has only letters, digits, `-` and `_`",
        about="`--market` requires a key, a country of two capital letters, a currency of three capital letters, and "
        "locales. Nothing is written.",
    ),
    error(
        "file-missing",
        "missing file {file}",
        "add {file} to the export",
        about=f"The export has no file of this name, but the import requires it. {_IMPORT}",
    ),
    error(
        "column-missing",
        "missing column `{column}`",
        _AGAIN,
        about=f"A table of the export has no column of this name, but the import requires it. {_IMPORT}",
    ),
    error(
        "column-twice",
        "duplicate column {column!q}",
        "keep one of the columns with this name, and remove the others",
        about=f"A table of the export has several columns with the same name. {_IMPORT}",
    ),
    error(
        "column",
        "invalid column {column!q}: unexpected suffix {suffix!q} for attribute `{attribute}`",
        "remove the column, or correct its name",
        about=f"The name of a column does not match its attribute or association type. {_IMPORT}",
    ),
    error(
        "column.quantity",
        "invalid column {column!q}: association type `{type}` has no quantities (`is_quantified`)",
        "remove the column, or set `is_quantified` of the type to 1",
    ),
    error(
        "cells",
        "wrong number of cells: the record has {count:,}, the header has {expected:,}",
        "write {expected:,} cells, and put cells that contain the separator in quotes",
        about=f"A record of a table has more or fewer cells than the header. {_IMPORT}",
    ),
    error(
        "csv",
        "invalid CSV: {reason}",
        _AGAIN,
        about=f"A table is not valid CSV. The line is the last one that was read; the error may be in an earlier line "
        f"of the same record, for example a quote that is not closed. {_IMPORT}",
    ),
    error(
        "not-utf-8",
        "invalid UTF-8: byte 0x{byte:02x}",
        _AGAIN,
        about=f"A table is not encoded in UTF-8. The first wrong byte of each line is reported. {_IMPORT}",
    ),
    error(
        "code-twice",
        "duplicate attribute {code!q}",
        "remove one of the two rows",
        about=f"attributes.csv declares an attribute twice. {_IMPORT}",
    ),
    error(
        "category-parent",
        "invalid parent {parent!q} of category {code!q}: it does not lead to a category tree",
        "write a parent from categories.csv that is a tree or is below a tree",
        about=f"The parents of a category must end at a tree: one of them is missing, or they form a cycle. {_IMPORT}",
    ),
    error(
        "sku-twice",
        "duplicate SKU {sku!q} (ignoring case)",
        "write another SKU in one of the rows, or remove the row",
        about=f"Several products of the export have the same SKU, ignoring case. {_IMPORT}",
    ),
    error(
        "sku",
        "invalid SKU {sku!q}",
        "write 1 to {limit} printable characters (Unicode form NFC), without spaces at the ends, without `/*` at the "
        "end, and not `null`",
        about=f"A SKU of the export is not valid in packshot. {_IMPORT}",
    ),
    error(
        "value",
        (
            "invalid value {value!q} with unit {unit!q} for attribute `{attribute}` of type `{type}`",
            "invalid value {value!q} for attribute `{attribute}` of type `{type}`",
        ),
        by(
            "type",
            f"write a number such as 12.5, {_EMPTY}",
            boolean=f"write 0 or 1, {_EMPTY}",
            date=f"write a date such as 2026-11-22, {_EMPTY}",
        ),
        about=f"A cell does not match the type of its attribute, or the unit of a measurement is missing or unknown. "
        f"{_IMPORT}",
    ),
    error(
        "value.unit",
        (
            "unknown unit {name!q} of value {value!q} for attribute `{attribute}`",
            "missing unit of value {value!q} for attribute `{attribute}`",
        ),
        (*ONE_OF, "declare the metric family of the attribute in measurement_families.json"),
    ),
    error(
        "quantity",
        "invalid quantities {quantities!q} of {codes!q}",
        "write a whole number from 1 to 999999999 for each code, in the order of the codes, separated by |",
        about=f"The number of quantities of a quantified association differs from the number of its codes, or a "
        f"quantity is not a whole number from 1 to 999999999. {_IMPORT}",
    ),
    error(
        "measurements",
        ("invalid `{key}`: {reason}", "invalid measurement families: {reason}"),
        _API,
        about=f"measurement_families.json does not have the structure of the Akeneo API, or the standard unit of a "
        f"family or the conversion of a unit is invalid. {_IMPORT}",
    ),
    error(
        "measurements.standard",
        "invalid standard unit {unit!q} of measurement family `{family}`: it is missing, or its "
        "conversion has a factor other than 1 or an offset",
        _API,
    ),
    error(
        "measurements.scale",
        "invalid conversion of unit `{unit}`: it multiplies or divides by {value}, which is not above 0",
        "write a value above 0 in `convert_from_standard` of the unit",
    ),
    error(
        "measurements.digits",
        "invalid conversion of unit `{unit}`: the factor or the offset has more than {limit} digits in sequence",
        "shorten the values in `convert_from_standard` of the unit, for example to 12 digits",
    ),
    error(
        "path-outside",
        "path {path!q} leads out of the export",
        "move the file into the folder of the export and use its path there; replace a symbolic link with its file",
        about="A path or a symbolic link leads out of the folder of the export, or the path of a new file is not valid "
        "in the destination. The import stops.",
    ),
    error(
        "path-outside.destination",
        "path {path!q} leads out of the destination, or has a backslash or a NUL character",
        "rename the file in the export",
    ),
    warning(
        "axis",
        "missing axis value: SKU {sku!q} has no value for {axes:and}",
        "add a value for each axis, or make the SKU a separate product",
        about="A variant of the export has no value for an axis of its model. The import continues; the new repository "
        "has the same problem.",
    ),
    warning(
        "axis-twice",
        (
            "SKUs {sku!q} and {other!q} have the same axis values: {values}",
            "SKUs {sku!q} and {other!q} have no axis values: their family variant has no axes",
        ),
        "change an axis value of one of the two SKUs, or add an axis to their family variant",
        about="Two variants of a model have the same axis values, or their family variant has no axes. The import "
        "continues; the new repository has the same problem.",
    ),
)

NOTES: Mapping[str, Text] = {
    "alt": "alt text {alt!q} is added to asset {asset}",
    "categories": "the categories and groups of all models and variants of product {product} are merged",
    "channel": "channel {channel} becomes a channel scope; its label is left out",
    "control-character": "unsupported characters are removed from {column} of {row}: {characters}",
    "copy": "{path} is a copy of {other}; both become one asset",
    "draft": "product model {model} has no variants; its status becomes draft",
    "empty-group": "attribute group {group} is left out: it has no attributes other than SKU and price",
    "family": "SKU {sku} has no family; it is added to family {family}",
    "family-attribute": "attribute {attribute} is added to family {family}, because products of the family have values "
    "for the attribute",
    "family-variant": "family variant {variant} is replaced by `axes` in its products; its label is left out",
    "feed": "a feed for Google is added",
    "file-absent": ("image {path} in the HTML of {column} is left out", "missing file {path}"),
    "group": "link to group {group} is replaced by links to its members",
    "html": "HTML in {column} is converted to CommonMark",
    "label": (
        "{code} has no label in {locale}; the label {label!q} of another locale is used",
        "{code} has no label; its code is used",
    ),
    "label-attribute": "products of family {family} are named by `name`, because only variants have {attribute}",
    "limit": "`{column}` {value} of attribute {attribute} is left out",
    "line-break": "`\\n` in {column} is converted to a line break",
    "link-to-itself": "link from {row} to {code} in {column} is left out, because both are the same product",
    "market": "market {market} is added with country {country} and locales {locales}",
    "name": "the name of the catalogue is set to {value}",
    "option": "option {option} of {attribute} is not in attribute_options.csv; it is added",
    "parent-case": "parent {parent} is read as product model {model}, which differs only in case",
    "renditions": "renditions {renditions:and} are added",
    "required-price": "price required by channel {channel} for family {family} is left out: prices are always required",
    "second-level": "values of the second-level models of product {product} are written for each SKU",
    "second-level-link": "second-level model {model} in {column} is replaced by its product {product}",
    "setting": "`{setting}` of attribute {attribute} is left out: it applies only to forms in Akeneo",
    "stock": "the stock state of all SKUs is set to `in_stock`",
    "subscript": "subscript in {column} is converted to plain text",
    "superscript": "superscript in {column} is converted to plain text",
    "tax": "prices in {currency} are set to include tax",
    "tree": "{code} is a category tree, not a category; the product is not added to it",
    "unit": "{value} in {column} has no unit; {unit} is used",
    "unreferenced": "no product uses file {path}; it is added as an asset",
    "url": "the URL of the catalogue is set to {value}",
    "zone": "the time zone of the catalogue is set to {value}",
}
"""Topic of a note -> its text. A topic that is not here is the kind of a code that was renamed."""

RENAMED: Text = "{old} is renamed to {new}"
"""The text of notes about renamed codes."""
