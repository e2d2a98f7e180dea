"""Products: their files, values, identifiers, links and bundles."""

from packshot.messages.message import ONE_OF, by, error, suggestion, warning

_NAMES = "rename one of the two: product keys and SKUs must be unique, ignoring case"
_CYCLE = "remove this part, or another part of the cycle"

MESSAGES = (
    error(
        "product-twice",
        "duplicate product {name!q}: it is also in {path}",
        "rename or delete one of the folders, because the folder name is the product key",
    ),
    error(
        "orphan-locale-file",
        "missing product.yaml next to this translation of {product!q}",
        "move the file to the folder of its product, or delete it",
    ),
    error(
        "orphan-locale-file.unread",
        "missing product.yaml for {product!q}: {file!q} is not read",
        "rename the file to product.yaml if it describes the product, or delete it",
    ),
    error(
        "unknown-file",
        "unknown file {file!q} next to product.yaml: its name is not a locale",
        (
            "rename the file to {near}.yaml, or move it out of catalog/products/ (locales: {known} and {more:,} more)",
            "rename the file to {near}.yaml, or move it out of catalog/products/ (locales: {known})",
            "name the file after its locale, or move it out of catalog/products/ (locales: {known} and {more:,} more)",
            "name the file after its locale, or move it out of catalog/products/ (locales: {known})",
            "name the file after its locale, or move it out of catalog/products/",
        ),
    ),
    error(
        "source-locale-file",
        "unexpected file for the source locale {locale!q}: its texts belong in {file}",
        "move the texts to {file}, and delete this file",
    ),
    suggestion(
        "shelf-family",
        "folder {folder!q} is named after another family: the family of this product is {family!q}",
        "move the product to the folder `{family}`; this is optional, because only `family:` has an effect",
    ),
    error(
        "wrong-family.product",
        by(
            "kind",
            "invalid family {name!q}: it is a family for records, not products",
            mixin="invalid family {name!q}: it is a mixin",
        ),
        by(
            "kind",
            (
                "use one of: {known} (and {more:,} more); or move the file to catalog/records/",
                "use one of: {known}; or move the file to catalog/records/",
                "use a family with `kind: product`, or move the file to catalog/records/",
            ),
            mixin=(*ONE_OF, "use a family with `kind: product`; mixins only add attributes to families"),
        ),
    ),
    error(
        "unknown-attribute.unlisted",
        "unknown attribute {name!q} in family {family!q}: the value is not used",
        "add the attribute to `attributes:` of the family, or remove the value",
    ),
    error(
        "unknown-attribute.undeclared",
        "undefined attribute {name!q}: family {family!q}, or a parent or mixin of the family, lists it, but no file in "
        "catalog/attributes/ defines it",
        "define the attribute in catalog/attributes/, or remove it from the list in the family, parent or mixin, and "
        "from this file",
    ),
    error(
        "unknown-attribute.label",
        "unknown attribute {name!q}: this is the label of `{attribute}`",
        "write `{attribute}`; if family {family!q} does not have this attribute, add the attribute to the family",
    ),
    error("category-twice.product", "duplicate category {name!q}", "remove this entry"),
    error(
        "successor-cycle",
        "circular `replaced_by`: {steps:chain}",
        "remove `replaced_by` from one of these products",
    ),
    error(
        "names-itself",
        "product refers to itself: {name!q}",
        by("key", "write another product or SKU", bundle="write another SKU"),
    ),
    error(
        "bad-window",
        "empty availability: `available_until` {end} is not after `available_from` {begin}",
        "write a date after {begin} in `available_until`",
    ),
    error(
        "name-twice",
        (
            "duplicate SKU {sku!q}: product {other_product!q} has the SKU {other_sku!q}",
            "duplicate SKU {sku!q}: {other_product!q} is a product key",
            "duplicate product key {product!q}: product {other_product!q} has the SKU {other_sku!q}",
            "duplicate product key {product!q}: {other_product!q} is a product key",
        ),
        _NAMES,
    ),
    error(
        "value-twice",
        (
            "duplicate `{attribute}` {value!q}: also used by {other} in {path}",
            "duplicate `{attribute}` {value!q}: also used by {other}",
        ),
        "correct one of the two values",
    ),
    error(
        "slug-twice",
        ("duplicate slug {value!q}: also used by {other} in {path}", "duplicate slug {value!q}: also used by {other}"),
        "write another slug for one of the products",
    ),
    error(
        "slug-taken",
        "invalid slug {name!q}: another product has this key (ignoring case)",
        "write another slug, because the key is the page address of a product without a slug",
    ),
    error(
        "gtin-shared",
        (
            "duplicate GTIN: it applies to {skus} and {more:,} more SKUs",
            "duplicate GTIN: it applies to the SKUs {skus:and}",
        ),
        "write the GTIN of each SKU under `variants:`",
    ),
    warning(
        "gtin-in-store",
        "restricted GTIN {value!q}: the number is for use in one store or on coupons, and marketplaces reject it",
        "write the GTIN that GS1 assigned to the brand owner, or move this number to an attribute of type `text`",
    ),
    error("link-to-itself", "product links to itself: {name!q}", "link to another product"),
    error("link-twice", "duplicate link to {name!q} in `{relation}`", "remove this entry"),
    warning(
        "link-uncounted",
        "missing `qty` for {name!q}: relation `{relation}` has quantities",
        "write the quantity, for example {{to: {name}, qty: 1}}",
    ),
    error(
        "link-quantity",
        "unexpected `qty`: relation `{relation}` has no quantities",
        "remove `qty`, or write `quantity: true` for the relation in relations.yaml",
    ),
    error("bundle-cycle", "circular bundle: {steps:chain}", _CYCLE),
    error(
        "bundle-deep",
        "more than {limit} nested bundles: {steps:chain}",
        "replace the inner bundles with their parts",
    ),
    warning(
        "bundle-single",
        "bundle contains a single piece of SKU {sku!q}",
        "write a quantity above 1, or add the other parts",
    ),
    warning(
        "bundle-part-unseen",
        "part {sku!q} has status `{status}` and is not shown, so the bundle is not shown either",
        "use another part, or write `status: {status}` in the bundle",
    ),
)
