"""Names for codes that are not allowed in packshot (format rules 2 and 4), unique ignoring case."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packshot.authoring.importers._report import Report
from packshot.findings import Location
from packshot.model.names import KEY, NAME, RESERVED

_LONGEST = 96


class Names:
    """Old code -> new name in one namespace; each code keeps its first name."""

    def __init__(self, topic: str, report: Report, *, joint: str, taken: Iterable[str] = ()) -> None:
        """Create an empty namespace. `joint` is `_` for names in paths and expressions, `-` for other keys."""
        self.topic, self.report, self.joint = topic, report, joint
        self.reserved = RESERVED if joint == "_" else frozenset({"null"})
        self.new: dict[str, str] = {}
        self.taken = {name.casefold() for name in taken}

    def add(self, code: str, at: Location) -> str:
        """Return the name of a code; it is made at its first use."""
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
