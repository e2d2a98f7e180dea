"""The program that the engine runs: product repositories. It joins reading, checking and showing, and adds nothing."""

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
    """What all programs of the engine (`engine.types.Program`) that run on a product repository share: its facts, who
    owns them, and the reader that an evaluation asks.
    """

    def __init__(self, tree: Readable, toolchain: str, progress: Callable[[str, int], None] | None = None) -> None:
        """Take a tree; `progress` receives now and then how many records have been evaluated."""
        self.toolchain = toolchain
        self._progress = progress
        self._evaluated = 0
        self._files = Files(tree)
        self._memory = Memory()
        self._facts: Facts | None = None
        self._as_of: Timestamp = ""

    def is_text(self, path: str) -> bool:
        """Whether a file is read when the tree is scanned."""
        return scan.is_text(path)

    def scan(self, path: str, data: bytes) -> FileFacts:
        """The facts of a YAML file; what is wrong with its text is a fact too."""
        return scan.scan(self._files.parsed([(path, data)])[0], data)

    def scan_blob(self, path: str, blob: str) -> FileFacts:
        """The facts of any other file."""
        return scan.scan_original(path, blob)

    def owner(self, node: str, facts: Facts) -> str | None:
        """The record that owns a node."""
        return owner(node, facts)

    def reader(self, facts: Facts, as_of: Timestamp, reads: Reads) -> Reader:
        """A reader that notes into `reads`; what was remembered holds for the facts and instant it was made from."""
        if facts is not self._facts or as_of != self._as_of:
            self._facts, self._as_of, self._memory = facts, as_of, Memory()
        return Reader(self._files, facts, as_of, self._memory, reads)

    def step(self) -> None:
        """One more record has been evaluated."""
        self._evaluated += 1
        if self._progress is not None and self._evaluated % 16 == 0:
            self._progress("records", self._evaluated)


class Catalogue(Repository):
    """A product repository that is published: what is wrong with it, and all that outputs show of it."""

    def __init__(
        self,
        tree: Readable,
        toolchain: str,
        progress: Callable[[str, int], None] | None = None,
        recipes: Mapping[str, str] | None = None,
    ) -> None:
        """`recipes` are digests that this toolchain has noted before: reading its own code takes a while."""
        super().__init__(tree, toolchain, progress)
        self.recipes = dict(recipes or {})

    def evaluate(self, record: str, facts: Facts, as_of: Timestamp, reads: Reads) -> Iterator[Emitted]:
        """What is wrong with a record, and what it shows. A record with errors shows nothing: no output meets them."""
        reader = self.reader(facts, as_of, reads)
        kind, key = nodes.cut(record)
        sound = True
        for verdict in checks.check(reader, kind, key):
            if isinstance(verdict, Suppressed):
                sound = False
            else:
                sound = sound and not (isinstance(verdict, Finding) and verdict.severity is Severity.ERROR)
                yield verdict
        if sound:
            yield from outputs.views(reader, kind, key)
        self.step()

    def output(self, name: str) -> Output:
        """The output of that name."""
        return checks.find(name) if name.startswith("check.") else outputs.find(name)

    def recipe(self, name: str) -> str:
        """The digest of what makes an output's bytes."""
        if name not in self.recipes:
            self.recipes[name] = recipes.recipe(self.output(name))
        return self.recipes[name]
