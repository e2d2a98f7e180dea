"""All messages that packshot writes about files, repositories and targets, one row per id.

Each module of this folder, except `message` and `template`, contains the rows of one subject in `MESSAGES`. The rows
are read when the first message is looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from packshot.messages.message import Message, code_of

_NOT_ROWS = ("message", "template")
MANUAL = "docs/codes.md"
"""The page with an anchor for each code."""


def own() -> Mapping[str, Message]:
    """Return the messages of packshot's findings by id."""
    return _rows()[0]


def notes() -> Mapping[str, Message]:
    """Return the notes by id: texts within findings and answers, which have no code."""
    return _rows()[1]


@cache
def _rows() -> tuple[Mapping[str, Message], Mapping[str, Message]]:
    from pkgutil import iter_modules  # slow, and a build without changes renders nothing

    modules = sorted(each.name for each in iter_modules(__path__) if each.name not in _NOT_ROWS)
    rows = [row for module in modules for row in import_module(f"{__name__}.{module}").MESSAGES]
    found = {row.id: row for row in rows}
    if len(found) != len(rows):
        raise ValueError(f"ids of several messages: {sorted(Counter(row.id for row in rows) - Counter(list(found)))}")
    of_findings = {id_: row for id_, row in found.items() if row.level != "note"}
    return of_findings, {id_: row for id_, row in found.items() if row.level == "note"}


def messages() -> Mapping[str, Message]:
    """Return the messages of findings by id: packshot's own and those that were added with `add`."""
    return {**own(), **_added}


_added: dict[str, Message] = {}


def add(*rows: Message) -> None:
    """Register messages of outputs that are not part of packshot.

    A row replaces a row that was added earlier with the same id.
    """
    _added.update((row.id, row) for row in rows)


def message(message_id: str) -> Message:
    """Return the message with this id; if there is none, the message whose id contains `*` and matches.

    If several ids match, the longest is used. Raises KeyError if no id matches.
    """
    found = own().get(message_id) or notes().get(message_id) or _added.get(message_id) or _for_all(message_id)
    if found is None:
        raise KeyError(message_id)
    return found


def _for_all(message_id: str) -> Message | None:
    from fnmatch import fnmatchcase

    patterns = (*_patterns(), *(row for row in _added.values() if "*" in row.id))
    fitting = [row for row in patterns if fnmatchcase(message_id, row.id)]
    return max(fitting, key=lambda row: len(row.id), default=None)


@cache  # the rules of a repository may report thousands of findings, each by such a row
def _patterns() -> tuple[Message, ...]:
    return tuple(row for row in own().values() if "*" in row.id)


def page(code: str) -> str:
    """Return the path and anchor of a code in the manual, such as `docs/codes.md#bad-gtin`.

    All codes of validation rules share the anchor `rule`.
    """
    return f"{MANUAL}#{'rule' if code.startswith('rule-') else code}"


__all__ = ["Message", "add", "code_of", "message", "messages", "notes", "own", "page"]
