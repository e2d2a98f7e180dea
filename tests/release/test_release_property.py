"""The invariant, on products: after any edits, renames, reverts and clock moves a build is byte for byte the clean one.

`PACKSHOT_EXAMPLES` asks for more runs.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pytest
from fjell import Chosen, choices, fjell, mistakes
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from releases import NOW, Clean, Press, clean, copied, outcome, quick_folder

from packshot.engine.up_to_date import latest
from packshot.git.tree import MemoryTree

RUNS = int(os.environ.get("PACKSHOT_EXAMPLES", "200"))
LONGEST = 3 if RUNS <= 200 else 6

INSTANTS = (
    NOW,
    "2025-12-31T12:00:00Z",
    "2026-01-14T23:59:59Z",
    "2026-01-15T00:00:00Z",
    "2026-01-31T23:00:00Z",
    "2026-02-14T23:00:00Z",
    "2026-02-28T23:00:00Z",
    "2026-03-01T00:00:00Z",
    "2026-03-31T22:00:00Z",
    "2026-05-01T00:00:00Z",
    "2026-05-31T23:59:59Z",
    "2026-06-01T00:00:00Z",
    "2026-06-30T22:00:00Z",
    "2026-07-31T22:00:00Z",
    "2026-12-31T23:00:00Z",
    "2028-01-01T00:00:00Z",
)
"""Moments at which something begins or ends in the repository, the second before, and times between."""


@dataclass(frozen=True)
class Step:
    """Choices that are made anew, perhaps after all others were taken back, and the instant of the build."""

    edits: Chosen
    instant: str
    reverts: bool = False
    told: bool = True
    """Whether Git tells the engine what changed; else it compares."""

    def after(self, chosen: Chosen) -> Chosen:
        return {**({} if self.reverts else chosen), **self.edits}


def edits() -> st.SearchStrategy[Chosen]:
    """A few choices; mistakes come now and then, because a tree that has one is not published."""
    wrong = mistakes()
    sound = [(name, n) for name, texts in choices().items() for n in range(len(texts)) if (name, n) not in wrong]
    one = st.lists(st.sampled_from(sound), min_size=1, max_size=5)
    bad = st.tuples(st.sampled_from(sorted(wrong)), st.sampled_from(sound)).map(list)
    return st.one_of(one, one, one, one, one, one, one, bad).map(dict)


steps = st.lists(
    st.builds(
        Step,
        edits(),
        st.one_of(st.just(NOW), st.sampled_from(INSTANTS)),
        st.sampled_from((False, False, False, True)),
        st.booleans(),
    ),
    min_size=1,
    max_size=LONGEST,
)


@lru_cache(maxsize=512)
def files_of(chosen: frozenset[tuple[str, int]]) -> MemoryTree:
    return MemoryTree(fjell(dict(chosen)))


def tree_of(chosen: Chosen) -> MemoryTree:
    return files_of(frozenset(chosen.items()))


@lru_cache(maxsize=4096)
def clean_outcome(chosen: frozenset[tuple[str, int]], as_of: str) -> Clean:
    return clean(files_of(chosen), as_of)


@pytest.fixture(scope="module")
def start() -> Iterator[Press]:
    with quick_folder() as folder:
        press = Press(folder)
        assert not press.build(tree_of({})).failed()
        yield press


def walk(press: Press, moves: list[Step], wanted: Callable[[Chosen, str], Clean]) -> None:
    """Build step by step from the first state of the repository, and compare each with a clean build."""
    chosen: Chosen = {}
    held = tree_of(chosen)
    for step in moves:
        chosen = step.after(chosen)
        tree = tree_of(chosen)
        pointer = latest(press.place)
        result = press.build(tree, step.instant, held if step.told else None)
        expected = wanted(chosen, step.instant)
        assert outcome(result) == expected, (chosen, step)
        if result.failed():
            assert latest(press.place) == pointer
        else:
            held = tree


@settings(
    max_examples=RUNS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    database=None,
)
@given(steps)
def test_incremental_is_clean(start: Press, moves: list[Step]) -> None:
    with quick_folder() as folder:
        walk(copied(start, folder / "run"), moves, lambda chosen, at: clean_outcome(frozenset(chosen.items()), at))
