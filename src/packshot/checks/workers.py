"""A second process for one share of a cold validation. If the second process fails, its share is validated in this
process.
"""

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
from typing import Any, cast

from packshot.catalog.memory_facts import MemoryFacts
from packshot.checks.shard import Settings, Shard, ShareResult, Table, records_of
from packshot.engine.types import FileFacts, Item
from packshot.git.tree import Entry, Tree

_GONE = (EOFError, OSError, pickle.PickleError)
"""Exceptions raised if a worker has ended, or if a tree cannot be sent to it."""


def forks() -> bool:
    """Return whether this process can be forked: it runs on Linux and has no other threads, whose locks would never be
    released in the fork.

    A forked worker starts faster than a new process, because all modules are already loaded.
    """
    return sys.platform == "linux" and threading.active_count() == 1


class Worker:
    """A second process that validates a share: call `send`, then `receive` and `result`, in this order."""

    def __init__(self, tree: Tree, sources: Sequence[Entry], settings: Settings) -> None:
        self._tree, self._sources, self._settings = tree, sources, settings
        self._local: Shard | None = None
        is_copy = forks()
        self._context = get_context("fork") if is_copy else get_context("spawn")
        self._line, self._worker_end = self._context.Pipe()
        if is_copy:
            self._process = self._started(_serve_forked, self._worker_end, self._line, tree, sources, settings)
        else:
            self._process = self._started(_serve, self._worker_end)
            with suppress(*_GONE):  # `receive` finds out if the worker has ended
                self._line.send((tree, sources, settings))

    def _started(self, work: Callable[..., None], *args: object) -> BaseProcess:
        process = self._context.Process(target=work, args=args, daemon=True)
        process.start()
        self._worker_end.close()
        return process

    def send(self, own: Table) -> None:
        """Send the facts of the files that the worker does not scan. The worker validates after it has scanned its own
        files.
        """
        self._others = own
        self._sender = _Sender(self._line, own)

    def receive(self) -> Table:
        """Return the facts of the worker's files. If the worker has failed, the files are scanned in this process."""
        with suppress(*_GONE):
            self._facts = self._sender.answer()
            return self._facts
        self._facts = self._local_shard().scan()
        return self._facts

    def result(self, facts: MemoryFacts) -> ShareResult:
        """Return the results of the worker. If the worker has failed, its share is validated in this process."""
        with suppress(*_GONE):
            items, result = self._line.recv()
            return cast(ShareResult, result._replace(items=[Item(*item) for item in _plain(items)]))
        return self._local_shard().validate(records_of(self._facts, self._others), self._settings, facts)

    def close(self) -> None:
        """End the second process."""
        self._line.close()
        self._worker_end.close()
        self._process.terminate()
        self._process.join()

    def _local_shard(self) -> Shard:
        if self._local is None:
            self._local = Shard(self._tree, self._sources, lambda _: None)
        return self._local


def _serve(line: Connection) -> None:
    """Run a worker that was spawned."""
    with suppress(*_GONE):
        _work(line, *line.recv())


def _serve_forked(
    line: Connection, other: Connection, tree: Tree, sources: Sequence[Entry], settings: Settings
) -> None:
    """Run a worker that was forked; it must not use the parent's end of the pipe, nor the files opened by the tree."""
    other.close()
    with suppress(*_GONE):
        _work(line, pickle.loads(pickle.dumps(tree)), sources, settings)  # noqa: S301 the tree was in this process


def _work(line: Connection, tree: Tree, sources: Sequence[Entry], settings: Settings) -> None:
    shard = Shard(tree, sources, lambda _: None)
    own = shard.scan()
    others = _Sender(line, own).answer()
    result = shard.validate(records_of(own, others), settings, MemoryFacts({**own, **others}))
    items = [(item.listing, item.member, item.data, item.group) for item in result.items]
    line.send((marshal.dumps(items), result._replace(items=[])))  # items are many, and plain data as facts are


class _Sender:
    """An exchange of facts with the other process. A thread sends, because both may send more than a pipe holds at
    once.
    """

    def __init__(self, line: Connection, own: Table) -> None:
        self._line = line
        self._thread = threading.Thread(target=self._send, args=(_packed(own),))
        self._thread.start()

    def _send(self, data: bytes) -> None:
        with suppress(*_GONE):  # `answer` finds out if the other process has ended
            self._line.send_bytes(data)

    def answer(self) -> Table:
        """Return the facts of the other process."""
        try:
            return _unpacked(self._line.recv_bytes())
        finally:
            self._thread.join()


def _packed(table: Table) -> bytes:
    """Return facts as bytes. They are plain data, for which `marshal` is ten times as fast as pickling objects."""
    return marshal.dumps([(path, dict(facts.nodes), facts.index, facts.records) for path, facts in table.items()])


def _unpacked(data: bytes) -> Table:
    return {path: FileFacts(nodes, index, records) for path, nodes, index, records in _plain(data)}


def _plain(data: bytes) -> Any:
    return marshal.loads(data)  # noqa: S302 the other end of this pipe is our own process
