"""The shape of files: their keys, combinations of keys, axes, tables, translations, and values in the wrong place."""

from packshot.messages.message import ONE_OF, around, by, error

_OR_REMOVE = (*(f"{each}, or remove" for each in ONE_OF), "remove")
_PATTERN = "write a valid regular expression; look-around and back references are not supported"

MESSAGES = (
    # keys
    error("unknown-key", "unknown key {name!q}", around(_OR_REMOVE, after=" the key")),
    error("missing-key", "missing key `{key}`", "add `{key}:` with its value"),
    error(
        "misplaced",
        by(
            "reserved",
            "reserved key `{key}`: it cannot be set as an attribute",
            price="misplaced key `{key}`: only price lists contain prices",
            stock="misplaced key `{key}`: only stock lists contain stock",
        ),
        by(
            "reserved",
            "remove the key",
            price="move the price to a price list in catalog/prices/, as a line such as `SKU-1: 24.90`",
            stock="move the stock to a stock list in catalog/stock/, as a line such as `SKU-1: 14`",
        ),
    ),
    error("misplaced.asset", "misplaced key `{key}`", "`{key}` is an asset attribute; move it under `assets:`"),
    error("misplaced.value", "misplaced key `{key}`", "`{key}` is not an asset attribute; move it out of `assets:`"),
    error(
        "calculated-written",
        "`{attribute}` is calculated and cannot be set: {expression}",
        "remove `{attribute}`; to change the result, edit the expression or the values that it uses",
    ),
    error(
        "not-localizable",
        "`{attribute}` is not localizable",
        by(
            "type",
            "move `{attribute}` to {file}, or set `localizable: true` on the attribute",
            table="move `{attribute}` to {file}, or set `localizable: true` on the columns to translate",
        ),
    ),
    error(
        "not-localizable.column",
        "column `{column}` is not localizable",
        "move `{column}` to {file}, or set `localizable: true` on the column",
    ),
    error(
        "localizable-default",
        "localizable attribute `{attribute}` cannot have a default",
        by(
            "key",
            "remove `default:`, and write the value in each product or record",
            defaults="remove `{attribute}` from `defaults:`, and write the value in each product or record",
        ),
    ),
    error(
        "unknown-attribute.family",
        "unknown attribute {name!q} of family `{family}`",
        (
            "use one of: {known} (and {more:,} more), or add {name!q} to the attributes of family `{family}`",
            "use one of: {known}, or add {name!q} to the attributes of family `{family}`",
            "add {name!q} to the attributes of family `{family}`, or remove the name here",
        ),
    ),
    error("unknown-column", "unknown column {name!q} of table `{table}`", ONE_OF),
    error(
        "unknown-row",
        "unknown row {name!q} of table `{table}`",
        around(_OR_REMOVE, after=" the row"),
    ),
    error(
        "unknown-sku.variant",
        "unknown SKU {name!q}: the product has no such variant",
        around(_OR_REMOVE, after=" the SKU"),
    ),
    # axes
    error(
        "unknown-axis",
        "unknown axis {name!q} of the product",
        (*ONE_OF, "add {name!q} under `axes:` of the product, or remove the key"),
    ),
    error(
        "unknown-axis.family",
        "unknown axis {name!q} of family `{family}`",
        (
            "use one of: {known} (and {more:,} more), or add {name!q} to the axes of family `{family}`",
            "use one of: {known}, or add {name!q} to the axes of family `{family}`",
            "add {name!q} to the axes of family `{family}`",
        ),
    ),
    error(
        "bad-axis",
        "attribute `{attribute}` cannot be an axis",
        "use an attribute without `many` and `localizable` that has one of these types: {types}",
    ),
    error(
        "bad-axis.calculated",
        "calculated attribute `{attribute}` cannot be an axis",
        "use an attribute that the variants set",
    ),
    error("bad-axis-value", "invalid value {value!q} of axis `{axis}`", ("{problem:help}", "write a value")),
    error(
        "axis-value-twice",
        "duplicate value {value!q} of axis `{axis}`: same as {other!q}",
        "merge the two entries into one",
    ),
    error(
        "unknown-axis-value",
        "unknown value {value!q} of axis `{axis}`: no variant has this value",
        "remove the value, or add a variant with this value",
    ),
    error("missing-axis", "missing value of axis `{axis}` for variant {sku!q}", "add `{axis}:` to the variant"),
    error(
        "axes-twice",
        "duplicate combination of {axes:and}: {sku!q} and {other!q}",
        "change an axis value of one of the two variants, or remove one of them",
    ),
    # hashes of translated texts
    error(
        "bad-hash",
        "invalid hash in `{key}`",
        "remove `{key}`; `packshot validate --format json` then lists the hash to write",
    ),
    error("bad-hash.source", "misplaced hash `{key}`: this file is not a translation", "remove `{key}`"),
    error(
        "bad-hash.text",
        "hash `{key}` without a translation: `{attribute}` is missing",
        "remove `{key}`, or add `{attribute}`",
    ),
    # combinations: attributes
    error(
        "bad-combination.required",
        "type `{type}` requires `{key}`",
        "add `{key}:` next to `type:`",
    ),
    error(
        "bad-combination.type",
        "`{key}` is not allowed with type `{type}`",
        "remove `{key}`, or use one of the types that allow it: {types}",
    ),
    error(
        "bad-combination.table",
        "a table as a whole cannot be localizable",
        "move `localizable: true` from the table to its translated columns",
    ),
    error(
        "bad-combination.calculated",
        "`{key}` is not allowed on a calculated attribute",
        "remove `{key}`; `expr:` calculates the values",
    ),
    error(
        "bad-combination.bound",
        "invalid bound {bound!q} of type `{type}`",
        by(
            "type",
            "write a number of characters of at most 7 digits, for example 80",
            number="write digits with a decimal point, for example 1234.5",
            date="write a valid date, for example 2026-11-22",
            datetime="write date, time and time zone, for example 2027-03-01T00:00:00+01:00",
        ),
    ),
    error(
        "bad-combination.bounds",
        "`min` {min} is greater than `max` {max}: no value is valid",
        "set `min` to a value of at most `max`",
    ),
    error("bad-combination.pattern", "invalid pattern {pattern!q}", _PATTERN),
    # combinations: assets and renditions
    error("bad-combination.choice", "`allow` and `deny` are not allowed together", "remove `allow` or `deny`"),
    error(
        "bad-combination.rights",
        "`expires` ({expires}) is not after `embargo` ({embargo})",
        "set `expires` to a timestamp after {embargo}",
    ),
    error(
        "bad-combination.crop",
        "the crop is empty or exceeds the image",
        "keep `x + w` and `y + h` at most 1, and `w` and `h` above 0",
    ),
    error(
        "bad-combination.size", "rendition `{rendition}` requires `width` or `height`", "add `width`, `height` or both"
    ),
    error(
        "bad-combination.fit",
        "`fit: {fit}` requires `width` and `height`",
        "add the missing dimension, or set `fit: contain`",
    ),
    # combinations: products, prices, stock
    error(
        "bad-combination.sku",
        "`sku` is not allowed together with `axes` or `variants`",
        "keep `sku:` for a simple product, or `axes:` and `variants:` for a product with variants",
    ),
    error("bad-combination.no-sku", "a product requires `sku` or `axes`", "add `sku:`, or `axes:` and `variants:`"),
    error(
        "bad-combination.variants",
        "`axes` requires `variants` unless the status is `draft`",
        "add `variants:`, or set `status: draft` until the product has variants",
    ),
    error(
        "bad-combination.bundle",
        "`bundle` is not allowed on a product with variants",
        "move `bundle` to a simple product with its own `sku`",
    ),
    error("bad-combination.axes", "duplicate axis {names:and}", "list each axis once"),
    error(
        "bad-combination.amount",
        "a price requires an amount",
        "write an amount, or an amount per quantity, beginning with quantity 1",
    ),
    error(
        "bad-combination.window",
        "empty price window: from {begin} to {end}",
        "set `to:` (exclusive) to a date or timestamp after {begin}",
    ),
    error("bad-combination.stock", "a stock line requires `qty` or `state`", "add `qty:` or `state:`"),
    # combinations: units and validation rules
    error(
        "bad-combination.factor",
        "the factor of a unit must be above 0",
        "write the number of base units in one unit, for example 1000 for kg with the base unit g",
    ),
    error(
        "bad-combination.base",
        "base unit {base!q} must be one of the units, with factor 1 and no offset",
        "correct or add the unit {base!q}, or set another base",
    ),
    error(
        "bad-combination.ladder",
        "ladder `{of}` requires `along`",
        "add `along:` with the path whose values put the SKUs in order",
    ),
    error(
        "bad-combination.demands",
        ("a rule cannot have {names:and} together", "a rule requires one of: {known}"),
        "write exactly one of: {known}",
    ),
    error(
        "bad-combination.linked",
        "`linked: {linked}` is not allowed with `on: {on}`",
        "write `linked: use` with `on: asset`; write `linked: category` or `linked: price` with `on: product` or "
        "`on: sku`",
    ),
    error("bad-combination.linked-record", "`linked` is not allowed with `on: record`", "use `must:` instead"),
    error("bad-combination.ladder-on", "`ladder` is not allowed with `on: {on}`", "set `on: sku`"),
    error(
        "bad-combination.within",
        "`within: {within}` is not allowed with `on: {on}`",
        "set `within: everything`",
    ),
)
