"""The publisher that has claimed a target, as recorded for other publishers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from packshot.engine.parsing import DamagedError, either, exactly, fields, instant, number, parsed, text
from packshot.findings import Location, RefusedError, refusal

_HOLDER = fields(process=number, host=text, actor=text, release=text, since=either(instant, exactly("")))


@dataclass(frozen=True, slots=True)
class Holder:
    """A publisher: its process id, host and actor, the release, and the start time."""

    process: int
    host: str
    actor: str
    release: str
    since: str

    def __str__(self) -> str:
        """Return the publisher as text, for the progress of another publisher that is waiting."""
        actor = f" by {self.actor}" if self.actor else ""
        since = f" since {self.since}" if self.since else ""
        return f"process {self.process} on {self.host}{actor}, release {self.release[:12]}{since}"

    def encoded(self) -> bytes:
        """Return the holder as JSON in UTF-8."""
        return json.dumps(asdict(self)).encode()


def parse(raw: bytes) -> Holder | None:
    """Return the publisher recorded in the content of a lock or lease; None if the content is invalid."""
    try:
        found = parsed(raw, _HOLDER, "holder")
    except DamagedError:
        return None
    return Holder(**{name: found[name] for name in Holder.__slots__})


def busy(at: str, holder: Holder | None) -> RefusedError:
    """Return the refusal for a target that another publisher uses. The refusal names this publisher if it is known."""
    return refusal("target-busy", Location(at), **params_of(holder))


def params_of(holder: Holder | None) -> dict[str, Any]:
    """Return the message parameters of a publisher; empty if the publisher is unknown (None)."""
    return asdict(holder) if holder else {}
