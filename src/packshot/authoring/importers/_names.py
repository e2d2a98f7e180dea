"""New names for codes that packshot does not allow (format rules 2 and 4). The names are unique, ignoring case."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packshot.authoring.importers._report import Report
from packshot.findings import Location
from packshot.model.names import KEY, NAME, RESERVED

_LONGEST = 96


class Names:
    """A map from old codes to new names in one namespace. A code that is added again keeps its name."""

    def __init__(self, topic: str, report: Report, *, joint: str, taken: Iterable[str] = ()) -> None:
        """Create a namespace without codes.

        `joint` replaces the characters that are not allowed: `_` in names used in paths and expressions, `-` in other
        keys. `taken` are names that must not be used.
        """
        self.topic, self.report, self.joint = topic, report, joint
        self.reserved = RESERVED if joint == "_" else frozenset({"null"})
        self.new: dict[str, str] = {}
        self.taken = {name.casefold() for name in taken}

    def add(self, code: str, at: Location) -> str:
        """Return the new name of a code. At the first call, the name is created, and reported if it differs from the
        code.
        """
        if code not in self.new:
            name = self._free(self._allowed(code))
            self.taken.add(name.casefold())
            self.new[code] = name
            if name != code:
                self.report.renamed(self.topic, code, name, at)
        return self.new[code]

    def _allowed(self, code: str) -> str:
        joint, pattern = self.joint, NAME if self.joint == "_" else KEY
        name = re.sub(r"[^A-Za-z0-9_]" if joint == "_" else r"[^A-Za-z0-9_-]", joint, code)[:_LONGEST]
        if not pattern.match(name):
            name = f"x{joint}{name}"
        if name.casefold() in self.reserved or (joint == "-" and name.casefold() == "null"):
            name += joint
        return name

    def _free(self, name: str) -> str:
        number, free = 2, name
        while free.casefold() in self.taken:
            free, number = f"{name}{self.joint}{number}", number + 1
        return free
