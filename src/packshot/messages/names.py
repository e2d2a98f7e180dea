"""References to unknown names, and keys of computed values."""

from packshot.messages.message import ONE_OF, error

_FORMERLY = "after a rename, add {name!q} to `formerly:` of the renamed entry"
_OR_DECLARE = "or declare the locale in catalog.yaml, or delete the file"

MESSAGES = (
    error(
        "unknown-asset",
        "unknown asset {name!q}",
        (*ONE_OF, f"add the file and its sidecar to `assets/`, or remove the asset id; {_FORMERLY}"),
    ),
    error(
        "unknown-asset-attribute",
        "unknown asset attribute {name!q}",
        (*ONE_OF, "define the attribute with `type: asset` in catalog/attributes/"),
    ),
    error(
        "unknown-attribute",
        "unknown attribute {name!q}",
        (*ONE_OF, "define the attribute in catalog/attributes/, or remove the name"),
    ),
    error(
        "unknown-authority",
        "unknown authority {name!q}",
        (*ONE_OF, "declare the authority under `authorities:` in catalog.yaml"),
    ),
    error(
        "unknown-category",
        "unknown category {name!q}",
        (*ONE_OF, f"add the category to a tree in catalog/categories/, or remove the name; {_FORMERLY}"),
    ),
    error("unknown-category-tree", "unknown category tree {name!q}", (*ONE_OF, "add catalog/categories/{name}.yaml")),
    error(
        "unknown-check",
        "unknown check {name!q}",
        ONE_OF,
        about="A rule of a channel file has a `check:` that does not exist.",
    ),
    error(
        "unknown-customers",
        "unknown customer group {name!q}: no price list of market `{market}` has this group",
        (*ONE_OF, "set `group:` in a price list of market `{market}`"),
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
        about="The `output:` of a channel file has a format that does not exist.",
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
    error(
        "unknown-locale", "unknown locale {name!q}", (*ONE_OF, "declare the locale under `locales:` in catalog.yaml")
    ),
    error(
        "unknown-locale.file",
        "unknown locale {name!q}: this file is ignored",
        (
            "write one of these locales in the file name: {known} (and {more:,} more); " + _OR_DECLARE,
            "write one of these locales in the file name: {known}; " + _OR_DECLARE,
            "declare the locale under `locales:` in catalog.yaml, or delete the file",
        ),
    ),
    error(
        "unknown-map",
        "unknown map {name!q}",
        (*ONE_OF, "define the map under `values:`"),
        about="A field of a channel file uses a map that is not defined under `values:`.",
    ),
    error(
        "unknown-market", "unknown market {name!q}", (*ONE_OF, "declare the market under `markets:` in catalog.yaml")
    ),
    error(
        "unknown-option",
        "unknown option {name!q} of option list `{list}`",
        (*ONE_OF, f"add the option to the list; {_FORMERLY}"),
    ),
    error("unknown-option-list", "unknown option list {name!q}", (*ONE_OF, "add catalog/options/{name}.yaml")),
    error("unknown-pipe", "unknown pipe {name!q}", ONE_OF, about="A channel file uses a pipe that does not exist."),
    error(
        "unknown-preset", "unknown preset {name!q}", ONE_OF, about="A channel file uses a preset that does not exist."
    ),
    error("unknown-price-list", "unknown price list {name!q}", (*ONE_OF, "add catalog/prices/{name}.yaml")),
    error(
        "unknown-product",
        "unknown product or SKU {name!q}",
        f"write an existing product key or SKU, or remove the name; {_FORMERLY}",
    ),
    error(
        "unknown-record",
        "unknown record {name!q} of entity `{entity}`",
        (*ONE_OF, "add catalog/records/{entity}/{name}.yaml"),
    ),
    error(
        "unknown-relation",
        "unknown relation {name!q}",
        (*ONE_OF, "define the relation in catalog/relations.yaml, or remove the name"),
    ),
    error(
        "unknown-rendition",
        "unknown rendition {name!q}",
        (*ONE_OF, "declare the rendition under `renditions:` in catalog.yaml"),
    ),
    error("unknown-rule", "unknown validation rule {name!q}", (*ONE_OF, "add catalog/rules/{name}.yaml")),
    error(
        "unknown-scope",
        "unknown channel scope {name!q}",
        (*ONE_OF, "declare the scope under `scopes:` in catalog.yaml"),
    ),
    error(
        "unknown-sku",
        "unknown SKU {name!q}",
        f"write an existing SKU, or remove the name; {_FORMERLY}",
    ),
    error(
        "unknown-sku.product",
        "{name!q} is a product key, not a SKU",
        "write one of the SKUs of the product; a bundle contains SKUs, not products",
    ),
    error("unknown-stock-list", "unknown stock list {name!q}", (*ONE_OF, "add catalog/stock/{name}.yaml")),
    error(
        "unknown-taxonomy",
        "unknown taxonomy {name!q}",
        (*ONE_OF, "declare the taxonomy and its version under `taxonomies:` in catalog.yaml"),
    ),
    error(
        "unknown-unit-family", "unknown unit family {name!q}", (*ONE_OF, "define the unit family in catalog/units.yaml")
    ),
    error(
        "inverse-written",
        "`{inverse}` is computed (inverse of `{relation}`) and cannot be set",
        "write `{relation}` in the other product instead",
    ),
)
