"""Programs whose reader fails to record a read, for tests that this is detected."""

from typing import TypeVar

from packshot.catalog.reader import Reader
from packshot.engine.types import Facts, Reads, Timestamp
from packshot.publish_program import Repository

P = TypeVar("P", bound=Repository)


def read_by(program: type[P], reader_class: type[Reader]) -> type[P]:
    """Return the program with a reader of another class."""

    class Mutant(program):
        def reader(self, facts: Facts, as_of: Timestamp, reads: Reads) -> Reader:
            reader = super().reader(facts, as_of, reads)
            reader.__class__ = reader_class
            return reader

    return Mutant
