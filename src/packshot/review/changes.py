"""The review of the changes since a commit. That commit declares the owners of values and the status transitions."""

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
from packshot.review.gone_names import gone
from packshot.review.steps import Step, base_of, committed, tree_of, uncommitted

_DECLARING = frozenset({"catalog", "attributes", "lifecycle", "prices", "stock"})
"""The kinds of files that declare owners of values and transitions between statuses."""

Field = tuple[FileRole, Keys]


def review(repository: Repository, revision: str, tree: WorkTree | None, as_of: Timestamp) -> list[Finding]:
    """Return the findings about changes since the merge base of HEAD and a revision.

    The changes are those in commits and, if `tree` is given, those in the working tree. Each field is checked once,
    with the editor of its last change; a field that has its original value again is not checked. Names that are gone
    without a successor are reported too.
    """
    base = base_of(repository, revision)
    before, (head, _) = tree_of(repository, base)[0], tree_of(repository, "HEAD")
    steps = [*committed(repository, base), *([uncommitted(repository, tree)] if tree else [])]
    reader = declared(before, as_of)
    return [*findings_of(reader, steps), *gone(before, tree or head, reader)]


def declared(tree: Tree, as_of: Timestamp) -> Reader:
    """Return a reader of the declarations of a tree: catalogue, attributes, lifecycle, price lists and stock lists."""
    declaring = [entry.path for entry in tree.entries() if role_of(entry.path).kind in _DECLARING]
    sources = Files(tree)
    facts = {path: scan.scan(sources.parsed([(path, data)])[0], data) for path, data in tree.read_many(declaring)}
    return Reader(sources, MemoryFacts(facts), as_of, Memory(), Reads())


def findings_of(reader: Reader, steps: Sequence[Step]) -> Iterator[Finding]:
    """Yield the findings of all change checks for these steps.

    `reader` reads the declarations of owners and status transitions.
    """
    passing = _passing(steps)
    for number, step in enumerate(steps):
        for role, (path, after) in step.after.items():
            before = [files.get(role, (path, None))[1] for files in step.before]
            if after is None or any(each == after for each in before):
                continue  # unchanged from a parent: checked in its commits
            mine = {keys for each, keys in passing[number] if each == role}
            subject = Change(reader, path, _common(role, before, after), after, step.editor, mine)
            for rule in rules("change"):
                yield from (found for found in rule.check(subject) if isinstance(found, Finding))


def _common(role: FileRole, before: Sequence[Any], after: Any) -> Any:
    """Return the version before; of a merge the most similar one, because other changes are checked elsewhere."""
    return min(before, key=lambda each: len(list(changed(role, each, after))))


def _passing(steps: Sequence[Step]) -> list[set[Field]]:
    """Return for each step the fields that are changed again later, and those that end with their original value."""
    first: dict[Field, Any] = {}
    last: dict[Field, tuple[int, Any]] = {}
    touched = [{(role, field.keys): field for role, field in _fields(step)} for step in steps]
    for number, fields in enumerate(touched):
        for key, field in fields.items():
            first.setdefault(key, field.before)
            last[key] = (number, field.after)
    return [
        {key for key in fields if last[key][0] != number or last[key][1] == first[key]}
        for number, fields in enumerate(touched)
    ]


def _fields(step: Step) -> Iterator[tuple[FileRole, Any]]:
    for role, (_, after) in step.after.items():
        before = _common(role, [files.get(role, ("", None))[1] for files in step.before], after)
        yield from ((role, field) for field in changed(role, before, after))
