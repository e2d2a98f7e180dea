"""Validation rules of the repository: their own words, and what is wrong with the rules themselves."""

from packshot.messages.message import error

MESSAGES = (
    error(
        "rule-*",
        "{message}",
        "{help}",
        about="A validation rule of the repository is broken. Its file in catalog/rules/ defines the text, the help "
        "and the severity; `packshot rule CODE` prints it.",
    ),
    error(
        "rule-*.duplicate",
        (
            "{message} ({value!q} is also used by {other} in {path})",
            "{message} ({value!q} is also used by {other})",
            "rule `{rule}` requires unique values: {value!q} is also used by {other} in {path}",
            "rule `{rule}` requires unique values: {value!q} is also used by {other}",
        ),
        ("{help}", "change the value, or add a waiver with an end date to the rule"),
    ),
)
