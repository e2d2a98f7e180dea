"""Rules of changes: who may edit which values, and the allowed order of statuses.

`packshot validate --since` applies these rules.
"""

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
    """The editor of a change: the committer, or unknown if the change is not committed yet."""

    email: str = ""
    name: str = ""

    @property
    def is_known(self) -> bool:
        """Return whether the editor is known, that is, whether the change is committed."""
        return bool(self.email)


@dataclass(frozen=True)
class Change:
    """A file before and after a change. The reader reads the base, because the declarations of the base apply."""

    reader: Reader
    path: str
    before: Any
    after: Any
    editor: Editor
    passing: Collection[Keys] = field(default=())
    """The keys of fields that a later commit changed again, or back; the editor of that commit is responsible."""

    @property
    def place(self) -> FileRole:
        """Return the role of the file in the repository."""
        return role_of(self.path)

    @cached_property
    def fields(self) -> list[Field]:
        """Return the fields whose values before and after the change differ."""
        return list(changed(self.place, self.before, self.after))

    def at(self, keys: Keys) -> Location:
        """Return the location of a value in the file after the change. If the value was removed, return the location of
        its closest existing parent.
        """
        value = self.after
        for place, key in enumerate(keys):
            if not isinstance(value, dict) or key not in value:
                return Location(self.path, keys[:place])
            value = value[key]
        return Location(self.path, keys)
