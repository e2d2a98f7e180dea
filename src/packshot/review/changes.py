"""Judging what changed since a commit, by what was declared at that commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from packshot.catalog import scan
from packshot.catalog.documents import Files
from packshot.catalog.layout import FileRole, role_of
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.catalog.reader_memory import Memory
from packshot.checks import rules
from packshot.checks.change import Change
from packshot.checks.change.fields import Keys, changed
from packshot.engine.types import Reads, Timestamp
from packshot.findings import Finding
from packshot.git.tree import Repository, Tree
from packshot.git.work_tree import WorkTree
from packshot.review.steps import Step, base_of, committed, tree_of, uncommitted

_DECLARING = frozenset({"catalog", "attributes", "lifecycle", "prices", "stock"})
"""The kinds of files that say who keeps what, and how statuses follow each other."""

Field = tuple[FileRole, Keys]


def review(repository: Repository, revision: str, tree: WorkTree | None, as_of: Timestamp) -> list[Finding]:
    """What is wrong with the changes since HEAD left a revision: in commits, and in the working tree where it is given.

    Each field is judged once, by who changed it last; a field that has its old value again is not judged.
    """
    base = base_of(repository, revision)
    steps = [*committed(repository, base), *([uncommitted(repository, tree)] if tree else [])]
    return list(judged(declared(tree_of(repository, base)[0], as_of), steps))


def declared(tree: Tree, as_of: Timestamp) -> Reader:
    """A reader of what a tree declares: its catalogue, attributes, life cycle and the heads of its lists."""
    declaring = [entry.path for entry in tree.entries() if role_of(entry.path).kind in _DECLARING]
    sources = Files(tree)
    facts = {path: scan.scan(sources.parsed([(path, data)])[0], data) for path, data in tree.read_many(declaring)}
    return Reader(sources, MemoryFacts(facts), as_of, Memory(), Reads())


def judged(reader: Reader, steps: Sequence[Step]) -> Iterator[Finding]:
    """What the rules of changes find in the steps."""
    passing = _passing(steps)
    for number, step in enumerate(steps):
        for place, (path, after) in step.after.items():
            before = [files.get(place, (path, None))[1] for files in step.before]
            if after is None or any(each == after for each in before):
                continue  # as one of the parents of a merge has it: judged there
            mine = {keys for each, keys in passing[number] if each == place}
            subject = Change(reader, path, _common(place, before, after), after, step.editor, mine)
            for rule in rules("change"):
                yield from (found for found in rule.judge(subject) if isinstance(found, Finding))


def _common(place: FileRole, before: Sequence[Any], after: Any) -> Any:
    """The version before; of a merge the one that has most in common: what came from the others is judged there."""
    return min(before, key=lambda each: len(list(changed(place, each, after))))


def _passing(steps: Sequence[Step]) -> list[set[Field]]:
    """For each step the fields that somebody changes later, and those that end as they began."""
    first: dict[Field, Any] = {}
    last: dict[Field, tuple[int, Any]] = {}
    touched = [{(place, field.keys): field for place, field in _fields(step)} for step in steps]
    for number, fields in enumerate(touched):
        for key, field in fields.items():
            first.setdefault(key, field.before)
            last[key] = (number, field.after)
    return [
        {key for key in fields if last[key][0] != number or last[key][1] == first[key]}
        for number, fields in enumerate(touched)
    ]


def _fields(step: Step) -> Iterator[tuple[FileRole, Any]]:
    for place, (_, after) in step.after.items():
        before = _common(place, [files.get(place, ("", None))[1] for files in step.before], after)
        yield from ((place, field) for field in changed(place, before, after))
