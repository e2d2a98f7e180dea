"""Programs whose reader forgets something, for tests that show that it is found out."""

from typing import TypeVar

from packshot.catalog.reader import Reader
from packshot.engine.types import Facts, Reads, Timestamp
from packshot.publish_program import Repository

P = TypeVar("P", bound=Repository)


def read_by(program: type[P], eyes: type[Reader]) -> type[P]:
    """The program with a reader of another class."""

    class Mutant(program):
        def reader(self, facts: Facts, as_of: Timestamp, reads: Reads) -> Reader:
            reader = super().reader(facts, as_of, reads)
            reader.__class__ = eyes
            return reader

    return Mutant
