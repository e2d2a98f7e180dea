"""Expressions: what cannot be read, what cannot be evaluated, and calculated values."""

from packshot.messages.message import ONE_OF, By, by, error

_AT = "invalid expression {expression!q}, column {column}: "
_CONVERT = "convert the measurement to a number, for example `weight.to('g')`"
_CHARACTERS = {
    "=": "compare with `==`",
    "&": "write `and`",
    "|": "write `or`; pipes belong under `pipe:`",
    "!": "write `not` or `!=`",
    "_": "write a name that begins with a letter",
    "{": "write the name without braces",
}

MESSAGES = (
    error(
        "expression.arguments",
        _AT + "wrong number of arguments for `{name}`: {count}",
        ("pass {least} to {most} arguments", "pass {least:argument|arguments}"),
    ),
    error(
        "expression.backslash",
        _AT + "unexpected backslash in a text",
        "remove the backslash; escapes are not supported",
    ),
    error(
        "expression.character",
        _AT + "unknown character {character!q}",
        By("character", _CHARACTERS, "remove the character (syntax of expressions: docs/reference/expressions.md)"),
    ),
    error(
        "expression.comparisons",
        _AT + "chained comparisons are not supported",
        "join the comparisons with `and`, for example `a < b and b < c`",
    ),
    error("expression.depth", _AT + "nested too deeply", "nest at most {limit} levels"),
    error(
        "expression.dot",
        _AT + "expected a name after the dot",
        "write a name that is not a reserved word, or remove the dot",
    ),
    error(
        "expression.else", _AT + "`if` without `else`", "add `else` and the other value, for example `a if b else ''`"
    ),
    error("expression.empty", "empty expression", "write an expression, or remove the key"),
    error("expression.end", _AT + "unexpected end of the expression", "complete the expression"),
    error("expression.function", _AT + "unknown function or method {name!q}", ONE_OF),
    error("expression.is", _AT + "missing `null` after `is`", "write `is null`, or compare with `==`"),
    error("expression.list", _AT + "too many list members or arguments", "write at most {limit:,}"),
    error("expression.long", "expression too long: {count:,} characters", "write at most {limit:,} characters"),
    error("expression.number", _AT + "invalid number {value!q}", "write digits, for example `5` or `0.5`"),
    error("expression.number-long", _AT + "number too long", "write at most {limit} characters"),
    error("expression.operators", _AT + "too many operators and dots", "write at most {limit} operators and dots"),
    error("expression.quote", _AT + "missing closing quote", "close the text with {quote} on the same line"),
    error("expression.separator", _AT + "missing comma or `{sign}`", "write a comma or `{sign}`"),
    error(
        "expression.sign",
        (_AT + "missing `{sign}` after `{after}`", _AT + "missing `{sign}`"),
        "write `{sign}`",
    ),
    error(
        "expression.unexpected", _AT + "unexpected {word!q}", "remove {word!q}, or complete the expression before it"
    ),
    error(
        "expression-type",
        ("{problem:message} (in {expression!q})", "{problem:message}"),
        "{problem:help}",
    ),
    error(
        "expression-type.arithmetic",
        by(
            "operation",
            "cannot {operation} {left} and {right}",
            divide="cannot divide {left} by {right}",
            multiply="cannot multiply {left} by {right}",
            subtract="cannot subtract {right} from {left}",
        ),
        "change the values so that no divisor is 0 and the result has at most 28 digits before the decimal point",
    ),
    error(
        "expression-type.compare",
        "cannot compare a {left} with a {right}",
        "change the expression so that it compares two values of the same type",
    ),
    error(
        "expression-type.compare-list",
        "cannot compare a {left} with a {right}",
        "use `in` to test whether a list contains a value, for example `'red' in colours`",
    ),
    error("expression-type.compare-measurement", "cannot compare a {left} with a {right}", _CONVERT),
    error(
        "expression-type.convert",
        "cannot convert a {found}: a measurement and the sign of a unit are required",
        "use an attribute of type `measure`, and write the unit as a text, for example `'g'`",
    ),
    error(
        "expression-type.date",
        by(
            "form",
            "invalid date or timestamp {value!q}",
            date="invalid date {value!q}",
            timestamp="invalid timestamp {value!q}",
        ),
        by(
            "form",
            "write a date such as `2026-12-31`, or a timestamp such as `2026-12-31T09:00:00+01:00`",
            date="write a date such as `2026-12-31`",
            timestamp="write a timestamp such as `2026-12-31T09:00:00+01:00`",
        ),
    ),
    error(
        "expression-type.in",
        ("cannot search a {found} for a {member}", "expected a list, a text or a table after `in`, found a {found}"),
        (
            "convert the {member} to text, as in `text(volume) in name`",
            "write a list, a text or a table after `in`, for example `status in ['active', 'phase-out']`",
        ),
    ),
    error(
        "expression-type.join",
        "expected a list for `join`, found a {found}",
        "use a list, such as an attribute with `many: true`",
    ),
    error(
        "expression-type.large",
        "the result is too large: more than {limit} digits before the decimal point",
        "change the expression so that the result has at most {limit} digits before the decimal point",
    ),
    error(
        "expression-type.length",
        "cannot calculate the length of a value of type {found}",
        "use `len` with texts, lists and tables",
    ),
    error(
        "expression-type.long",
        "the result is longer than {limit:,} characters",
        "change the expression so that the result has at most {limit:,} characters",
    ),
    error(
        "expression-type.measurement", "cannot calculate with a measurement: the operation requires numbers", _CONVERT
    ),
    error(
        "expression-type.number",
        "expected a number, found a {found}",
        "use an attribute of type `number`, or write a number",
    ),
    error(
        "expression-type.order",
        "cannot order values of type {found}",
        "compare numbers, texts, dates, timestamps or measurements",
    ),
    error(
        "expression-type.order-other",
        "cannot compare these values of type {left} and {right}",
        "compare dates only with dates, and timestamps only with timestamps that have a time zone",
    ),
    error("expression-type.plus", "cannot join a {left} and a {right}", "convert both to text, as in `text(volume)`"),
    error(
        "expression-type.result",
        "the result is a {found}, not a valid `{type}`",
        "change the expression so that it gives a value of type `{type}`",
    ),
    error(
        "expression-type.round",
        "invalid number of decimal places for `round`",
        "write a number of decimal places from 0 to 9",
    ),
    error(
        "expression-type.text",
        "expected a text, found a {found}",
        "use an attribute of type `text`, or convert the value, as in `text(volume)`",
    ),
    error(
        "expression-type.text-of",
        "a {found} cannot be converted to text",
        "convert a part of the value, or use `join` to convert a list to text",
    ),
    error("expression-type.unit", "cannot convert {unit!q} to {name!q}", ONE_OF),
    error("expression-type.pipe", "pipe `{pipe}`: {problem:message}", "{problem:help}"),
    error(
        "expression-type.boolean",
        "expected a boolean, found a {found}",
        "use this pipe only for attributes of type `boolean`",
    ),
    error(
        "expression-type.amount",
        "the measurement has no amount",
        "write the measurement with its amount, for example `540 g`",
    ),
    error("expression-type.currency", "the market has no currency", "set `currency:` of the market"),
    error("expression-type.zone", "the market has no time zone", "set `zone:` of the market or of the catalogue"),
    error(
        "expression-type.list",
        "expected a single value, found a list",
        "set `repeat: true` or `join:`, or use the pipe `first`",
    ),
    error("expression-type.map", "map `{map}` has no entry {value!q}", "add {value!q} to `{map}` under `values:`"),
    error(
        "calculation",
        "cannot calculate `{attribute}` from {expression!q}: {problem:message}",
        "change the values or the expression (`{key}` in {path}): {problem:help}",
    ),
    error(
        "unknown-path.calculation",
        (
            "unknown attribute {name!q} at column {column} of {expression!q}",
            "unknown attribute {name!q} in the expression",
        ),
        (*ONE_OF, "write the code of an attribute of the same product"),
    ),
    error(
        "unknown-path.asset",
        (
            "{name!q} at column {column} of {expression!q} is an asset attribute: it cannot be used in a calculation",
            "{name!q} is an asset attribute: it cannot be used in a calculation",
        ),
        "use an attribute of another type",
    ),
    error(
        "unknown-path.below",
        (
            "unknown path {name!q} at column {column} of {expression!q}: `{attribute}` has no such part",
            "unknown path {name!q}: `{attribute}` has no such part",
        ),
        by(
            "type",
            "write `{attribute}` without the part after it",
            measure="write `{attribute}`, `{attribute}.amount` or `{attribute}.unit`",
            price="write `{attribute}` and a currency code, for example `{attribute}.EUR`",
            table="write `{attribute}`, the key of a row and the code of a column, separated by dots",
        ),
    ),
)
