"""Validation of trees in memory: incremental runs from a state, and their findings."""

from dataclasses import dataclass, field
from pathlib import Path

from packshot.engine.parsing import free, many
from packshot.engine.request import Changed, Request, Result
from packshot.engine.run import build
from packshot.engine.state_reader import StateReader
from packshot.engine.tables import FINDING, read_finding
from packshot.engine.up_to_date import latest
from packshot.findings import Finding, in_order
from packshot.git.tree import MemoryTree
from packshot.validation_program import FOUND, ValidationProgram
from support import compare

NOW = "2026-10-01T00:00:00Z"


@dataclass
class Bench:
    """One machine with its own state."""

    root: Path
    program: type[ValidationProgram] = ValidationProgram
    evaluated: list[str] = field(default_factory=list)

    @property
    def store(self) -> str:
        return str(self.root / "store")

    def judge(self, tree: MemoryTree, as_of: str = NOW, before: MemoryTree | None = None) -> Result:
        """Validate a tree; from the state of the last run if there is one."""
        program = self.program(tree, "0" * 64)
        self.evaluated = []
        evaluate = program.evaluate

        def recording(record, *arguments):  # type: ignore[no-untyped-def]  # the signature of the program's method
            self.evaluated.append(record)
            return evaluate(record, *arguments)

        program.evaluate = recording  # type: ignore[method-assign]  # the test watches one object
        result = build(self._request(program, tree, as_of, before))
        assert result.pointer is not None, result.findings
        return result

    def _request(self, program: ValidationProgram, tree: MemoryTree, as_of: str, before: MemoryTree | None) -> Request:
        changed: Changed | None = None if before is None else compare(before.entries(), tree.entries())
        return Request(
            program=program,
            tree=tree.id,
            entries=lambda: ((entry.path, entry.blob) for entry in tree.entries()),
            read_many=tree.read_many,
            originals=lambda original: b"",
            as_of=as_of,
            home=self.root,
            store=self.store,
            base=latest(self.store),
            changed=changed,
        )

    @property
    def standing(self) -> StateReader:
        pointer = latest(self.store)
        assert pointer is not None
        return StateReader(self.store, pointer)

    def findings(self, tree: MemoryTree) -> list[Finding]:
        """Return all current findings."""
        found = [read_finding(each) for _, entries in self.standing.items(FOUND, many(FINDING)) for each in entries]
        pages = [read_finding(each) for _, data in self.standing.artifacts(f"{FOUND}/", many(FINDING)) for each in data]
        return in_order([*tree.findings(), *found, *pages])

    def shown(self) -> dict[str, object]:
        """Return everything that the state shows."""
        listings = ("found", "ready", "twins")
        items = {f"{name} {member}": data for name in listings for member, data in self.standing.items(name, free)}
        return {**items, **dict(self.standing.artifacts("", free))}
