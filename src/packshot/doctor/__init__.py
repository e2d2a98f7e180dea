"""Questions about the setup of a repository and of this machine. Each question is a function that changes nothing.

Each module in this folder except `setup` defines some of the questions; `questions` collects them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

from packshot.catalog.finding_report import with_path
from packshot.doctor.setup import Setup
from packshot.findings import RefusedError

FORMAT = 2
"""Version of the JSON form of a diagnosis."""

DEFAULT_PAGE = "docs/editing.md#doctor"


class State(StrEnum):
    """The state of an answer. A problem makes commands fail or publish wrong data; a suggestion saves time."""

    OK = "ok"
    SUGGESTION = "suggestion"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: state, text, help, and a page of the manual.

    `Question.answers` sets the name of the question and the page.
    """

    question: str
    state: State
    text: str
    help: str = ""
    page: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the answer as a JSON object with the keys `question`, `state`, `page`, `message` and `help`."""
        names = {"question": self.question, "state": self.state.value, "page": self.page}
        return {**names, "message": self.text, "help": self.help}


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the setup, and the function that answers the question.

    If the function yields no answer, the first line of its docstring is the answer.
    """

    ask: Callable[[Setup], Iterator[Answer]]
    page: str

    @property
    def name(self) -> str:
        """Return the name for reports: the name of the function, with hyphens."""
        return self.ask.__name__.replace("_", "-")

    def answers(self, setup: Setup) -> Iterator[Answer]:
        """Yield the answers of the function, or one answer in state `ok` if it yields none.

        If the function raises RefusedError, each finding of the error becomes a problem.
        """
        try:
            found = list(self.ask(setup))
        except RefusedError as refusal:
            found = [problem(with_path(each), each.help) for each in refusal.findings]
        yield from (replace(each, question=self.name, page=self.page) for each in found)
        if not found:
            yield Answer(self.name, State.OK, (self.ask.__doc__ or "").partition("\n")[0].removesuffix("."))


def question(page: str = DEFAULT_PAGE) -> Callable[[Callable[[Setup], Iterator[Answer]]], Question]:
    """Return a decorator that turns a function into a question; `page` is its page of the manual."""
    return lambda ask: Question(ask, page)


def problem(text: str, help_: str) -> Answer:
    """Return an answer about a fault that makes commands fail or publish wrong data."""
    return Answer("", State.PROBLEM, text, help_)


def suggestion(text: str, help_: str) -> Answer:
    """Return an answer about a state that causes extra work now or later, but no wrong data."""
    return Answer("", State.SUGGESTION, text, help_)


def questions() -> Iterator[Question]:
    """Yield the questions of all modules, in order of module name."""
    for found in sorted(iter_modules(__path__), key=lambda each: each.name):
        module = import_module(f"{__name__}.{found.name}")
        yield from (each for each in vars(module).values() if isinstance(each, Question))


def diagnosis(setup: Setup) -> list[Answer]:
    """Return the answers to all questions. If several questions give the same answer, it is returned once."""
    found = [answer for each in questions() for answer in each.answers(setup)]
    first = {(answer.state, answer.text, answer.help): answer for answer in reversed(found)}
    return [answer for answer in found if first[answer.state, answer.text, answer.help] is answer]
