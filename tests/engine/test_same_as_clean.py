"""The invariant: after any sequence of edits, reverts and clock moves, a build is byte for byte the clean one."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toys import Bench, Tree, day

KEYS = ("a", "b", "c", "d", "e", "f", "g", "h")
EXAMPLES = int(os.environ.get("PACKSHOT_EXAMPLES", "25"))

names = st.sampled_from(KEYS)
values = st.sampled_from(("x", "y", "z"))
days = st.integers(1, 6)


@st.composite
def thing_text(draw: st.DrawFn) -> str:
    said = {
        "name": draw(values),
        "shelf": draw(st.sampled_from(("s", "t"))),
        "colour": draw(values),
        "friend": draw(names),
        "art": draw(values),
        "group": draw(values),
        "place": draw(values),
        "for": draw(st.sampled_from(("us/en", "ch/de+us/en", "ch/de+ch/fr"))),
        "from": day(draw(days)),
        "to": day(draw(days)),
        "odd": "yes",
    }
    chosen = draw(st.sets(st.sampled_from(sorted(said))))
    return "".join(f"{key}: {value}\n" for key, value in said.items() if key in chosen)


@st.composite
def table_text(draw: st.DrawFn) -> str:
    rows = draw(st.dictionaries(st.sampled_from((*KEYS, "x", "y", "z")), values))
    return "".join(f"{key}: {value}\n" for key, value in rows.items())


@st.composite
def shelf_text(draw: st.DrawFn) -> str:
    sizes = ("", "size: 1\n", "size: 2\nindexed: yes\n", "size: 4\n", "size: 1\nfixed: 4\nindexed: yes\n")
    size = draw(st.sampled_from(sizes))
    return f"label: {draw(values)}\n{size}"


FILES: dict[str, st.SearchStrategy[str]] = {
    **{f"things/{key}.txt": thing_text() for key in KEYS},
    **{f"art/{name}": values for name in ("x", "y", "z")},
    **{f"shelves/{name}.txt": shelf_text() for name in ("s", "t")},
    "prices.txt": table_text(),
    "more/prices.txt": table_text(),
    "colours.txt": table_text(),
    "feed.txt": st.sampled_from(("size: 1\n", "size: 2\ntitle: F\n", "size: 100\n")),
}


@st.composite
def edits(draw: st.DrawFn) -> Tree:
    """Some files with new text; empty for removed."""
    paths = draw(st.lists(st.sampled_from(sorted(FILES)), max_size=5, unique=True))
    return {path: draw(st.one_of(st.just(""), FILES[path])) for path in paths}


steps = st.lists(st.tuples(edits(), days, st.booleans(), st.booleans()), min_size=1, max_size=6)
starts = st.fixed_dictionaries({}, optional=FILES)


def after(tree: Tree, edit: Tree) -> Tree:
    return {path: text for path, text in {**tree, **edit}.items() if text}


@pytest.fixture(scope="module")
def folders() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        yield Path(folder)


def compare(folder: Path, start: Tree, moves: list[tuple[Tree, int, bool, bool]], forgets: str = "") -> None:
    """Build step by step, and each step clean; a step may go back to the start, and may be told what changed."""
    incremental = Bench(folder / "incremental", forgets=frozenset(filter(None, [forgets])))
    tree: Tree = {}
    for number, (edit, instant, revert, told) in enumerate([({}, 1, True, False), *moves]):
        before, tree = tree, after(start if revert else tree, edit)
        result = incremental.build(tree, day(instant), before if told else None)
        clean = Bench(folder / f"clean-{number}", forgets=incremental.forgets)
        wanted = clean.build(tree, day(instant))
        assert result.findings == () or result.findings[0].severity == "warning"
        assert result.manifest == wanted.manifest
        assert incremental.shown() == clean.shown()


@pytest.fixture(scope="module", autouse=True)
def _small_indexes() -> Iterator[None]:
    """An item index has several levels."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("packshot.engine.item_index.ROWS", 1)
        yield


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(starts, steps)
def test_incremental_is_clean(folders: Path, start: Tree, moves: list[tuple[Tree, int, bool, bool]]) -> None:
    with tempfile.TemporaryDirectory(dir=folders) as folder:
        compare(Path(folder), start, moves)


THINGS = {"things/a.txt": f"name: A\nshelf: s\ncolour: x\nart: x\nfrom: {day(3)}\n", "things/b.txt": "friend: a\n"}
SHARED = {"art/x": "x", "colours.txt": "x: x\n", "shelves/s.txt": "label: S\n", "feed.txt": "size: 2\n"}
MUTANTS: dict[str, tuple[Tree, int]] = {
    "colour": ({"colours.txt": "x: y\n"}, 4),
    "index": ({"things/a.txt": "name: A\n"}, 4),
    "art": ({"art/x": "y"}, 4),
    "thing": ({"things/a.txt": "name: B\n"}, 4),
    "shelf": ({"shelves/s.txt": "label: T\n"}, 4),
    "feed": ({"feed.txt": "size: 2\ntitle: T\n"}, 4),
    "clock": ({}, 1),
}


@pytest.mark.parametrize("forgotten", MUTANTS)
def test_a_program_that_forgets_to_note_a_read_is_found_out(folders: Path, forgotten: str) -> None:
    edit, instant = MUTANTS[forgotten]
    moves = [({}, 4, False, False), (edit, instant, False, True)]
    with tempfile.TemporaryDirectory(dir=folders) as folder:
        compare(Path(folder) / "sound", THINGS | SHARED, moves)
        with pytest.raises(AssertionError):
            compare(Path(folder) / "mutant", THINGS | SHARED, moves, forgotten)
