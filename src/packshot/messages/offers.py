"""Price lists and stock lists."""

from packshot.messages.message import ONE_OF, by, error, suggestion, warning

MESSAGES = (
    error(
        "unknown-key.list-part",
        "misplaced key {name!q}: a part of a {kind} list has only `{lines}:`",
        "move it to list.yaml in the same folder, or remove it",
    ),
    error(
        "list-without-head",
        "missing list.yaml: {kind} list {name!q} has no head",
        "add list.yaml with the head of the list to the same folder",
    ),
    error("list-twice", "duplicate {kind} list {name!q}: it is also in {other}", "keep one of the two"),
    suggestion(
        "list-long",
        "long list: {count:line|lines} in one file",
        "split it into files of up to {limit:line|lines} in {folder}/, with the head in list.yaml",
    ),
    error("line-twice", "duplicate line {name!q}: it is also in {other}", "keep one of the two"),
    warning(
        "line-without-sku",
        "unknown {kind} {name!q}: the line has no effect",
        (*ONE_OF, "write a {kind} that exists, or remove the line"),
    ),
    warning(
        "line-without-sku.product",
        "{name!q} is a product key, not a SKU: the line has no effect",
        by("kind", "write its SKUs", price="write `{name}/*` to price all its SKUs, or write one of its SKUs"),
    ),
    error("bad-sku.price-line", "invalid SKU {name!q}", "write a SKU, or a product key followed by `/*`"),
    error("bad-sku.stock-line", "invalid SKU {name!q}", "write a SKU"),
    error(
        "price-tie",
        "conflicting prices {first} and {second} of {name!q}: they start at the same time",
        "change `from:` of one of them, or remove one",
    ),
    warning(
        "price-never",
        (
            "the price is never in force: the list is valid from {begin} until {end}",
            "the price is never in force: the list is valid from {begin}",
            "the price is never in force: the list is valid until {end}",
        ),
        "move the dates of the price into those of the list",
    ),
    warning(
        "price-tiers", "missing price of {name!q} for quantity 1: its tiers start at {lowest}", "add a tier for `1:`"
    ),
    warning(
        "price-was",
        "former price {was} of {name!q} is not higher than its price {amount}",
        "write the higher price in `was:`, or remove `was:`",
    ),
    warning(
        "price-thousands",
        "ambiguous price {amount}: thousands separator or decimal point?",
        "write {thousands} or {rounded} (in {currency}), or {amount}0 if all three decimals are meant",
    ),
)
