"""The lease of a target to which other machines also write. Only one publisher at a time has the lease, and this
publisher must renew it.

Each file in `.packshot/lease/` is one lease; the one with the highest number is in force. A publisher takes the lease
by creating the file with the next number, so that only one of two publishers succeeds; the file with the highest number
is never removed. A publisher renews its lease by writing its file again. The clocks of different machines are not
compared: a publisher may take the lease of another one if the file says that the lease is free, or if the file has not
changed during the lease time.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from packshot.engine.parsing import DamagedError, fields, flag, parsed
from packshot.findings import Location, RefusedError, refusal
from packshot.local_state import HOME
from packshot.publish import holder as holders
from packshot.publish.files import Target, read
from packshot.publish.holder import Holder

FOLDER = f"{HOME}/lease"

LARGEST = 1 << 16
"""Maximum bytes of a lease that are read."""

_NAME = re.compile(r"(\d{8,15})\.json", re.ASCII)
_FREE = fields(free=flag)


@dataclass(frozen=True, slots=True)
class Timing:
    """The lease time in seconds, a monotonic clock, and a function that waits.

    A waiting publisher may take a lease that has not changed during the lease time. A publisher renews its lease after
    a sixth of the lease time; a waiting publisher reads the lease after each thirtieth of the lease time.
    """

    lease: float = 300
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class _Seen:
    """The lease in force: its number and content. Number 0 stands for no lease."""

    number: int
    raw: bytes

    @property
    def is_free(self) -> bool:
        try:
            return self.number == 0 or bool(parsed(self.raw, _FREE, "lease")["free"])
        except DamagedError:
            return False


@dataclass(slots=True)
class Lease:
    """The lease of one publisher on a target."""

    target: Target
    holder: Holder
    timing: Timing = field(default_factory=Timing)
    progress: Callable[[str, int], None] = lambda stage, done: None
    _token: str = field(default_factory=lambda: secrets.token_hex(8))
    _number: int = 0
    _beat: int = 0
    _renewed: float = 0

    def acquire(self) -> None:
        """Take the lease. If another publisher has the lease, wait up to the lease time for it to be renewed or freed.

        Raises RefusedError if the other publisher renews the lease, or if a further publisher takes the lease first.
        """
        seen = self._seen()
        if not seen.is_free and self._changes(seen):
            seen = self._seen()
            if not seen.is_free:
                raise self._busy(seen)
        if not self._take(seen):
            raise self._busy(self._seen())

    def keep(self) -> None:
        """Renew the lease if a renewal is due.

        Raises RefusedError if another publisher has taken the lease, or if the renewal took more than half of the lease
        time.
        """
        begun = self.timing.clock()
        if begun - self._renewed < self.timing.lease / 6:
            return
        self._beat += 1
        self._write(is_free=False)
        seen = self._seen()  # after the renewal: another publisher checks for one after creating its file
        if seen.number != self._number:
            raise refusal("target-lost", Location(FOLDER), **holders.params_of(holders.parse(seen.raw)))
        if self.timing.clock() - begun > self.timing.lease / 2:
            raise refusal("target-lost.slow", Location(FOLDER))
        self._renewed = begun

    def release(self) -> None:
        """Free the lease if it still belongs to this publisher.

        A failure is ignored: the next publisher then waits for the lease time.
        """
        with suppress(OSError):
            if self._seen().number == self._number:
                self._write(is_free=True)

    def _take(self, seen: _Seen) -> bool:
        self._number = seen.number + 1
        self._renewed = self.timing.clock()
        content = self._encoded(is_free=False)
        # Our file exists already if a service repeats a request whose response was lost.
        if not self.target.create(_name(self._number), content) and self._content(self._number) != content:
            return False
        if self._seen().number != self._number:  # our number is outdated: others have removed its file
            self.target.remove(_name(self._number))
            return False
        if not seen.is_free and self._content(seen.number) not in (seen.raw, b""):  # renewed in the meantime
            self._write(is_free=True)
            return False
        for number in self._numbers():
            if number < self._number:
                self.target.remove(_name(number))
        return True

    def _changes(self, seen: _Seen) -> bool:
        """Watch another publisher's lease for the lease time; return whether it has changed."""
        begun = self.timing.clock()
        while (waited := self.timing.clock() - begun) < self.timing.lease:
            self.progress(f"waiting for {holders.parse(seen.raw) or 'another publication'}", int(waited))
            self.timing.sleep(self.timing.lease / 30)
            if self._seen() != seen:
                return True
        return False

    def _seen(self) -> _Seen:
        number = max(self._numbers(), default=0)
        return _Seen(number, self._content(number) if number else b"")

    def _numbers(self) -> list[int]:
        return [int(match[1]) for name in self.target.names(FOLDER) if (match := _NAME.fullmatch(name))]

    def _content(self, number: int) -> bytes:
        try:
            return read(self.target, _name(number), LARGEST) or b""
        except DamagedError:
            return b""

    def _write(self, *, is_free: bool) -> None:
        self.target.write(_name(self._number), self._encoded(is_free=is_free))

    def _encoded(self, *, is_free: bool) -> bytes:
        lease = {"packshot": 1, "token": self._token, "beat": self._beat, "free": is_free}
        return json.dumps(lease | asdict(self.holder)).encode()

    def _busy(self, seen: _Seen) -> RefusedError:
        return holders.busy(FOLDER, holders.parse(seen.raw))


class Leased:
    """A target for which this process has the lease.

    Before each access, the lease is renewed if a renewal is due. The access raises RefusedError if the lease is lost.
    """

    def __init__(self, target: Target, lease: Lease) -> None:
        self._target = target
        self._lease = lease

    def chunks(self, name: str) -> Iterator[bytes] | None:
        self._lease.keep()
        chunks = self._target.chunks(name)
        return None if chunks is None else self._kept(chunks)

    def _kept(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._lease.keep()
            yield chunk

    def exists(self, name: str) -> bool:
        self._lease.keep()
        return self._target.exists(name)

    def names(self, folder: str) -> list[str]:
        self._lease.keep()
        return self._target.names(folder)

    def write(self, name: str, data: bytes) -> None:
        self._lease.keep()
        self._target.write(name, data)

    def create(self, name: str, data: bytes) -> bool:
        self._lease.keep()
        return self._target.create(name, data)

    def remove(self, name: str) -> None:
        self._lease.keep()
        self._target.remove(name)


def _name(number: int) -> str:
    return f"{FOLDER}/{number:08d}.json"
