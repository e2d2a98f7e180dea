"""Questions about Python and the packages that packshot needs."""

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
        yield problem(
            f"Python {version} is older than {LEAST[0]}.{LEAST[1]}", f"install Python {LEAST[0]}.{LEAST[1]} or newer"
        )


@question()
def dependencies(setup: Setup) -> Iterator[Answer]:
    """All dependencies are installed in suitable versions."""
    for requirement in setup.machine.requirements():
        found = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*([^;]*)(;.*)?", requirement)
        if found is None or "extra ==" in (found[3] or ""):
            continue
        version = setup.machine.version_of(found[1])
        if version is None:
            yield problem(f"missing package {found[1]}", "install packshot again")
        elif not all(_fits(version, each) for each in found[2].strip("() ").split(",") if each):
            yield problem(
                f"{found[1]} {version} is installed, but packshot requires {found[2].strip()}", f"upgrade {found[1]}"
            )


def _fits(version: str, bound: str) -> bool:
    """Return whether a version satisfies a bound such as `>=2.11`; operators other than `>=` and `<` are accepted."""
    operator, limit = bound.strip()[:2], bound.strip().lstrip("<>=!~ ")
    if operator == ">=":
        return _numbers(version) >= _numbers(limit)
    return operator[:1] != "<" or operator == "<=" or _numbers(version) < _numbers(limit)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", version)[0]))
