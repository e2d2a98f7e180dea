"""Channel files, and the rows that feeds leave out."""

from packshot.messages.message import ONE_OF, by, error, note, suggestion

MESSAGES = (
    suggestion(
        "format-unbuilt",
        "format {name!q} is not built by this version: the channel is only validated",
        "use one of these formats to publish a file: {known}",
    ),
    error(
        "preset-cycle",
        "circular or too long chain of presets (limit: {limit} presets): {presets:chain}",
        "remove `extends:` from one of these presets",
        about="The chain of presets that a channel file extends contains a preset twice, or more than eight presets.",
    ),
    # fields
    error(
        "field-twice",
        "duplicate field {name!q}: it is under `fields:` and under `images:`",
        "remove one of the two definitions; to remove a definition that a preset contains, write `{name}: null` in the "
        "same section (`fields:` or `images:`) of the channel file",
        about="A channel file, together with its presets, defines the same field under `fields:` and under `images:`. "
        "Only one definition is allowed.",
    ),
    error(
        "field-twice.parts",
        "ambiguous field `{name}`: it has a value and also parts, such as `{part}`",
        "remove `{name}` or its parts; to remove a field that a preset defines, write `null` as its value, for "
        "example `{part}: null`",
    ),
    error(
        "bad-field-name",
        "invalid field name {name!q}",
        "start with a letter, then use letters, digits and `_` (up to 100 characters); write up to four such names "
        "with dots between them for a nested field, for example `shipping.price`",
        about="The name of a field in a channel file has more than four parts, or a part that does not begin with a "
        "letter, has characters that not every format allows or is longer than 100 characters.",
    ),
    error(
        "field-source",
        ("several sources of field `{name}`: {sources:and}", "missing source of field `{name}`"),
        "write exactly one of `from`, `expr` and `value`",
        about="A field of a channel file has no source of its value or several sources, or has `each` together with "
        "keys that only its parts may have.",
    ),
    error(
        "field-source.each",
        "keys without effect in field `{name}`, which has `each`: {keys}",
        "remove {keys:and} from `{name}`, or move them to a part, for example `{name}.value: {{from: each}}`",
    ),
    error(
        "each-of-one",
        "invalid `each` of field `{name}`: {path!q} is neither a list nor a table",
        "write the path of a table attribute or of an attribute with `many: true`, or use `from` instead of `each` "
        "and remove the parts",
        about="The path under `each` of a field in a channel file is neither a list nor a table, so the field cannot "
        "be repeated for its members.",
    ),
    error(
        "each-without-parts",
        "missing or invalid parts of field `{name}`",
        "add a field for each part, for example `{name}.value: {{from: each}}`, or fix the parts that are reported",
        about="A field with `each` in a channel file has no parts, or only parts with errors. Parts are fields with "
        "dotted names.",
    ),
    error(
        "each-in-each",
        "nested `each`: field `{name}` is part of field `{group}`, and both have `each`",
        "remove `each` from `{name}`, and write `from`, `expr` or `value`",
        about="A field with `each` is nested within another field with `each`. Only one level of repetition is "
        "allowed.",
    ),
    error(
        "list-in-field",
        "list in field `{name}`: {path!q} may have several values, but the field accepts only one",
        'add `repeat: true`, `join: ", "` or the pipe `first`',
        about="The source of a field in a channel file may have several values, but the field or the format of the "
        "channel accepts only one.",
    ),
    error(
        "list-in-field.format",
        "list in field `{name}`: format {format!q} accepts one value for each field",
        by(
            "kind",
            group="remove `{name}` and its parts `{name}.*`, or use a format that accepts repeated fields",
            image="remove `max`, and write an asset attribute with one value under `from`",
            list='write `join: ", "` or the pipe `first` instead of `repeat: true`',
        ),
    ),
    error(
        "field-unfilled",
        "missing required field `{name}`",
        "add the field under `fields:` or `images:`, for example `{name}: {{from: ...}}`",
        about="A rule of a channel or of its presets requires a field that the channel does not define, or that a "
        "preset fills only from attributes that the catalogue does not have. Every row would violate the rule.",
    ),
    error(
        "unknown-path.syntax",
        "invalid path {name!q}",
        "write up to {limit} names separated by dots, for example `price.amount`",
    ),
    # pipes
    error(
        "pipe-argument",
        "missing argument of pipe `{pipe}`",
        "write the argument after the pipe: `{pipe}: ...`",
        about="A pipe of a channel file has no argument although it requires one, or an argument or option with an "
        "invalid value.",
    ),
    error(
        "pipe-argument.invalid",
        (
            "invalid value {value!q} for option `{option}` of pipe `{pipe}`",
            "invalid argument {value!q} of pipe `{pipe}`",
        ),
        by(
            "expected",
            ONE_OF,
            count="write a whole number from 1 to 999999",
            places="write a whole number from 0 to 9",
            currency="write a currency code, for example EUR",
            zone="write a time zone, for example Europe/Berlin",
        ),
    ),
    error(
        "pipe-option",
        "unknown option {name!q} of pipe `{pipe}`",
        (*ONE_OF, "remove the option: pipe `{pipe}` has no options"),
        about="A pipe of a channel file has an unknown option or an unexpected argument.",
    ),
    error("pipe-option.argument", "unexpected argument of pipe `{pipe}`", "write `{pipe}` without an argument"),
    error(
        "unit-on-no-measure",
        "misplaced pipe `unit`: attribute `{attribute}` has type `{type}`, and only measurements have units",
        "remove the pipe, or name an attribute of type `measure` in `from:`",
    ),
    error(
        "unknown-unit.pipe",
        "unknown unit {name!q}: `{attribute}` is a measurement in units of `{family}`",
        ONE_OF,
    ),
    # rules
    error(
        "bad-pattern.channel",
        "invalid pattern {pattern!q}",
        "write a valid regular expression; look-around and back references are not supported",
    ),
    # output
    error(
        "bad-file-name",
        "invalid file name {name!q}",
        "use at most 100 ASCII letters, digits, `.`, `-` and `_`, and the placeholders `{{market}}` and `{{locale}}`; "
        "do not begin with a dot, and use at least one letter or digit",
        about="The name of the file that a channel writes has characters that not every target allows, begins with a "
        "dot, has no letter or digit, or is longer than 100 characters.",
    ),
    error(
        "bad-file-extension",
        "invalid extension of file {name!q}: the format is `{format}`",
        ONE_OF,
        about="The extension of the file that a channel writes does not match its format. Web servers use the "
        "extension to determine the type of a file.",
    ),
    error(
        "file-twice",
        "duplicate file name {name!q}: the feeds of several markets or locales have this file name",
        "add `{{market}}`, `{{locale}}` or both to the file name",
        about="Several feeds of a channel would be written to one file.",
    ),
    # rows that are left out
    note("left-out.hidden", "{reasons:notes}"),
    note("left-out.unseen", "the SKU is hidden in this market and channel scope"),
    note("left-out.select", ("select {select}: {problem:message}", "select {select}: {reason}")),
    note(
        "left-out.threshold",
        "threshold {scope}: {percent} % complete, {limit} % required (missing: {missing})",
    ),
    note("left-out.field", "field {field}: {problem:message}"),
    note("left-out.rule", ("rule {field}: {problem:message}", "rule {field}: {reason}", "rule {field}: {check:notes}")),
    note("left-out.required", ("rule {field}: {reason}", "rule {field}: missing required value")),
    # violated rules that do not leave the row out
    note("dropped.rule", ("no {field}: {problem:message}", "no {field}: {reason}", "no {field}: {check:notes}")),
    note("warned.rule", ("{field}: {problem:message}", "{field}: {reason}", "{field}: {check:notes}")),
    note("warned.required", ("{field}: {reason}", "{field}: missing required value")),
    # what is wrong with the value of a field
    note("field-value.gtin-length", "{value!q} is not 8, 12, 13 or 14 digits"),
    note("field-value.gtin-check-digit", "{value!q} has a wrong check digit"),
    note("field-value.gtin-in-store", "{value!q} is a number for use within one store"),
    note(
        "field-value.url-characters",
        "{value!q} has more than {limit:,} characters, or characters that a URL must encode (use the pipe "
        "`url_encode`)",
    ),
    note("field-value.url-scheme", "{value!q} is not an absolute http(s) URL with a valid host and port"),
    note("field-value.url-credentials", "the URL has a user name or password"),
    note("field-value.price", "{value!q} is not a price such as 129.00 EUR (use the pipe `money`)"),
    note(
        "field-value.timestamp", "{value!q} is not a timestamp such as 2026-12-10T00:00+0100 (use the pipe `date_iso`)"
    ),
    note(
        "field-value.period",
        "{value!q} is not a period such as 2026-12-01T00:00+0100/2026-12-24T00:00+0100 (use `price.period`, the pipe "
        '`date_iso` and `join: "/"`)',
    ),
    note("field-value.image-format", "packshot cannot make images from {format}, the format of {value!q}"),
    note("field-value.period-order", "{value!q} does not end after it begins"),
    note(
        "field-value.markup",
        "{value!q} has HTML tags or entities (use the pipe `strip_html`, and remove tags from code spans)",
    ),
    note("field-value.currency", "{value!q} is not in the currency of the price {price}"),
    note("field-value.not-reduced", "{value!q} is not below the price {price}"),
    note("field-value.too-long", "{value!q} is longer than {limit} {unit} (use the pipe `cut`)"),
    note("field-value.too-short", "{value!q} is shorter than {limit} {unit}"),
    note("field-value.not-listed", "{value!q} is not one of {known} (use `map`)"),
    note("field-value.pattern", "{value!q} does not match {pattern}"),
)
