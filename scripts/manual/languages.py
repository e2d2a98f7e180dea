"""The reference pages of the languages inside files: pipes, paths and expressions."""

from typing import Any

from packshot.expr import LONGEST, grammar, values
from packshot.expr.grammar import DEPTH, OPERATORS
from packshot.outputs.channels.pipes import PIPES
from packshot.rules import paths

from .files import MADE


def expectation(read: Any) -> str:
    """Return what an argument or option takes: `read` names it when it refuses a word."""
    try:
        read("\0")
    except ValueError as expected:
        return str(expected)
    return "text"


def pipes_page() -> str:
    """Return the page of pipes."""
    rows = ["| pipe | argument | options | result |", "|---|---|---|---|"]
    for name, pipe in sorted(PIPES.items()):
        argument = (
            "" if pipe.argument is None else expectation(pipe.argument) + (" (optional)" if pipe.optional else "")
        )
        options = ", ".join(f"`{key}`: {expectation(read)}" for key, read in pipe.options.items())
        text = " ".join((pipe.run.__doc__ or "").split()).replace("|", r"\|")
        rows.append(f"| `{name}` | {argument} | {options} | {text} |")
    return "\n".join(["# Pipes\n", PIPES_HEAD, MADE, *rows]) + "\n"


PIPES_HEAD = """\
A pipe is a list of steps that change the value of a feed field, in order. A step is a name, a name with its argument,
or a map with options:

```yaml
fields:
  title: {from: name, pipe: [strip_html, squeeze, cut: 150]}
  weight: {from: weight, pipe: [{unit: kg, decimals: 2}]}
```

A step is applied to each entry of a list, except `default`, `first` and `join`, which take the whole list. An absent
value passes through, except at `default`. See [Channels](../model/channels.md).
"""


# Paths

ROOT_TEXTS = {
    "available_from": "start of the period in which it may be shown",
    "available_until": "end of that period",
    "bundle": "true for a bundle; `kit`: true for several SKUs; `multipack`: pieces of its only SKU; `skus`: all SKUs",
    "categories": "the category keys; `path`: labels from the top of the tree to the main category",
    "channel": "the channel file: its key and its scope; in channel files only",
    "family": "the family",
    "key": "the product key",
    "link": "the absolute address of the SKU on the site; in channel files only",
    "locale": "the locale of the output",
    "market": "the market key; `zone`: its time zone",
    "price": "true if there is a price; `was`: the price before a reduction; `tiers`: prices by quantity",
    "product": "the product key; `family`: its family; `axes`: its axes",
    "sku": "the SKU",
    "slug": "the name in addresses",
    "status": "the status",
    "stock": "the state; `qty`: the quantity; `date`: the date from which it is available",
}
"""Root of a path -> its meaning."""

PATHS_HEAD = """\
A path names a value in channel files, validation rules, requirements and expressions. It is an attribute code with its
parts, or begins with a reserved root. A path that does not exist is an error (`unknown-path`).

## Attributes

| type of attribute | paths | value |
|---|---|---|
| any | `name` | the value |
| measurement | `weight.amount`, `weight.unit` | number and unit |
| price | `deposit.EUR` | the amount in a currency |
| select | `color.label`, `color.swatch`, `color.maps.google` | label, swatch or taxonomy code of the option |
| record | `brand.name` | an attribute of the record |
| table | `ingredients.flour.amount` | a cell: row key, column |
"""


def paths_page() -> str:
    """Return the page of paths."""
    image = " ".join(f"`{each}`" for each in paths._BELOW_ASSET)
    asset = f"| asset | `assets.main`, `assets.main.<part>` | the asset id, or one of its parts: {image} |\n"
    records = ", ".join(f"`{root}`" for root in paths.OF_RECORDS)
    roots = "\n".join(f"| `{root}` | {members(below)} | {ROOT_TEXTS[root]} |" for root, below in paths.FIXED.items())
    return "\n".join(
        [
            f"# Paths\n\n{PATHS_HEAD}{asset}",
            f"## Reserved roots\n\n| root | parts | meaning |\n|---|---|---|\n{roots}",
            "| `image` | `<preset>.<format>.assets.<role>` | the address of a rendition; in channel files only |",
            "| `maps` | a taxonomy | the code of the product or its main category |",
            "| `out` | a field | the written field of the same row; in `when` of channel rules only |\n",
            f"## Records\n\nIn a validation rule with `on: record`: the attributes of the record, and {records}.\n",
            "## Assets\n\nIn a validation rule with `on: asset`:\n\n| path | parts |\n|---|---|",
            *(f"| `{root}` | {members(below)} |" for root, below in sorted(paths.OF_ASSETS.items())),
            f"\n{MADE}",
        ]
    )


