"""Execution of jobs and storage of their bytes: a few jobs run in this process, more run in worker processes.

Expensive outputs such as renditions (`expensive = True`) are made only after everything has been evaluated without
errors. Their bytes are recorded by key for every build that shares the store. A failure is reported as a finding with
the path of the artifact.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain, groupby, islice

from packshot.engine.attempts import Failed, Outcome, in_process, inputs_of
from packshot.engine.claims import Claims, Job
from packshot.engine.disk import Scratch
from packshot.engine.external_sort import ExternalSort
from packshot.engine.pages import is_page
from packshot.engine.request import Request
from packshot.engine.store import Store
from packshot.engine.tables import parts, unmade
from packshot.engine.types import Json, Original, digest
from packshot.findings import Finding, Location, RefusedError, report

LITTLE = 32
"""The number of cheap jobs from which worker processes are faster."""

_MEMO = 4096


class Makes(Enum):
    """The outputs whose bytes are made."""

    ALL = "all outputs, and their bytes are stored"
    CHEAP = "cheap outputs only, for their digests: a plan"
    NONE = "none: a plan that has nothing to compare with"


class Making:
    """A runner of jobs, which makes the bytes of claims whose results are not known yet."""

    def __init__(self, request: Request, store: Store, claims: Claims, scratch: Scratch, makes: Makes) -> None:
        self._request = request
        self._store = store
        self._claims = claims
        self._makes = makes
        self._made: OrderedDict[str, tuple[str, int]] = OrderedDict()
        self._expensive: dict[str, bool] = {}
        self._deferred = ExternalSort(scratch)
        self._alike: dict[str, list[Job]] = {}
        self.findings: list[Finding] = []
        self.failed_page: Finding | None = None
        """The first failure of a page of a listing; also one of the findings."""

    def make(self, jobs: Iterable[Job]) -> None:
        """Run cheap jobs immediately; defer expensive ones."""
        self._finish(self._cheap(jobs), expensive=False)

    def make_expensive(self) -> None:
        """Run the deferred jobs of expensive outputs."""
        self._finish(self._deferred_jobs(), expensive=True)
        self._deferred.close()

    def _cheap(self, jobs: Iterable[Job]) -> Iterator[Job]:
        for job in jobs:
            is_expensive = self._is_expensive(job.output)
            if self._recalled(job, is_expensive):
                continue
            if is_expensive:
                self._deferred.put("\0".join([inputs_of(job), job.key, job.place]), _line(job))
            else:
                yield job

    def _deferred_jobs(self) -> Iterator[Job]:
        """Yield the deferred jobs, each key once; the jobs of one original are neighbours."""
        lines = (_job(raw or "null") for _, raw in self._deferred.sorted())
        for _, group in groupby(lines, key=lambda job: job.key):
            missing = [job for job in group if not self._recalled(job, expensive=True)]
            if missing:
                self._alike[missing[0].key] = missing[1:]
                yield missing[0]

    def _finish(self, jobs: Iterator[Job], expensive: bool) -> None:
        for job, outcome in self._outcomes(jobs, expensive):
            if isinstance(outcome, Failed) and outcome.refused:
                raise RefusedError(*outcome.refused)
            if isinstance(outcome, Failed):
                self._fail(job, outcome)
            else:
                self._settle(job, outcome, expensive)

    def _fail(self, job: Job, failed: Failed) -> None:
        finding = _failure(job, failed)
        self.findings.append(finding)
        if self.failed_page is None and is_page(parts(job.place)[1]):
            self.failed_page = finding

    def _outcomes(self, jobs: Iterator[Job], expensive: bool) -> Iterator[tuple[Job, Outcome]]:
        if self._is_unmade(expensive):
            return ((job, b"") for job in jobs)
        if self._request.load is None or self._request.workers < 2:
            return in_process(self._request, jobs)
        first = list(islice(jobs, 2 if expensive else LITTLE))
        if len(first) < (2 if expensive else LITTLE):
            return in_process(self._request, first)
        from packshot.engine.pool import in_workers

        return in_workers(self._request, chain(first, jobs), expensive)

    def _settle(self, job: Job, made: bytes, expensive: bool) -> None:
        known = (unmade(job.key), 0) if self._is_unmade(expensive) else self._stored(job, made, expensive)
        for each in (job, *self._alike.pop(job.key, ())):
            self._claims.settle(each, *known)

    def _stored(self, job: Job, made: bytes, expensive: bool) -> tuple[str, int]:
        if self._makes is Makes.ALL:
            known = self._store.put(made), len(made)
            if expensive:
                self._store.remember(job.key, *known)
        else:
            known = digest(made), len(made)
        self._note(job.key, known)
        self._claims.counts.made += 1
        return known

    def _recalled(self, job: Job, expensive: bool) -> bool:
        """Settle a job if its bytes are known; return whether they are known.

        Bytes are known if this build has made the same key, for example for equal pages of several markets. For
        expensive outputs, the store has the results of earlier builds.
        """
        known = self._made.get(job.key)
        if known is None and expensive and not self._request.doubts(job.path):
            known = self._store.recall(job.key)
            if known is not None:
                self._note(job.key, known)
        if known is not None:
            self._claims.settle(job, *known)
        return known is not None

    def _note(self, made: str, known: tuple[str, int]) -> None:
        self._made[made] = known
        if len(self._made) > _MEMO:
            self._made.popitem(last=False)

    def _is_unmade(self, expensive: bool) -> bool:
        return self._makes is Makes.NONE or (expensive and self._makes is Makes.CHEAP)

    def _is_expensive(self, name: str) -> bool:
        if name not in self._expensive:
            self._expensive[name] = bool(getattr(self._request.program.output(name), "expensive", False))
        return self._expensive[name]


def _line(job: Job) -> Json:
    return [*job[:-1], [[each.id, each.sha256, each.path] for each in job.originals]]


def _job(line: str) -> Job:
    place, meta, made, path, output, data, originals = json.loads(line)
    return Job(place, meta, made, path, output, data, [Original(*each) for each in originals])


def _failure(job: Job, failed: Failed) -> Finding:
    at = Location(job.originals[0].path if job.originals else job.path)
    return report(
        "make-failed",
        at,
        path=job.path,
        output=job.output,
        failure=failed.failure,
        type=failed.type,
        reason=failed.reason,
        seconds=failed.seconds,
    )
