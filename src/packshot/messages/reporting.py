"""Questions that `packshot explain` and `packshot report` cannot answer."""

from packshot.messages.message import error

MESSAGES = (
    error(
        "unknown-attribute.explained",
        "{name!q} is not a value of this product",
        ("did you mean {known:or}?", "run the command without the attribute to list all values"),
    ),
    error(
        "unknown-market.none",
        "the catalogue has no market that can be read",
        "run `packshot validate`, and fix `markets:` in catalog/catalog.yaml",
    ),
    error(
        "unknown-product.explained",
        "unknown product or SKU {name!q}",
        ("did you mean {known:or}?", "write the key or a SKU of a product of the catalogue"),
    ),
    error(
        "unreadable",
        "product {name!q} or its family cannot be read",
        "run `packshot validate`",
        about="`packshot explain` cannot show a product whose file, or that of its family, has errors.",
    ),
)