def members(names: tuple[str, ...]) -> str:
    """Return the parts of a path's root."""
    return " ".join(f"`{name}`" for name in names)


# Expressions

OPERATOR_TEXTS = {
    "==": "equal; a date may be compared with a text: `available_from == '2026-11-22'`",
    "!=": "not equal",
    "<": "less; measurements are compared in any units of one family",
    ">": "more",
    "<=": "less or equal",
    ">=": "more or equal",
    "in": "the list contains the value, or the text contains the text",
    "not in": "the opposite of `in`",
    "+": "the sum of numbers, or one text after another",
    "-": "difference",
    "*": "product",
    "/": "quotient",
}
CALL_TEXTS = {
    "len": ("len(images)", "the number of entries of a list, or of characters of a text"),
    "round": ("round(x, 2)", "the number rounded half up to 0 to 9 decimals (default: 0)"),
    "text": ("text(volume)", "the value as text"),
    "to": ("weight.to('kg')", "the amount of a measurement in another unit, as a number"),
    "lower": ("name.lower()", "lower case"),
    "upper": ("name.upper()", "upper case"),
    "strip": ("name.strip()", "the text without spaces at its ends"),
    "startswith": ("sku.startswith('A')", "true if the text begins with another"),
    "endswith": ("sku.endswith('A')", "true if the text ends with another"),
    "replace": ("name.replace('a', 'b')", "each occurrence of a text replaced by another"),
    "join": ("features.join(', ')", "the entries of a list as one text"),
}
"""Function or method -> example and result."""

EXPRESSIONS_HEAD = """\
An expression is a condition or a value: `if`, `when` and `expr` in channel files, `if` and `must` in validation rules,
`if` in gates, `expr` in attributes.

```yaml
if: "status in ['active', 'phase-out'] and weight.to('g') > 1000"
```

## Values

| written | value |
|---|---|
| `'text'`, `"text"` | text, without escapes |
| `12`, `0.5` | number |
| `true`, `false` | boolean |
| `null` | an absent value |
| `['a', 'b']` | list |
| `name`, `price.amount` | the value of a [path](paths.md) |

## Conditions

| written | result |
|---|---|
| `a and b`, `a or b`, `not a` | as in Python; `a or b` is `b` if `a` is absent |
| `a if c else b` | `a` if `c` is true, else `b` |
| `a is null`, `a is not null` | whether the value is absent |
"""

EXPRESSIONS_TAIL = f"""
An absent value is false, equals nothing and is neither less nor more than another value. A calculation with an absent
value is absent. Values of different kinds cannot be compared or added; the finding names the two kinds.

## Limits

An expression has up to {LONGEST:,} characters, {OPERATORS} operators and {DEPTH} levels. A text that it makes has up to
{values.LONGEST_TEXT:,} characters, a list up to {values.LONGEST_LIST:,} entries.

{MADE}"""


def expressions_page() -> str:
    """Return the page of the expression language."""
    operators = [f"| `a {sign} b` | {OPERATOR_TEXTS[sign]} |" for sign in (*grammar._COMPARISONS, *grammar._SIGNS)]
    calls = [f"| `{CALL_TEXTS[name][0]}` | {CALL_TEXTS[name][1]} |" for name in (*values.FUNCTIONS, *values.METHODS)]
    return "\n".join(
        [
            f"# Expressions\n\n{EXPRESSIONS_HEAD}",
            "## Operators\n\n| written | result |\n|---|---|",
            *operators,
            "\n## Functions and methods\n\n| example | result |\n|---|---|",
            *calls,
            EXPRESSIONS_TAIL,
        ]
    )
