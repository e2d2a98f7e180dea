"""The receipt of a target, which names the published release. It is a file at the target, written at the start and at
the end of a publication.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from packshot.engine.parsing import DamagedError, audience, digest, either, exactly, fields, many, number, parsed, text
from packshot.findings import Location, refusal
from packshot.local_state import HOME
from packshot.publish.files import Target
from packshot.publish.files import read as read_file
from packshot.publish.limit import Limit

FORMAT = 2
"""The version of a receipt with a limit. Receipts without a limit have version 1, which older versions read."""
NAME = f"{HOME}/receipt.json"

LARGEST = 1 << 20
"""Maximum bytes of a receipt that are read."""

MOST = 10**15
"""Maximum number of entries of a release log: their numbers are file names."""

MIXED = "?"
"""The seal of a target whose files may have several seals."""

_VERSION = fields(packshot=number)
_RECEIPT = fields(between=many(either(digest, exactly("")), at_least=1), seal=text)
_LIMIT = either(fields(packshot=exactly(1)), fields(packshot=exactly(FORMAT), limit=many(text, at_least=1)))


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of a target.

    `between` lists the digests of the manifest roots that the target may have: one after a complete publication,
    several after an interrupted one. The first is that of the last complete publication; an empty digest means an empty
    target. `seal` names the seal of the files. `log` is the number of the last entry of the release log; it is only a
    hint, because the log itself is authoritative. `audiences` lists the audiences of the files, sorted; files for all
    audiences are ignored. `limit` selects the audiences that are published.
    """

    between: tuple[str, ...] = ("",)
    seal: str = "none"
    log: int = 0
    audiences: tuple[str, ...] = ()
    limit: Limit = field(default_factory=Limit)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing has been published to the target."""
        return self.between == ("",)


def read(target: Target) -> Receipt | None:
    """Return the receipt of a target; None if nothing has been published. Raises RefusedError if the receipt cannot be
    read.
    """
    try:
        raw = read_file(target, NAME, LARGEST)
        return None if raw is None and not target.exists(NAME) else _parsed(raw or b"")
    except DamagedError as damage:
        raise refusal("receipt-damaged", Location(NAME), **damage.params) from None


def _parsed(raw: bytes) -> Receipt:
    version = parsed(raw, _VERSION, "receipt")["packshot"]
    if version > FORMAT:
        raise refusal("receipt-newer", Location(NAME), found=version, format=FORMAT)
    receipt = parsed(raw, lambda value: _RECEIPT(value) and _LIMIT(value), "receipt")
    limit = Limit.parse(receipt["limit"] if version == FORMAT else ())
    if limit is None:  # the files of a target with an unknown limit cannot be chosen
        raise DamagedError("form", "receipt")
    between, log, audiences = tuple(dict.fromkeys(receipt["between"])), receipt.get("log"), receipt.get("audiences")
    log = log if number(log) and log < MOST else 0
    return Receipt(between, receipt["seal"], log, tuple(audiences) if many(audience)(audiences) else (), limit)


def write(target: Target, receipt: Receipt) -> None:
    """Write the receipt to a target, in place of the previous receipt."""
    line: dict[str, object] = {"packshot": 1, **asdict(receipt)}
    del line["limit"]
    if receipt.limit:
        line |= {"packshot": FORMAT, "limit": receipt.limit.names()}
    target.write(NAME, (json.dumps(line, indent=1) + "\n").encode())
