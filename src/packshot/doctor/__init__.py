"""What may be wrong with the set-up of a repository and of this machine. One function a question; nothing is changed.

The folder is the registry: each module beside this one asks some questions. A question that has nothing to say is well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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
    """What a question found: how grave, what is so, how to cure it, and where the manual tells more.

    A question leaves its name and its page in the manual open.
    """

    question: str
    state: State
    what: str
    cure: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the set-up. Its docstring says what is well where it finds nothing."""

    ask: Callable[[Setup], Iterator[Answer]]
    page: str

    @property
    def name(self) -> str:
        """Its name in reports."""
        return self.ask.__name__.replace("_", "-")

    def answers(self, setup: Setup) -> Iterator[Answer]:
        """What it finds; one answer that all is well where it finds nothing.

        A refusal to read the repository is a problem of the set-up, too.
        """
        try:
            found = list(self.ask(setup))
        except RefusedError as refusal:
            found = [problem(_with_path(each), each.help) for each in refusal.findings]
        yield from (replace(each, question=self.name, page=self.page) for each in found)
        if not found:
            yield Answer(self.name, State.OK, (self.ask.__doc__ or "").partition("\n")[0])


def _with_path(finding: Finding) -> str:
    return finding.text if finding.at.path in finding.text else f"{finding.at.path}: {finding.text}"


def question(page: str = DEFAULT_PAGE) -> Callable[[Callable[[Setup], Iterator[Answer]]], Question]:
    """Make a function a question; `page` is its place in the manual."""
    return lambda ask: Question(ask, page)


def problem(what: str, cure: str) -> Answer:
    """Something that makes commands fail, or publish wrongly."""
    return Answer("", State.PROBLEM, what, cure)


def advice(what: str, cure: str) -> Answer:
    """Something that costs time, or will one day."""
    return Answer("", State.ADVICE, what, cure)


def questions() -> Iterator[Question]:
    """All questions, module by module."""
    for found in sorted(iter_modules(__path__), key=lambda each: each.name):
        module = import_module(f"{__name__}.{found.name}")
        yield from (each for each in vars(module).values() if isinstance(each, Question))


def diagnosis(setup: Setup) -> list[Answer]:
    """The answers to all questions. What keeps several from being answered is reported once."""
    found = [answer for each in questions() for answer in each.answers(setup)]
    first = {(answer.state, answer.what, answer.cure): answer for answer in reversed(found)}
    return [answer for answer in found if first[answer.state, answer.what, answer.cure] is answer]
