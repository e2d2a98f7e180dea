"""Cases: files as people write them, laid over a small sound catalogue, and what `packshot validate` says of them.

A case is one text file: a line that tells the mistake, the files, and behind `=== findings` the report.
"""

import os
from dataclasses import replace
from pathlib import Path

from tests.reference import original_of
from tests.support import files_of

from packshot.catalog.finding_report import locator, text
from packshot.checks.change import Editor
from packshot.checks.run import Report, validate
from packshot.findings import Finding, in_order
from packshot.git.tree import MemoryTree
from packshot.media.facts import Picture, examine
from packshot.review.changes import declared, findings_of
from packshot.review.steps import Files, Step, read_files

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
FINDINGS = "=== findings\n"
BEFORE = "=== before\n"
"""Opens, in cases that begin with since-, the files as they were before a hand changed them."""
NOW = "2026-10-01T00:00:00Z"

UPDATE = bool(os.environ.get("PACKSHOT_UPDATE_GOLDEN"))
"""Set this to write the reports of all cases anew, then read them."""


def names() -> list[str]:
    """The names of all cases."""
    return sorted(path.stem for path in GOLDEN.glob("*.txt"))


def tree_of_case(name: str) -> MemoryTree:
    """The sound catalogue with the files of a case laid over it."""
    return laid_over(_parts(name)[0].partition(BEFORE)[0])


def laid_over(case: str) -> MemoryTree:
    """The sound catalogue with other files in place of its own.

    `(deleted)` takes a file away, `(picture)` stands for an original, `(facts)` for what its sidecar says of it.
    """
    files = files_of(_headless((HERE / "sound.txt").read_text())) | files_of(_headless(case))
    made: dict[str, bytes | str] = {}
    for path, body in sorted(files.items()):
        if body == "(picture)\n":
            made[path] = original_of(path)
        elif body != "(deleted)\n":
            made[path] = body
    return MemoryTree({path: _with_facts(path, body, made) for path, body in made.items()})


def _with_facts(path: str, body: bytes | str, files: dict[str, bytes | str]) -> bytes | str:
    original = files.get(path.removesuffix(".yaml"))
    if not isinstance(body, str) or not body.startswith("(facts)\n"):
        return body
    found = examine(original if isinstance(original, bytes) else original_of(path), path)
    assert isinstance(found, Picture)
    return body.replace("(facts)\n", "".join(f"{key}: {value}\n" for key, value in found.written().items()))


def _headless(case: str) -> str:
    """Without the line that tells the mistake."""
    return case[case.index("--- ") :] if "--- " in case else ""


def report(name: str) -> Report:
    """What is wrong with a case."""
    tree = tree_of_case(name)
    found = validate(tree, NOW, whole=name.startswith("whole-"))
    if name.startswith("since-"):
        before = laid_over(_parts(name)[0].partition(BEFORE)[2])
        return replace(found, findings=in_order([*found.findings, *changes(before, tree)]))
    return found


def changes(before: MemoryTree, after: MemoryTree) -> list[Finding]:
    """What is wrong with what a hand changed between two trees."""
    step = Step(Editor(), [_read(before)], _read(after))
    return list(findings_of(declared(before, NOW), [step]))


def printed(name: str) -> str:
    """The report of a case as it is printed."""
    tree = tree_of_case(name)
    return text(report(name).findings, lambda at: locator(tree)(at) if at.keys or at.line else None)


def expected(name: str) -> str:
    """The report that the case holds; written anew where that is asked."""
    case, held = _parts(name)
    if UPDATE:
        held = printed(name)
        (GOLDEN / f"{name}.txt").write_text(f"{case}{FINDINGS}{held}")
    return held


def _parts(name: str) -> tuple[str, str]:
    whole = (GOLDEN / f"{name}.txt").read_text()
    case, _, held = whole.partition(FINDINGS)
    return case, held


def _read(tree: MemoryTree) -> Files:
    return read_files(tree, [entry.path for entry in tree.entries()])
