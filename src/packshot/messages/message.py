"""The parts of a message: code, level, text and help, as templates with named parameters.

The id of a message is its code, or its code and a variant (`bad-gtin.check-digit`) if the code has several texts. A `*`
in an id matches any text; if several ids match, the longest is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Level = Literal["error", "warning", "suggestion", "note"]
"""The severity of the findings of a message; `note` is the level of a text within a finding or an answer."""


class By(NamedTuple):
    """Texts that depend on the value of one parameter; `otherwise` is used for a value without a text.

    For a list, the texts of all members are joined by semicolons.
    """

    parameter: str
    cases: Mapping[str, Text]
    otherwise: Text = ""


Text = str | tuple[str, ...] | By
"""A template, a list of templates or a `By`.

Of a list, the first template whose parameters all have a value is used.
"""


class Message(NamedTuple):
    """One row: the id, level, text and help of a message, and the description of its code in the manual.

    `about` is required for codes that no check describes. It explains the cause and the consequence of the finding.
    """

    id: str
    level: Level
    text: Text
    help: Text
    about: str = ""

    @property
    def code(self) -> str:
        """Return the id without its variant."""
        return code_of(self.id)


def code_of(message: str) -> str:
    """Return the code of a message id, which is the part before the first dot."""
    return message.partition(".")[0]


def error(message_id: str, text: Text, help_text: Text, about: str = "") -> Message:
    """Return a message of the level `error`; its findings stop a build."""
    return Message(message_id, "error", text, help_text, about)


def warning(message_id: str, text: Text, help_text: Text, about: str = "") -> Message:
    """Return a message of the level `warning`; a reviewer should see its findings."""
    return Message(message_id, "warning", text, help_text, about)


def suggestion(message_id: str, text: Text, help_text: Text, about: str = "") -> Message:
    """Return a message of the level `suggestion`; its findings propose improvements."""
    return Message(message_id, "suggestion", text, help_text, about)


def note(message_id: str, text: Text) -> Message:
    """Return a message of the level `note`: a text within findings and answers, such as a reason."""
    return Message(message_id, "note", text, "")


def by(parameter: str, otherwise: Text = "", /, **cases: Text) -> By:
    """Return texts that depend on the value of a parameter; `otherwise` is the text for all other values."""
    return By(parameter, cases, otherwise)


def around(text: Text, before: str = "", after: str = "") -> Text:
    """Return a text with `before` and `after` added to each of its templates."""
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
"""Help that lists the allowed values, as `model.names.choices` returns them."""
