"""Worker processes: each has one chunk of jobs at a time, so that a dead or a stuck one names its artifact.

Workers make bytes and send them back; they never write. A worker that dies, or takes longer than it may, costs the
first unfinished job of its chunk; the others are given out again.
"""

from __future__ import annotations

import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from operator import itemgetter
from typing import NamedTuple

from packshot.engine.attempts import Failed, Outcome, attempts, chunks, gathered
from packshot.engine.claims import Job
from packshot.engine.request import Limits, Request
from packshot.engine.types import Originals, Output

CHUNK = 16
"""Cheap jobs sent in one message."""

Settled = tuple[Job, Outcome]


class _Busy(NamedTuple):
    worker: _Worker
    jobs: deque[Job]


def in_workers(request: Request, jobs: Iterator[Job], dear: bool) -> Iterator[Settled]:
    """Make jobs in worker processes; results come as they are ready."""
    pool = _Pool(request, request.limits if dear else Limits(), dear)
    try:
        yield from pool.run(gathered(jobs) if dear else chunks(jobs, CHUNK))
    finally:
        pool.close()


class _Pool:
    """As many workers as asked for, made when there is work for them."""

    def __init__(self, request: Request, limits: Limits, dear: bool) -> None:
        assert request.load is not None
        self._dear = dear
        self._start = partial(_Worker, request.load, request.originals, limits)
        self._most = request.workers
        self._limits = limits
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, _Busy] = {}
        self._again: deque[list[Job]] = deque()

    def run(self, chunks: Iterator[list[Job]]) -> Iterator[Settled]:
        """Keep all workers busy until the chunks are done."""
        while True:
            self._give_out(chunks)
            if not self._busy:
                return
            ready = wait(list(self._busy), self._limits.seconds)
            for line in ready or list(self._busy):
                assert isinstance(line, Connection)
                yield from self._take_in(self._busy[line], late=not ready)

    def close(self) -> None:
        """End all workers."""
        for worker in (*self._idle, *(busy.worker for busy in self._busy.values())):
            worker.end()

    def _give_out(self, chunks: Iterator[list[Job]]) -> None:
        while len(self._busy) < self._most:
            chunk = self._again.popleft() if self._again else next(chunks, None)
            if chunk is None:
                return
            worker = self._idle.pop() if self._idle else self._start()
            worker.give(chunk)
            self._busy[worker.line] = _Busy(worker, deque(chunk))

    def _take_in(self, busy: _Busy, late: bool) -> Iterator[Settled]:
        """One result of a worker; the end of the worker if there is none to be had."""
        worker, jobs = busy
        outcome = None if late else worker.take()
        if outcome is None:
            del self._busy[worker.line]
            worker.end()
            if self._dear and len(jobs) > 1:
                # Made together, so nobody knows which of them it was: each is tried alone.
                self._again.extend([job] for job in jobs)
                return
            outcome = Failed("late", seconds=self._limits.seconds) if late else Failed("died")
            if len(jobs) > 1:
                self._again.append(list(jobs)[1:])
        elif len(jobs) == 1:
            del self._busy[worker.line]
            self._idle.append(worker)
        yield jobs.popleft(), outcome


class _Worker:
    """One process and the line to it."""

    def __init__(self, load: Callable[[str], Output], originals: Originals, limits: Limits) -> None:
        context = get_context("forkserver")
        self.line, there = context.Pipe()
        self._process: ForkServerProcess = context.Process(target=_work, args=(there, load, originals, limits.bytes))
        self._process.daemon = True
        self._process.start()
        there.close()

    def give(self, jobs: Iterable[Job]) -> None:
        """Send a chunk; a worker that is dead already shows when its first result is taken."""
        try:
            self.line.send([(job.output, job.data, job.originals) for job in jobs])
        except OSError:
            return

    def take(self) -> Outcome | None:
        """The next result; None if the worker is dead."""
        try:
            outcome: Outcome = self.line.recv()
        except (EOFError, OSError):
            return None
        return outcome

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.line.close()


def _work(line: Connection, load: Callable[[str], Output], originals: Originals, most: int) -> None:
    """The life of a worker: chunks in, one result for each job out, until the line is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    outputs: dict[str, Output] = {}
    while True:
        try:
            chunk = line.recv()
        except EOFError:
            return
        for name, group in groupby(chunk, key=itemgetter(0)):
            if name not in outputs:
                outputs[name] = load(name)
            for outcome in attempts(outputs[name], [(data, needed) for _, data, needed in group], originals):
                line.send(outcome)
