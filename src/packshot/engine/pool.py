"""Worker processes, each with one chunk of jobs at a time, so that a dead or stuck worker identifies the faulty job.

Workers make bytes and return them; they never write files. If a worker dies or exceeds its time limit, the first
unfinished job of its chunk fails, and the other jobs are distributed again. The expensive jobs of a chunk are made in
one call, so after such a failure each of them is first tried alone.
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
"""The number of cheap jobs in one message."""

Settled = tuple[Job, Outcome]


class _Busy(NamedTuple):
    worker: _Worker
    jobs: deque[Job]


def in_workers(request: Request, jobs: Iterator[Job], expensive: bool) -> Iterator[Settled]:
    """Run jobs in worker processes; yield each job with its outcome as soon as it is available."""
    pool = _Pool(request, request.limits if expensive else Limits(), expensive)
    try:
        yield from pool.run(gathered(jobs) if expensive else chunks(jobs, CHUNK))
    finally:
        pool.close()


class _Pool:
    """Up to the requested number of workers, started when there is work for them."""

    def __init__(self, request: Request, limits: Limits, expensive: bool) -> None:
        assert request.load is not None
        self._expensive = expensive
        self._start = partial(_Worker, request.load, request.originals, limits)
        self._most = request.workers
        self._limits = limits
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, _Busy] = {}
        self._again: deque[list[Job]] = deque()

    def run(self, chunks: Iterator[list[Job]]) -> Iterator[Settled]:
        """Run all chunks; yield each job with its outcome."""
        while True:
            self._give_out(chunks)
            if not self._busy:
                return
            ready = wait(list(self._busy), self._limits.seconds)
            for connection in ready or list(self._busy):
                assert isinstance(connection, Connection)
                yield from self._take_in(self._busy[connection], late=not ready)

    def close(self) -> None:
        """Kill all workers."""
        for worker in (*self._idle, *(busy.worker for busy in self._busy.values())):
            worker.end()

    def _give_out(self, chunks: Iterator[list[Job]]) -> None:
        while len(self._busy) < self._most:
            chunk = self._again.popleft() if self._again else next(chunks, None)
            if chunk is None:
                return
            worker = self._idle.pop() if self._idle else self._start()
            worker.give(chunk)
            self._busy[worker.connection] = _Busy(worker, deque(chunk))

    def _take_in(self, busy: _Busy, late: bool) -> Iterator[Settled]:
        """Yield one result of a worker; end the worker if it returns none."""
        worker, jobs = busy
        outcome = None if late else worker.take()
        if outcome is None:
            del self._busy[worker.connection]
            worker.end()
            if self._expensive and len(jobs) > 1:
                # The jobs are made in one call, so the faulty one is unknown: each is tried alone.
                self._again.extend([job] for job in jobs)
                return
            outcome = Failed("late", seconds=self._limits.seconds) if late else Failed("died")
            if len(jobs) > 1:
                self._again.append(list(jobs)[1:])
        elif len(jobs) == 1:
            del self._busy[worker.connection]
            self._idle.append(worker)
        yield jobs.popleft(), outcome


class _Worker:
    """One worker process and the connection to it."""

    def __init__(self, load: Callable[[str], Output], originals: Originals, limits: Limits) -> None:
        context = get_context("forkserver")
        self.connection, remote = context.Pipe()
        self._process: ForkServerProcess = context.Process(target=_work, args=(remote, load, originals, limits.bytes))
        self._process.daemon = True
        self._process.start()
        remote.close()

    def give(self, jobs: Iterable[Job]) -> None:
        """Send a chunk. A worker that is already dead is detected when its first result is read."""
        try:
            self.connection.send([(job.output, job.data, job.originals) for job in jobs])
        except OSError:
            return

    def take(self) -> Outcome | None:
        """Return the next result; None if the worker is dead."""
        try:
            outcome: Outcome = self.connection.recv()
        except (EOFError, OSError):
            return None
        return outcome

    def end(self) -> None:
        """Kill the process, and close the connection to it."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _work(connection: Connection, load: Callable[[str], Output], originals: Originals, memory_limit: int) -> None:
    """Run a worker: read chunks and send one result for each job until the connection is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    outputs: dict[str, Output] = {}
    while True:
        try:
            chunk = connection.recv()
        except EOFError:
            return
        for name, group in groupby(chunk, key=itemgetter(0)):
            if name not in outputs:
                outputs[name] = load(name)
            for outcome in attempts(outputs[name], [(data, needed) for _, data, needed in group], originals):
                connection.send(outcome)
