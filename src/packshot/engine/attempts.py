"""Execution of jobs, in the main process or in a worker process. The outcome of a job is its bytes or a failure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby, islice
from typing import Literal, NamedTuple

from packshot.engine.claims import Job
from packshot.engine.request import Request
from packshot.engine.types import Json, Original, Originals, Output
from packshot.findings import Finding, RefusedError

TOGETHER = 16
"""The largest number of jobs with the same originals that are made in one call."""


class Failed(NamedTuple):
    """The reason why a job failed."""

    failure: Literal["late", "died", "raised", "refused"]
    type: str = ""
    reason: str = ""
    seconds: float = 0
    refused: tuple[Finding, ...] = ()
    """The findings of an original that cannot be read at all; the build is refused."""


Outcome = bytes | Failed


def in_process(request: Request, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
    """Run jobs one after another in this process; yield each job with its outcome.

    Neighbouring jobs with the same originals are made in one call if the output supports it (`together`).
    """
    outputs: dict[str, Output] = {}
    for group in gathered(jobs):
        name = group[0].output
        if name not in outputs:
            outputs[name] = request.program.output(name)
        requested = [(job.data, job.originals) for job in group]
        yield from zip(group, attempts(outputs[name], requested, request.originals), strict=True)


def gathered(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Yield groups of at most `TOGETHER` neighbouring jobs with the same output and originals.

    Each job without originals forms a separate group.
    """
    for (_, inputs), group in groupby(jobs, key=lambda job: (job.output, inputs_of(job))):
        yield from chunks(group, TOGETHER if inputs else 1)


def chunks(jobs: Iterator[Job], size: int) -> Iterator[list[Job]]:
    """Yield jobs in lists of at most `size`."""
    while chunk := list(islice(jobs, size)):
        yield chunk


def inputs_of(job: Job) -> str:
    """Return the digests of the originals that a job reads, joined by spaces, as a grouping key."""
    return " ".join(original.sha256 for original in job.originals)


Requested = Sequence[tuple[Json, Sequence[Original]]]


def attempts(output: Output, requested: Requested, read: Originals) -> Iterator[Outcome]:
    """Yield the bytes or the failure of each of several jobs of one output.

    If the output supports it (`together`) and the jobs have the same originals, all jobs are made in one call. If that
    call fails, each job is made alone, so that only the faulty one fails. The bytes of a job are the same in both
    cases.
    """
    together = _together(output, requested, read)
    if together is not None:
        yield from together
        return
    for data, originals in requested:
        yield attempt(output, data, originals, read)


def _together(output: Output, requested: Requested, read: Originals) -> list[bytes] | None:
    """Return the bytes of all jobs from one call.

    Returns None if the output does not support this, if the originals of the jobs differ, or if the call fails.
    """
    make_many = getattr(output, "make_many", None) if getattr(output, "together", False) else None
    needed = requested[0][1]
    if make_many is None or len(requested) < 2 or any(others != needed for _, others in requested):
        return None
    with suppress(Exception):
        originals = [read(original) for original in needed]
        made: list[bytes] = make_many([(data, originals) for data, _ in requested])
        return made if len(made) == len(requested) else None
    return None


def attempt(output: Output, data: Json, originals: Sequence[Original], read: Originals) -> Outcome:
    """Return the bytes of one job, or the reason why it failed."""
    try:
        return output.make(data, [read(original) for original in originals])
    except RefusedError as refusal:
        return Failed("refused", refused=refusal.findings)
    except Exception as problem:  # noqa: BLE001 - any failure of an output is reported with the artifact's path
        return Failed("raised", type(problem).__name__, str(problem))
