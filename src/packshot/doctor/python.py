"""Python and what is installed beside packshot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packshot.doctor import Answer, problem, question
from packshot.doctor.setup import Setup

LEAST = (3, 11)


@question()
def python_version(setup: Setup) -> Iterator[Answer]:
    """Python is recent enough."""
    if setup.machine.python[:2] < LEAST:
        version = ".".join(map(str, setup.machine.python))
        yield problem(f"Python {version} is older than {LEAST[0]}.{LEAST[1]}.", "Install a newer Python.")


@question()
def dependencies(setup: Setup) -> Iterator[Answer]:
    """All dependencies are installed, in versions that fit."""
    for requirement in setup.machine.requirements():
        found = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*([^;]*)(;.*)?", requirement)
        if found is None or "extra ==" in (found[3] or ""):
            continue
        version = setup.machine.version_of(found[1])
        if version is None:
            yield problem(f"{found[1]} is not installed.", "Install packshot anew.")
        elif not all(_fits(version, each) for each in found[2].strip("() ").split(",") if each):
            yield problem(f"{found[1]} {version} is installed; packshot needs {found[2].strip()}.", "Upgrade it.")


def _fits(version: str, bound: str) -> bool:
    """Whether a version is in a bound such as `>=2.11`; other kinds of bounds are pip's to judge."""
    operator, limit = bound.strip()[:2], bound.strip().lstrip("<>=!~ ")
    if operator == ">=":
        return _numbers(version) >= _numbers(limit)
    return operator[:1] != "<" or operator == "<=" or _numbers(version) < _numbers(limit)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", version)[0]))
