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
)
