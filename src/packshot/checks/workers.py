"""A second process for one share of a cold validation. Where it cannot be had, or dies, the share is done at home."""

from __future__ import annotations

import marshal
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from packshot.build.types import FileFacts
from packshot.checks.quiet import without_collections
from packshot.checks.shard import Judged, Shard, Source, Table, Task
from packshot.findings import Finding
from packshot.source.facts import MemoryFacts
from packshot.source.tree import Tree

_GONE = (EOFError, OSError, pickle.PickleError)
"""What a worker that died, or a tree that cannot be sent, looks like from here."""


def forks() -> bool:
    """Whether a copy of this process can be had, which starts at once and knows everything already.

    Not where other threads run, whose locks nobody would ever open in the copy.
    """
    return sys.platform == "linux" and threading.active_count() == 1


class Worker:
    """A share that is worked on elsewhere: `begin`, then `scanned`, `judge` and `judged`, in this order.

    What is not forked wakes up from here on, while the rest is listed.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._forks = forks()
        self._context = get_context("fork") if self._forks else get_context("spawn")
        self._line, self._theirs = self._context.Pipe()
        self._process: BaseProcess | None = None if self._forks else self._started(_serve, self._theirs)
        self._home: Shard | None = None

    def begin(self, sources: Sequence[Source]) -> None:
        """Let it scan these files."""
        self._sources = sources
        if self._forks:
            self._process = self._started(_serve_forked, self._theirs, self._line, self._tree, sources)
        else:
            self._send((self._tree, sources))

    def _started(self, work: Callable[..., None], *given: object) -> BaseProcess:
        process = self._context.Process(target=work, args=given, daemon=True)
        process.start()
        self._theirs.close()
        return process

    def scanned(self) -> Table:
        """The facts of its files."""
        answer = self._receive()
        return _unpacked(answer) if isinstance(answer, bytes) else self._at_home().scan()

    def judge(self, task: Task, others: Table, facts: MemoryFacts) -> None:
        """Let it judge, `others` being the facts of the files it did not scan, `facts` all of them."""
        self._task, self._facts = task, facts
        self._send((task, _packed(others)))

    def judged(self) -> tuple[Judged, list[Finding]]:
        """What it found, and what the tree says of its own names, which it looks through on the way."""
        answer = self._receive()
        if isinstance(answer, tuple):
            judged, findings = answer
            return judged, findings
        return self._at_home().judge(self._task, self._facts), self._tree.findings()

    def close(self) -> None:
        """End it."""
        self._line.close()
        self._theirs.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join()

    def _send(self, message: object) -> None:
        try:
            self._line.send(message)
        except _GONE:
            self._line.close()  # so that no answer is waited for

    def _receive(self) -> object:
        with suppress(*_GONE):
            return self._line.recv()
        return None

    def _at_home(self) -> Shard:
        if self._home is None:
            self._home = Shard(self._tree, self._sources, lambda _: None)
        return self._home


def _serve(line: Connection) -> None:
    """The life of a worker that begins from nothing."""
    with suppress(*_GONE):
        _work(line, *line.recv())


def _serve_forked(line: Connection, other: Connection, tree: Tree, sources: Sequence[Source]) -> None:
    """The life of a worker that is a copy. The other end of the line is not its own, nor is what the tree has open."""
    other.close()
    with suppress(*_GONE):
        _work(line, pickle.loads(pickle.dumps(tree)), sources)  # noqa: S301 the tree was in this process all along


def _work(line: Connection, tree: Tree, sources: Sequence[Source]) -> None:
    with without_collections():
        shard = Shard(tree, sources, lambda _: None)
        own = shard.scan()
        line.send(_packed(own))
        flaws = tree.findings()  # while the other process puts the facts together
        task, others = line.recv()
        line.send((shard.judge(task, MemoryFacts({**own, **_unpacked(others)})), flaws))


def _packed(table: Table) -> bytes:
    """Facts as bytes. They are plain data, for which this is ten times as quick as pickling objects."""
    return marshal.dumps([(path, dict(facts.nodes), facts.index, facts.records) for path, facts in table.items()])


def _unpacked(data: bytes) -> Table:
    rows = marshal.loads(data)  # noqa: S302 the other end of this pipe is our own process
    return {path: FileFacts(nodes, index, records) for path, nodes, index, records in rows}
