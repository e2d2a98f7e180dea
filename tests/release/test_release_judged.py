"""The invariant, on judgements: after any edits, mistakes among them, reverts and clock moves, what stands judged is
what a judgement from nothing gives, and its findings are those of a validation.
"""

import os
import shutil

import pytest
from fjell import choices
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from releases import NOW, quick_folder
from test_release_property import INSTANTS, Step, tree_of
from tests.judged_trees import Bench

from packshot.checks.run import validate

RUNS = int(os.environ.get("PACKSHOT_EXAMPLES", "200")) // 5

every = [(name, number) for name, texts in choices().items() for number in range(len(texts))]

steps = st.lists(
    st.builds(
        Step,
        st.lists(st.sampled_from(every), min_size=1, max_size=5).map(dict),
        st.one_of(st.just(NOW), st.sampled_from(INSTANTS)),
        st.sampled_from((False, False, False, True)),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = Bench(tmp_path_factory.mktemp("judged"))
    bench.judge(tree_of({}), NOW)
    return bench


@settings(
    max_examples=RUNS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    database=None,
)
@given(steps)
def test_a_judgement_that_starts_from_a_state_is_one_from_nothing(start: Bench, moves: list[Step]) -> None:
    with quick_folder() as folder:
        shutil.copytree(start.root, folder / "run")
        bench, chosen, held = Bench(folder / "run"), {}, tree_of({})
        for number, step in enumerate(moves):
            chosen = step.after(chosen)
            tree = tree_of(chosen)
            bench.judge(tree, step.instant, held if step.told else None)
            clean = Bench(folder / f"clean-{number}")
            clean.judge(tree, step.instant)
            assert bench.shown() == clean.shown(), (chosen, step)
            assert bench.findings(tree) == validate(tree, step.instant, processes=1).findings
            held = tree
