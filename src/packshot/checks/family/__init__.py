"""Rules of families."""

from __future__ import annotations

from functools import cached_property

from packshot.catalog.layout import place_of
from packshot.catalog.reader import Reader
from packshot.checks.document import whole
from packshot.checks.family_contents import is_known
from packshot.findings import Finding, Location
from packshot.model.family import TypedFamily, compile_family
from packshot.model.names import is_key
from packshot.model.schema import Attribute, Family
from packshot.model.units import UnitFamily


class Subject:
    """A file of catalog/families/, and the family compiled with its parents."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.reader = reader
        self.path = path
        self.at = Location(path)
        self.key = place_of(path).name
        self.document = whole(reader, path)
        self.family: Family | None
        self.shape: list[Finding]
        self.family, self.shape = self.document.read(Family, key=self.key if is_key(self.key) else "unnamed")

    @cached_property
    def is_whole(self) -> bool:
        """Whether all that it takes from other files is known, so that what it lacks is nowhere."""
        return is_known(self.reader, self.key)

    @cached_property
    def compiled(self) -> tuple[TypedFamily | None, list[Finding]]:
        """The family as its products use it, and what does not fit, as far as this file says it."""
        line = self.reader.lineage(self.key)
        if not line:
            return None, []
        family, found = compile_family(line, self._attributes(line), self._units(line))
        return family, [finding for finding in found if finding.at.path == self.path]

    def _attributes(self, line: tuple[Family, ...]) -> dict[str, Attribute]:
        codes = dict.fromkeys(code for family in line for code in family.attributes)
        return {code: attribute for code in codes if (attribute := self.reader.attribute(code))}

    def _units(self, line: tuple[Family, ...]) -> dict[str, UnitFamily]:
        fields = [each for one in self._attributes(line).values() for each in (one, *one.columns.values())]
        return {field.unit: units for field in fields if field.unit and (units := self.reader.units(field.unit))}


def subject(reader: Reader, key: str) -> Subject:
    """The family file at that path."""
    return Subject(reader, key)
