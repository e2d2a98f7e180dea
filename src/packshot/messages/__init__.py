"""Every message packshot writes about a file, a repository or a target: one row an id, found by its id.

Each module of this folder holds the rows of one subject as `MESSAGES`. Rows are read when the first message is
rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from packshot.messages.message import Message, code_of

_NOT_ROWS = ("message", "template")
MANUAL = "docs/codes.md"
"""The page with an anchor for each code."""


@cache
def messages() -> Mapping[str, Message]:
    """Return all messages by id."""
    found: dict[str, Message] = {}
    for row in _rows():
        if row.id in found:
            raise ValueError(f"two messages have the id {row.id}")
        found[row.id] = row
    return found


def _rows() -> Iterator[Message]:
    yield from _added.values()
    for module in sorted(each.name for each in iter_modules(__path__)):
        if module not in _NOT_ROWS:
            yield from import_module(f"{__name__}.{module}").MESSAGES


_added: dict[str, Message] = {}


def add(*rows: Message) -> None:
    """Add the messages of outputs that are not packshot's own. Rows that are added again are ignored."""
    _added.update((row.id, row) for row in rows)
    messages.cache_clear()


def message(id: str) -> Message:  # noqa: A002 - the name of the row
    """Return the message with this id, or the one for all ids that begin like it; KeyError where there is none."""
    found = messages().get(id)
    if found is None:
        found = next((row for key, row in messages().items() if key[-1] == "*" and id.startswith(key[:-1])), None)
    if found is None:
        raise KeyError(id)
    return found


def page(code: str) -> str:
    """Return where the manual describes a code."""
    return f"{MANUAL}#{'rule' if code.startswith('rule-') else code}"


__all__ = ["Message", "add", "code_of", "message", "messages", "page"]
