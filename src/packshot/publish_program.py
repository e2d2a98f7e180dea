"""The engine program that publishes product repositories: it combines the reader, the checks and the outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from packshot import checks, outputs
from packshot.catalog import nodes, scan
from packshot.catalog import toolchain as recipes
from packshot.catalog.documents import Files, Readable
from packshot.catalog.owners import owner
from packshot.catalog.reader import Reader
from packshot.catalog.reader_memory import Memory
from packshot.checks.rule import Suppressed
from packshot.engine.types import Emitted, Facts, FileFacts, Output, Reads, Timestamp
from packshot.findings import Finding, Severity


class Repository:
    """The common part of all engine programs (`engine.types.Program`) for product repositories.

    It provides the facts of files, the owners of nodes, and a reader for evaluations.
    """

    def __init__(self, tree: Readable, toolchain: str, progress: Callable[[str, int], None] | None = None) -> None:
        """Create the program for a tree. `progress` is called regularly with the number of evaluated tasks."""
        self.toolchain = toolchain
        self._progress = progress
        self._evaluated = 0
        self._files = Files(tree)
        self._memory = Memory()
        self._facts: Facts | None = None
        self._as_of: Timestamp = ""

    def is_text(self, path: str) -> bool:
        """Return whether the bytes of a file are read when the tree is scanned."""
        return scan.is_text(path)

    def scan(self, path: str, data: bytes) -> FileFacts:
        """Return the facts of a YAML file, including the findings about its text."""
        return scan.scan(self._files.parsed([(path, data)])[0], data)

    def scan_blob(self, path: str, blob: str) -> FileFacts:
        """Return the facts of a file that is not scanned as text, from its path and blob."""
        return scan.scan_original(path, blob)

    def owner(self, node: str, facts: Facts) -> str | None:
        """Return the task that owns a node; None for a node that many tasks share, and for a price line, stock line or
        link whose target does not exist.
        """
        return owner(node, facts)

    def reader(self, facts: Facts, as_of: Timestamp, reads: Reads) -> Reader:
        """Return a reader that records its reads in `reads`. Values are cached for the same facts and timestamp."""
        if facts is not self._facts or as_of != self._as_of:
            self._facts, self._as_of, self._memory = facts, as_of, Memory()
        return Reader(self._files, facts, as_of, self._memory, reads)

    def step(self) -> None:
        """Count one evaluated task, and report the progress after every 16 tasks."""
        self._evaluated += 1
        if self._progress is not None and self._evaluated % 16 == 0:
            self._progress("records", self._evaluated)


class Catalogue(Repository):
    """The program that publishes a product repository: it yields the findings and the outputs of tasks."""

    def __init__(
        self,
        tree: Readable,
        toolchain: str,
        progress: Callable[[str, int], None] | None = None,
        recipes: Mapping[str, str] | None = None,
    ) -> None:
        """Create the program.

        `recipes` are digests of the outputs' code from the last build with this toolchain; computing them again is
        slow.
        """
        super().__init__(tree, toolchain, progress)
        self.recipes = dict(recipes or {})

    def evaluate(self, record: str, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterator[Emitted]:
        """Yield the findings of a task and its outputs.

        A task with errors, or with suppressed follow-on problems, has no outputs.
        """
        reader = self.reader(facts, as_of, reads)
        kind, key = nodes.cut(record)
        is_valid = True
        for result in checks.check(reader, kind, key):
            if isinstance(result, Suppressed):
                is_valid = False
            else:
                is_valid = is_valid and not (isinstance(result, Finding) and result.severity is Severity.ERROR)
                yield result
        if is_valid:
            yield from outputs.views(reader, kind, key)
        self.step()

    def output(self, name: str) -> Output:
        """Return the output with this name, or the check if the name begins with `check.`."""
        return checks.find(name) if name.startswith("check.") else outputs.find(name)

    def recipe(self, name: str) -> str:
        """Return the digest of the code that makes the bytes of this output."""
        if name not in self.recipes:
            folder = "packshot" if name.startswith("check.") else "packshot.outputs"
            self.recipes[name] = recipes.recipe(f"{folder}.{name}", self.output(name))
        return self.recipes[name]
