"""What may be wrong with the set-up of a repository and of this machine. One function a question; nothing is changed.

The folder is the registry: each module beside this one asks some questions. A question that has nothing to say is well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

from packshot.doctor.setup import Setup
from packshot.findings import Finding, RefusedError

FORMAT = 1
"""Version of the JSON form of a diagnosis."""

DEFAULT_PAGE = "docs/editing.md#doctor"


class State(StrEnum):
    """How grave an answer is: a problem makes commands fail or publish wrongly, an advice costs time or risks it."""

    OK = "ok"
    ADVICE = "advice"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found: how grave, what is so, how to cure it, and where the manual tells more."""

    question: str
    state: State
    what: str
    cure: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Symptom:
    """What a question says before it is put together with the question's name."""

    state: State
    what: str
    cure: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the set-up. Its docstring says what is well where it finds nothing."""

    ask: Callable[[Setup], Iterator[Symptom]]
    page: str

    @property
    def name(self) -> str:
        """Its name in reports."""
        return self.ask.__name__.replace("_", "-")

    def answers(self, patient: Setup) -> Iterator[Answer]:
        """What it finds; one answer that all is well where it finds nothing."""
        found = [Answer(self.name, each.state, each.what, each.cure, self.page) for each in self._found(patient)]
        well = (self.ask.__doc__ or "").partition("\n")[0]
        yield from found or [Answer(self.name, State.OK, well)]

    def _found(self, patient: Setup) -> list[Symptom]:
        """What it finds; a refusal to read the repository is a problem of the set-up, too."""
        try:
            return list(self.ask(patient))
        except RefusedError as refusal:
            return [problem(_placed(each), each.cure) for each in refusal.findings]


def _placed(finding: Finding) -> str:
    """What a finding says, with the path that it is about."""
    return finding.what if finding.at.path in finding.what else f"{finding.at.path}: {finding.what}"


def question(page: str = DEFAULT_PAGE) -> Callable[[Callable[[Setup], Iterator[Symptom]]], Question]:
    """Make a function a question; `page` is its place in the manual."""
    return lambda ask: Question(ask, page)


def problem(what: str, cure: str) -> Symptom:
    """Something that makes commands fail, or publish wrongly."""
    return Symptom(State.PROBLEM, what, cure)


def advice(what: str, cure: str) -> Symptom:
    """Something that costs time, or will one day."""
    return Symptom(State.ADVICE, what, cure)


def questions() -> Iterator[Question]:
    """All questions, module by module."""
    import packshot.doctor as package

    for found in sorted(iter_modules(package.__path__), key=lambda each: each.name):
        module = import_module(f"{package.__name__}.{found.name}")
        yield from (each for each in vars(module).values() if isinstance(each, Question))


def diagnosis(patient: Setup) -> list[Answer]:
    """The answers to all questions. What keeps several from being answered is told once."""
    found = [answer for each in questions() for answer in each.answers(patient)]
    first = {(answer.state, answer.what, answer.cure): answer for answer in reversed(found)}
    return [answer for answer in found if first[answer.state, answer.what, answer.cure] is answer]
