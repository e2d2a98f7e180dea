"""`packshot.dataclass` gives what the standard library gives: each class here is made by both and treated alike."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

import pytest

from packshot.dataclass import dataclass

T = TypeVar("T")
MAKERS = [dataclasses.dataclass, dataclass]
Maker = Callable[..., Any]


def outcome(ask: Callable[[], Any]) -> Any:
    """What comes of a question: an answer, or the kind of exception."""
    try:
        return ask()
    except Exception as problem:  # noqa: BLE001 - any is an answer here
        return type(problem)


def alike(classes: list[Any], ask: Callable[[Any], Any]) -> Any:
    """The one answer that both classes give."""
    one, other = (outcome(lambda each=each: ask(each)) for each in classes)
    assert one == other
    return one


def made(maker: Maker, **options: bool) -> Any:
    @maker(**options)
    class Line:
        """A line."""

        key: str
        size: int = 3
        tags: list[str] = field(default_factory=list)
        seen: int = field(default=0, compare=False, repr=False)

    return Line


OPTIONS = [
    {},
    {"slots": True},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "order": True},
    {"slots": True, "order": True},
    {"frozen": True, "eq": False},
]


@pytest.mark.parametrize("options", OPTIONS)
def test_both_answer_alike(options: dict[str, bool]) -> None:
    classes = [made(maker, **options) for maker in MAKERS]
    for ask in (
        lambda cls: repr(cls("a")).rpartition(".")[2],
        lambda cls: repr(cls("a", 1, ["x"], 9)).rpartition(".")[2],
        lambda cls: dataclasses.asdict(cls(key="a", tags=["b"])),
        lambda cls: dataclasses.asdict(replace(cls("a"), size=4)),
        lambda cls: cls("a") == cls("a"),
        lambda cls: cls("a") == cls("a", seen=5),
        lambda cls: cls("a") == cls("b"),
        lambda cls: cls("a") == ("a", 3, []),
        lambda cls: hash(cls("a", 3, ())) == hash(cls("a", 3, (), 1)),
        lambda cls: hash(cls("a", 3, [])),
        lambda cls: cls("a") < cls("b"),
        lambda cls: cls("a", 3) >= cls("a", 2),
        lambda cls: cls("a") < "a",
        lambda cls: cls(),
        lambda cls: cls("a", colour="red"),
        lambda cls: setattr(cls("a"), "key", "b"),
        lambda cls: delattr(cls("a"), "key"),
        lambda cls: cls("a").tags is cls("a").tags,
        lambda cls: cls.__match_args__,
        lambda cls: (cls.__doc__, cls.__name__, hasattr(cls("a"), "__dict__")),
        lambda cls: dataclasses.asdict(copy.copy(cls("a", 1))),
        lambda cls: dataclasses.asdict(copy.deepcopy(cls("a", 1))),
    ):
        alike(classes, ask)


@dataclass(frozen=True, slots=True)
class Kept:
    """At the top of a module, where pickle finds it."""

    key: str
    rest: tuple[int, ...] = ()


def test_a_frozen_class_with_slots_is_pickled() -> None:
    assert pickle.loads(pickle.dumps(Kept("a", (1, 2)))) == Kept("a", (1, 2))


def test_a_match_takes_it_apart() -> None:
    match Kept("a", (1,)):
        case Kept(key, (first,)):
            assert (key, first) == ("a", 1)


def test_a_frozen_thing_takes_nothing_new() -> None:
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'colour'"):
        Kept("a").colour = "red"  # type: ignore[attr-defined]


def test_methods_that_are_written_stay() -> None:
    @dataclass(frozen=True, slots=True)
    class Loud:
        """Shows itself."""

        key: str

        def __repr__(self) -> str:
            return self.key.upper()

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Loud("a")), Loud("a") == Loud("b"), hash(Loud("a"))) == ("A", True, 7)


def test_what_is_made_afterwards_and_what_is_no_argument() -> None:
    def both(maker: Maker) -> Any:
        @maker(slots=True)
        class Sum:
            """A sum."""

            parts: list[int]
            total: int = field(init=False)

            def __post_init__(self) -> None:
                self.total = sum(self.parts)

        return Sum

    classes = [both(maker) for maker in MAKERS]
    assert alike(classes, lambda cls: dataclasses.astuple(cls([1, 2]))) == ([1, 2], 3)
    assert alike(classes, lambda cls: cls([1], 1)) is TypeError


def test_it_needs_no_brackets() -> None:
    @dataclass
    class Line:
        """A line."""

        key: str

    assert repr(Line("a")).endswith("Line(key='a')")


def test_a_class_without_fields_and_one_without_words() -> None:
    def both(maker: Maker) -> Any:
        @maker(frozen=True, slots=True)
        class Nothing:
            pass

        return Nothing

    classes = [both(maker) for maker in MAKERS]
    assert alike(classes, lambda cls: (cls() == cls(), hash(cls()), repr(cls()).rpartition(".")[2]))[0] is True


def test_fields_come_down_from_the_class_above() -> None:
    def both(maker: Maker) -> Any:
        @maker(frozen=True, slots=True)
        class Above(Generic[T]):
            """Above."""

            key: T
            size: int = 1

        @maker(frozen=True, slots=True)
        class Below(Above[str]):
            """Below."""

            size: int = 2
            more: str = "m"

        return Below

    classes = [both(maker) for maker in MAKERS]
    assert alike(classes, lambda cls: dataclasses.astuple(cls("k"))) == ("k", 2, "m")
    assert alike(classes, lambda cls: setattr(cls("k"), "key", "l")) is FrozenInstanceError


def test_what_follows_from_a_frozen_thing_may_be_kept_in_it() -> None:
    @dataclass(frozen=True)
    class Text:
        """A text."""

        words: tuple[str, ...]

        @cached_property
        def joined(self) -> str:
            return " ".join(self.words)

    assert Text(("a", "b")).joined == "a b"
