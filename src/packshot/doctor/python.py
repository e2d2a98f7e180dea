"""Python and what is installed beside packshot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packshot.doctor import Symptom, problem, question
from packshot.doctor.setup import Setup

LEAST = (3, 11)


@question()
def python_version(patient: Setup) -> Iterator[Symptom]:
    """Python is recent enough."""
    if patient.machine.python[:2] < LEAST:
        told = ".".join(map(str, patient.machine.python))
        yield problem(f"Python {told} is older than {LEAST[0]}.{LEAST[1]}.", "Install a newer Python.")


@question()
def dependencies(patient: Setup) -> Iterator[Symptom]:
    """All dependencies are installed, in versions that fit."""
    for requirement in patient.machine.requirements():
        found = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*([^;]*)(;.*)?", requirement)
        if found is None or "extra ==" in (found[3] or ""):
            continue
        held = patient.machine.version_of(found[1])
        if held is None:
            yield problem(f"{found[1]} is not installed.", "Install packshot anew.")
        elif not all(_fits(held, each) for each in found[2].strip("() ").split(",") if each):
            yield problem(f"{found[1]} {held} is installed; packshot needs {found[2].strip()}.", "Upgrade it.")


def _fits(held: str, wanted: str) -> bool:
    """Whether a version is in a bound such as `>=2.11`; other kinds of bounds are pip's to judge."""
    operator, version = wanted.strip()[:2], wanted.strip().lstrip("<>=!~ ")
    if operator == ">=":
        return _numbers(held) >= _numbers(version)
    return operator[:1] != "<" or operator == "<=" or _numbers(held) < _numbers(version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", version)[0]))
