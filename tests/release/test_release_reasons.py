"""What a plan says, on products: it lists the files that change, and undoing a cause that it names changes the file.

Each edit is compared with clean builds of the trees before and after it, and of trees in which one cause is undone.
`PACKSHOT_EXAMPLES` asks for more edits.
"""

import os
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from fjell import Chosen, choices, fjell, mistakes
from releases import NOW, Press, quick_folder
from test_release_property import INSTANTS

from packshot.engine.causes import Causes
from packshot.engine.effects import effects
from packshot.engine.plan import planned
from packshot.engine.reasons import CLOCK, Cause
from packshot.git.tree import MemoryTree

EDITS = int(os.environ.get("PACKSHOT_EXAMPLES", "10"))
SEED = int(os.environ.get("PACKSHOT_SEED", "7"))
SAMPLED = 4
"""The number of pairs of path and cause that are tried for each edit, of those named and of the others."""

T = TypeVar("T")
DIFFERS, SAME, ERRORS = "the file differs", "the file is the same", "the build has errors"
EFFECTS = {
    "cause": (DIFFERS, ERRORS),
    "group of causes": (DIFFERS,),
    "one of a group": (SAME, ERRORS),
    "other change": (SAME, DIFFERS, ERRORS),
}
"""What undoing may do. Another change may hide an effect of a third one, which appears if it is undone."""

Blobs = dict[str, object]


@dataclass(frozen=True)
class Version:
    """A tree and the timestamp of its build."""

    files: MemoryTree
    as_of: str

    def without(self, causes: tuple[Cause, ...], before: "Version") -> "Version":
        """Some causes undone: their files, and the timestamp, as before."""
        old = {entry.path: before.files.read(entry.path) for entry in before.files.entries()}
        files = self.files.edited({path: old.get(path) for path in causes if path != CLOCK})
        return Version(files, before.as_of if CLOCK in causes else self.as_of)


_TREES: dict[str, MemoryTree] = {}


def published(version: Version) -> Blobs | None:
    """What a clean build gives: path -> bytes; None if there are errors."""
    _TREES[version.files.id] = version.files
    return _published(version.files.id, version.as_of)


@lru_cache(maxsize=64)
def _published(tree: str, as_of: str) -> Blobs | None:
    with quick_folder() as folder:
        press = Press(folder)
        if press.build(_TREES[tree], as_of).failed():
            return None
        return {path: entry.blobs() for path, entry in press.entries().items()}


def moved(dice: random.Random, chosen: Chosen, as_of: str) -> tuple[Chosen, str]:
    """Return a state of the repository a few choices away from another one, now and then at another time."""
    wrong = mistakes()
    sound = [(name, n) for name, texts in choices().items() for n in range(len(texts)) if (name, n) not in wrong]
    edit = dict(dice.sample(sound, dice.randint(1, 4)))
    start = {} if dice.random() < 0.1 else chosen
    return {**start, **edit}, dice.choice(INSTANTS) if dice.random() < 0.25 else as_of


@dataclass
class Trial:
    """The edits of one walk, with a count of what was seen."""

    press: Press
    dice: random.Random
    seen: Counter[str] = field(default_factory=Counter)

    def step(self, before: Version, after: Version) -> None:
        """Plan an edit, and try what the plan says."""
        old, new = published(before), published(after)
        assert old is not None
        with planned(self.press.request(after.files, after.as_of, before.files)) as plan:
            found = effects(plan)
        assert plan.release.failed() == (new is None)
        self.seen["edits"] += 1
        if new is None:
            self.seen["edits with errors"] += 1
            return
        differing = {path for path in {*old, *new} if old.get(path) != new.get(path)}
        assert {change.path for change in found.changes} == differing
        self.seen["files listed"] += len(differing)
        self._try({change.path: change.causes for change in found.changes}, before, after, new)

    def _try(self, named: dict[str, Causes], before: Version, after: Version, new: Blobs) -> None:
        """Undo causes that the plan names, and for comparison changes that it does not name for a path."""
        changed = sorted({*changed_files(before, after), *((CLOCK,) if before.as_of != after.as_of else ())})
        tried: dict[str, list[tuple[str, tuple[Cause, ...]]]] = {
            "cause": [(path, (cause,)) for path in sorted(named) for cause in named[path].alone],
            "group of causes": [(path, named[path].together) for path in sorted(named) if named[path].together],
            "one of a group": [(path, (cause,)) for path in sorted(named) for cause in named[path].together],
            "other change": [
                (path, (each,)) for path in sorted(named) for each in sorted({*changed} - all_of(named[path]))
            ],
        }
        for kind, pairs in tried.items():
            for path, causes in self._sample(pairs):
                gone = published(after.without(causes, before))
                effect = ERRORS if gone is None else DIFFERS if gone.get(path) != new.get(path) else SAME
                assert effect in EFFECTS[kind], (path, causes, kind)
                self.seen[f"{kind} undone: {effect}"] += 1
        self.seen["files with several causes"] += sum(len(causes.alone) > 1 for causes in named.values())
        self.seen["files with a group of causes"] += sum(bool(causes.together) for causes in named.values())
        self.seen["files with possible causes"] += sum(bool(causes.possible) for causes in named.values())

    def _sample(self, pairs: list[T]) -> list[T]:
        return self.dice.sample(pairs, min(SAMPLED, len(pairs)))


def all_of(causes: Causes) -> set[Cause]:
    """Everything that is named for a path."""
    return {*causes.alone, *causes.together, *causes.possible}


def changed_files(before: Version, after: Version) -> set[str]:
    """The paths of the files that differ."""
    old, new = ({(entry.path, entry.blob) for entry in each.files.entries()} for each in (before, after))
    return {path for path, _ in old ^ new}


def test_a_plan_lists_what_changes_and_names_true_causes() -> None:
    dice = random.Random(SEED)
    with quick_folder() as folder:
        trial = Trial(Press(folder), dice)
        chosen: Chosen = {}
        held = Version(MemoryTree(fjell(chosen)), NOW)
        assert not trial.press.build(held.files, held.as_of).failed()
        for _ in range(EDITS):
            then, as_of = moved(dice, chosen, held.as_of)
            coming = Version(MemoryTree(fjell(then)), as_of)
            trial.step(held, coming)
            if not trial.press.build(coming.files, coming.as_of, held.files).failed():
                chosen, held = then, coming
    assert trial.seen[f"cause undone: {DIFFERS}"] >= EDITS / 2
    sys.stdout.write("".join(f"\n{count:>7,} {name}" for name, count in sorted(trial.seen.items())))
