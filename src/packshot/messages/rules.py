"""Validation rules of the repository, the gates of statuses, and the paths that rules and channels read."""

from packshot.messages.message import ONE_OF, by, error, note, suggestion

_DEFAULT_HELP = "change the value, or add a waiver with an end date to the rule"
_COLUMN = (" (column {column})", "")
"""The position of a path in an expression."""

_SKUS = (" (for {skus} and {more:,} more)", " (for {skus})", "")
_STEPS = "({path} is {value} at {name}, but {other_value} at {other})"

MESSAGES = (
    error(
        "rule-*",
        (
            "rule `{rule}` cannot be evaluated: {problem:message}",
            f"{{message}} {_STEPS}",
            f"rule `{{rule}}` is violated {_STEPS}",
            "{message}",
            "rule `{rule}` is violated",
        ),
        ("change the value or the expression of the rule: {problem:help}", "{help}", _DEFAULT_HELP),
        about="A validation rule of the repository is violated or cannot be evaluated. The file of the rule in "
        "catalog/rules/ defines the text, the help and the severity; `packshot rule CODE` prints the file.",
    ),
    error(
        "rule-*.duplicate",
        (
            "{message} ({value!q} is also used by {other} in {path})",
            "{message} ({value!q} is also used by {other})",
            "rule `{rule}` requires unique values: {value!q} is also used by {other} in {path}",
            "rule `{rule}` requires unique values: {value!q} is also used by {other}",
        ),
        ("{help}", _DEFAULT_HELP),
    ),
    # files of rules
    error(
        "ladder-steps",
        "cannot order the values of {name!q}",
        "write an attribute without `many: true` of type `number`, `measure`, `date` or `select` (options have the "
        "order of their list)",
    ),
    error("waiver-twice", "duplicate waiver for {name!q}", "remove one of the two waivers"),
    error(
        "unknown-waived",
        "unknown name {name!q} in a waiver: the rule does not apply to this name",
        by(
            "kind",
            "write a product key or a SKU",
            asset="write an asset id",
            record="write a record key, alone or after its entity: `entity/key`",
        ),
    ),
    suggestion(
        "waiver-ended",
        "expired waiver for {name!q} by {editor}: it ended at {until}",
        "remove the waiver, or write a later date in `until:`",
    ),
    suggestion(
        "waiver-unused", "unused waiver for {name!q} by {editor}: the rule is not violated", "remove the waiver"
    ),
    # gates
    error(
        "status-gate",
        (
            "status `{status}` requires {missing:notes} (already required by status `{gate}`)",
            "status `{status}` requires {missing:notes}",
        ),
        ("meet these requirements, or write `status: {before}`", "meet these requirements"),
    ),
    note("gate.path", tuple(f"`{{path}}`{skus}" for skus in _SKUS)),
    note(
        "gate.condition",
        (*(f"{{reason}}{skus}" for skus in _SKUS), *(f"condition `{{condition}}`{skus}" for skus in _SKUS)),
    ),
    note(
        "gate.completeness",
        "{limit} % completeness in `{scope}` ({percent} % for {audiences:and}, missing {missing:and})",
    ),
    note("gate.rule", "rule `{rule}` ({problem:notes})"),
    note("gate.assets", tuple(f"{{count:asset|assets}} in `assets.{{role}}`{skus}" for skus in _SKUS)),
    # paths
    error("unknown-path", tuple(f"unknown path {{name!q}}{column}" for column in _COLUMN), ONE_OF),
    error(
        "unknown-path.incomplete",
        tuple(f"incomplete path {{name!q}}: it does not lead to a value{column}" for column in _COLUMN),
        (*ONE_OF, "remove the path"),
    ),
    error(
        "unknown-path.too-long",
        tuple(f"unknown path {{name!q}}: nothing is below `{{parent}}`{column}" for column in _COLUMN),
        "write `{parent}` without the part after it",
    ),
    error(
        "unknown-path.asset-attribute",
        tuple(f"misplaced path {{name!q}}: the attribute has the type `asset`{column}" for column in _COLUMN),
        "write `assets.{name}`",
    ),
    error(
        "unknown-path.rendition",
        tuple(f"invalid rendition path {{name!q}}{column}" for column in _COLUMN),
        "write `image.RENDITION.FORMAT.assets.ROLE`, for example `image.hero.jpeg.assets.main`",
    ),
    error(
        "unknown-path.output",
        tuple(
            f"misplaced path {{name!q}}: only rules of a channel can read fields of a feed row{column}"
            for column in _COLUMN
        ),
        "use the path of a value in the catalogue",
    ),
)
