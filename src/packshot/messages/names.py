"""Names that files use: unknown ones, and what may be named instead."""

from packshot.messages.message import ONE_OF, error

_FORMERLY = "if it was renamed, add {name!q} to `formerly:` of its new name"

MESSAGES = (
    error(
        "unknown-asset",
        "unknown asset {name!q}",
        (*ONE_OF, f"add the file and its sidecar to `assets/`, or remove the id; {_FORMERLY}"),
    ),
    error("unknown-asset-attribute", "unknown asset attribute {name!q}", (*ONE_OF, "use an attribute of type `asset`")),
    error(
        "unknown-attribute",
        "unknown attribute {name!q}",
        (*ONE_OF, "define the attribute in catalog/attributes/, or remove the name"),
    ),
    error(
        "unknown-authority",
        "unknown authority {name!q}",
        (*ONE_OF, "declare it under `authorities:` in catalog.yaml"),
    ),
    error(
        "unknown-category",
        "unknown category {name!q}",
        (*ONE_OF, f"add it to a tree in catalog/categories/, or remove it; {_FORMERLY}"),
    ),
    error("unknown-category-tree", "unknown category tree {name!q}", (*ONE_OF, "add catalog/categories/{name}.yaml")),
    error(
        "unknown-check",
        "unknown check {name!q}",
        ONE_OF,
        about="A channel file names a check that does not exist under `check:` of a rule.",
    ),
    error(
        "unknown-customers",
        "unknown customer group {name!q}: no price list of the market is for it",
        (*ONE_OF, "set `group:` in a price list of the market"),
    ),
    error("unknown-family", "unknown family {name!q}", (*ONE_OF, "add catalog/families/{name}.yaml")),
    error(
        "unknown-family.product",
        "unknown family {name!q}: the values of the product cannot be read",
        (*ONE_OF, "add catalog/families/{name}.yaml"),
    ),
    error(
        "unknown-field",
        "unknown field {name!q}",
        (*ONE_OF, "add the field to `fields:`, or remove the name"),
        about="A channel file has a rule for a field that it does not define.",
    ),
    error(
        "unknown-format",
        "unknown format {name!q}",
        ONE_OF,
        about="A channel file names a format that does not exist under `output:`.",
    ),
    error(
        "unknown-importer",
        "unknown importer {name!q}",
        ONE_OF,
        about="`packshot import` has one importer for each system it reads. Nothing was read or written.",
    ),
    error(
        "unknown-licence",
        "unknown licence {name!q}: the asset is not published without its licence",
        (*ONE_OF, "add catalog/records/licence/{name}.yaml"),
    ),
    error("unknown-locale", "unknown locale {name!q}", (*ONE_OF, "declare it under `locales:` in catalog.yaml")),
    error(
        "unknown-locale.file",
        "unknown locale {name!q}: this file is ignored",
        (
            "rename the file to one of: {known}; or declare the locale in catalog.yaml, or delete the file",
            "declare the locale under `locales:` in catalog.yaml, or delete the file",
        ),
    ),
    error(
        "unknown-map",
        "unknown map {name!q}",
        (*ONE_OF, "define it under `values:`"),
        about="A field of a channel file names a map that is not under `values:`.",
    ),
    error("unknown-market", "unknown market {name!q}", (*ONE_OF, "declare it under `markets:` in catalog.yaml")),
    error("unknown-option", "unknown option {name!q} in list `{list}`", (*ONE_OF, f"add it to the list; {_FORMERLY}")),
    error("unknown-option-list", "unknown option list {name!q}", (*ONE_OF, "add catalog/options/{name}.yaml")),
    error("unknown-pipe", "unknown pipe {name!q}", ONE_OF, about="A channel file names a pipe that does not exist."),
    error(
        "unknown-preset", "unknown preset {name!q}", ONE_OF, about="A channel file names a preset that does not exist."
    ),
    error("unknown-price-list", "unknown price list {name!q}", (*ONE_OF, "add catalog/prices/{name}.yaml")),
    error(
        "unknown-product",
        "unknown product or SKU {name!q}",
        f"write the key or a SKU of a product of the catalogue, or remove it; {_FORMERLY}",
    ),
    error(
        "unknown-record",
        "unknown record {name!q} of entity `{entity}`",
        (*ONE_OF, "add catalog/records/{entity}/{name}.yaml"),
    ),
    error(
        "unknown-relation",
        "unknown relation {name!q}",
        (*ONE_OF, "define it in catalog/relations.yaml, or remove the name"),
    ),
    error(
        "unknown-rendition", "unknown rendition {name!q}", (*ONE_OF, "declare it under `renditions:` in catalog.yaml")
    ),
    error("unknown-rule", "unknown validation rule {name!q}", (*ONE_OF, "add catalog/rules/{name}.yaml")),
    error(
        "unknown-scope",
        "unknown channel scope {name!q}",
        (*ONE_OF, "declare it under `scopes:` in catalog.yaml"),
    ),
    error(
        "unknown-sku",
        "unknown SKU {name!q}",
        f"write a SKU of a product of the catalogue, or remove it; {_FORMERLY}",
    ),
    error(
        "unknown-sku.product",
        "{name!q} is a product with several SKUs, not a SKU",
        "write one of its SKUs: bundles and their stock count SKUs",
    ),
    error("unknown-stock-list", "unknown stock list {name!q}", (*ONE_OF, "add catalog/stock/{name}.yaml")),
    error(
        "unknown-taxonomy",
        "unknown taxonomy {name!q}",
        (*ONE_OF, "declare it with its version under `taxonomies:` in catalog.yaml"),
    ),
    error("unknown-unit-family", "unknown unit family {name!q}", (*ONE_OF, "define it in catalog/units.yaml")),
    error(
        "inverse-written",
        "`{inverse}` is computed (inverse of `{relation}`) and cannot be set",
        "write `{relation}` in the other product instead",
    ),
)
