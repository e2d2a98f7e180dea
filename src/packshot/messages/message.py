"""What a message is: its code, severity, text and help, as templates with named parameters.

The id of a message is its code, or its code and a variant (`bad-gtin.check-digit`) where one code has several texts.
The `*` in an id stands for any text; of several ids that fit the longest counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Level = Literal["error", "warning", "suggestion", "note"]
"""How bad a finding of the message is; a `note` is no finding, but a text within one or within an answer."""


class By(NamedTuple):
    """Texts by the value of one parameter; `otherwise` is used for values that have none.

    Of a list, the texts of all members are joined by semicolons.
    """

    parameter: str
    cases: Mapping[str, Text]
    otherwise: Text = ""


Text = str | tuple[str, ...] | By
"""A template, several of which the first one counts whose parameters are all given, or templates by a parameter."""


class Message(NamedTuple):
    """One row: what is reported under an id, and what the manual says of its code.

    `about` is needed for codes that no check describes: why it is reported and what follows.
    """

    id: str
    level: Level
    text: Text
    help: Text
    about: str = ""

    @property
    def code(self) -> str:
        """The id without its variant."""
        return code_of(self.id)


def code_of(message: str) -> str:
    """Return the code of a message id."""
    return message.partition(".")[0]


def error(message_id: str, text: Text, help_text: Text, about: str = "") -> Message:
    """Return a message that stops a build."""
    return Message(message_id, "error", text, help_text, about)


def warning(message_id: str, text: Text, help_text: Text, about: str = "") -> Message:
    """Return a message that a reviewer should see."""
    return Message(message_id, "warning", text, help_text, about)


def suggestion(message_id: str, text: Text, help_text: Text, about: str = "") -> Message:
    """Return a message about an improvement."""
    return Message(message_id, "suggestion", text, help_text, about)


def note(message_id: str, text: Text) -> Message:
    """Return a text that is part of findings and answers, such as the reason why a row is left out of a feed."""
    return Message(message_id, "note", text, "")


def by(parameter: str, otherwise: Text = "", /, **cases: Text) -> By:
    """Return texts by the value of a parameter."""
    return By(parameter, cases, otherwise)


def around(text: Text, before: str = "", after: str = "") -> Text:
    """Return a text with the same words before and after each of its templates."""
    if isinstance(text, By):
        cases = {value: around(case, before, after) for value, case in text.cases.items()}
        return By(text.parameter, cases, around(text.otherwise, before, after))
    if isinstance(text, tuple):
        return tuple(f"{before}{each}{after}" for each in text)
    return f"{before}{text}{after}"


ONE_OF = (
    "use one of: {known} (and {more:,} more)",
    "use one of: {known}",
)
"""Help that lists the allowed values, as `findings.choices` gives them."""
