"""Questions that `packshot explain` and `packshot report` cannot answer."""

from packshot.messages.message import error

MESSAGES = (
    error(
        "unknown-attribute.explained",
        "unknown attribute {name!q}: this product has no value with this name",
        ("did you mean {known:or}?", "run the command without the attribute to list all values"),
    ),
    error(
        "unknown-market.none",
        "missing market: catalog/catalog.yaml has no market, or the market cannot be read",
        "run `packshot validate`, and fix `markets:` in catalog/catalog.yaml",
    ),
    error(
        "unknown-product.explained",
        "unknown product or SKU {name!q}",
        ("did you mean {known:or}?", "write an existing product key or SKU"),
    ),
    error(
        "unreadable",
        "product {name!q} or its family cannot be read",
        "run `packshot validate` and fix the reported errors",
        about="`packshot explain` cannot show a product if the file of the product or of its family has errors.",
    ),
)
