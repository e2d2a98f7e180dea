"""Rules of changes: who edits what, and from which status to which. `packshot validate --since` applies them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from packshot.catalog.layout import FileRole, role_of
from packshot.catalog.reader import Reader
from packshot.checks.change.fields import Field, Keys, changed
from packshot.findings import Location


@dataclass(frozen=True, slots=True)
class Editor:
    """Who made a change: the committer, or nobody known where it is not committed yet."""

    email: str = ""
    name: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it is committed."""
        return bool(self.email)


@dataclass(frozen=True)
class Change:
    """A file before and after a change. The reader is that of the base: what was declared there decides."""

    reader: Reader
    path: str
    before: Any
    after: Any
    editor: Editor
    passing: Collection[Keys] = field(default=())
    """Fields that somebody changed again later, or back: who does that answers for them."""

    @property
    def place(self) -> FileRole:
        """What the file holds."""
        return role_of(self.path)

    @cached_property
    def fields(self) -> list[Field]:
        """The fields whose values differ."""
        return list(changed(self.place, self.before, self.after))

    def at(self, keys: Keys) -> Location:
        """A value in the file as it is now; the file where the value is gone."""
        value = self.after
        for place, key in enumerate(keys):
            if not isinstance(value, dict) or key not in value:
                return Location(self.path, keys[:place])
            value = value[key]
        return Location(self.path, keys)
