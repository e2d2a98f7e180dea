"""Releases made by hand, and a target that dies at a chosen step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from packshot.engine.external_sort import Edit
from packshot.engine.manifest import NOTHING, Entry, Root, shard_key, updated
from packshot.engine.store import Store
from packshot.engine.types import digest

TYPES = {
    "html": "text/html",
    "jpg": "image/jpeg",
    "css": "text/css",
    "json": "application/json",
    "xml": "application/rss+xml",
}


class KilledError(BaseException):
    """Stands for SIGKILL."""


@dataclass
class Target:
    """Names and bytes in memory. Step number `dies_at` (writes and removals) is the last, and is not done."""

    files: dict[str, bytes] = field(default_factory=dict)
    dies_at: int = 0
    steps: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    fails: type[BaseException] = KilledError

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)

    def chunks(self, name: str) -> Iterator[bytes] | None:
        data = self.files.get(name)
        return None if data is None else iter([data[start : start + 7] for start in range(0, len(data), 7)])

    def exists(self, name: str) -> bool:
        return name in self.files

    def names(self, folder: str) -> list[str]:
        found = {path.removeprefix(f"{folder}/") for path in self.files if path.startswith(f"{folder}/")}
        return sorted(name for name in found if "/" not in name)

    def create(self, name: str, data: bytes) -> bool:
        if name in self.files:
            return False
        self.write(name, data)
        return True

    def write(self, name: str, data: bytes) -> None:
        self._step()
        self.files[name] = data
        self.written.append(name)

    def remove(self, name: str) -> None:
        self._step()
        self.files.pop(name, None)
        self.removed.append(name)

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self.dies_at:
            raise self.fails("full") if self.fails is OSError else self.fails


def new_store() -> Store:
    return Store(Target())


def release(
    store: Store,
    files: Mapping[str, bytes | str | list[str]],
    audiences: Mapping[str, str] = MappingProxyType({}),
    **entry: object,
) -> str:
    """The digest of a release that holds these files; a list is an artifact in parts."""
    more = {path: {**entry, **({"audience": audiences[path]} if path in audiences else {})} for path in files}
    entries = sorted(
        (_entry(store, path, data, more[path]) for path, data in files.items()), key=lambda e: shard_key(e.path)
    )
    edits: list[Edit] = [(shard_key(each.path), _raw(each)) for each in entries]
    return store.put(Root(None, None, "tools", *updated(store, NOTHING, iter(edits))).encoded())


def _raw(entry: Entry) -> str:
    import json

    return json.dumps(entry.to_json())


def _entry(store: Store, path: str, data: bytes | str | list[str], more: Mapping[str, object]) -> Entry:
    kind = TYPES[path.rpartition(".")[2]]
    if isinstance(data, list):
        parts = tuple((store.put(part.encode()), len(part.encode())) for part in data)
        whole = digest("".join(part[0] for part in parts).encode())
        return Entry(path, whole, sum(part[1] for part in parts), kind, parts=parts, **more)  # type: ignore[arg-type]
    raw = data.encode() if isinstance(data, str) else data
    return Entry(path, store.put(raw), len(raw), kind, **more)  # type: ignore[arg-type]


def bytes_of(files: Mapping[str, bytes | str | list[str]]) -> dict[str, bytes]:
    """What readers shall see of these files."""
    joined = {path: "".join(data) if isinstance(data, list) else data for path, data in files.items()}
    return {path: data.encode() if isinstance(data, str) else data for path, data in joined.items()}
