"""Price lists and stock lists."""

from packshot.messages.message import ONE_OF, by, error, suggestion, warning
from packshot.messages.values import SKU_FORM

MESSAGES = (
    error(
        "unknown-key.list-part",
        "misplaced key {name!q}: a part of a {kind} list has only the key `{lines}:`",
        "move the key to list.yaml in the same folder, or remove it",
    ),
    error(
        "list-without-head",
        "missing list.yaml: {kind} list {name!q} has no head",
        "add list.yaml with the head of the list to the same folder",
    ),
    error(
        "list-twice",
        "duplicate {kind} list {name!q}: it is also defined in {other}",
        "delete one of the two definitions",
    ),
    suggestion(
        "list-long",
        "long list: the file has {count:line|lines}",
        (
            "move the lines to files of up to {limit:line|lines} in {folder}/ and the head to {head}; delete this file",
            "move the lines to several files of up to {limit:line|lines} in {folder}/",
        ),
    ),
    error("line-twice", "duplicate line {name!q}: it is also in {other}", "remove one of the two lines"),
    warning(
        "line-without-sku",
        "unknown {kind} {name!q}: the line has no effect",
        (*ONE_OF, "write a {kind} that exists, or remove the line"),
    ),
    warning(
        "line-without-sku.product",
        "{name!q} is a product key, not a SKU: the line has no effect",
        by(
            "kind",
            "replace {name!q} with the SKUs of the product, one per line",
            price="write `{name}/*` to price all SKUs of the product, or write one of its SKUs",
        ),
    ),
    error("bad-sku.price-line", "invalid SKU {name!q}", f"write {SKU_FORM}; or write a product key followed by `/*`"),
    error("bad-sku.stock-line", "invalid SKU {name!q}", f"write {SKU_FORM}"),
    error(
        "price-tie",
        "conflicting prices of {name!q}: entries {first} and {second} start at the same time",
        "add or change `from:` in one of the two entries, or remove one",
    ),
    warning(
        "price-never",
        (
            "the price is never in force: the list is valid from {begin} until {end}",
            "the price is never in force: the list is valid from {begin}",
            "the price is never in force: the list is valid until {end}",
        ),
        "change the dates of the price so that they overlap the validity of the list, or remove the price",
    ),
    warning(
        "price-tiers",
        "missing price of {name!q} for quantity 1: the lowest tier is {lowest}",
        "add a price for quantity `1:`",
    ),
    warning(
        "price-was",
        "former price {was} of {name!q} is not higher than its price {amount}",
        "write a price above {amount} in `was:`, or remove `was:`",
    ),
    warning(
        "price-zero",
        "price of {name!q} is 0",
        "write the price, or `null` as the whole value of the line if the SKU is not sold",
    ),
    suggestion(
        "price-decimals",
        "price {amount} has more decimals than {currency} ({limit}): it is shown as {rounded}",
        "write {rounded}",
    ),
    warning(
        "price-thousands",
        "ambiguous price {amount}: thousands separator or decimal point?",
        "write {thousands} or {rounded} (in {currency}); to keep all three decimals, write {amount}0",
    ),
)
