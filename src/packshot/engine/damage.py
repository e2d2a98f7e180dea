"""Finds the files of a release that are missing or changed in a folder, by the manifest in the folder itself."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from packshot.engine.manifest import Root, fits, read_shard
from packshot.engine.output_rules import SHARDS
from packshot.engine.parsing import DamagedError
from packshot.engine.plain_files import PlainFiles


def damaged_files(files: PlainFiles, root: Root) -> Iterator[tuple[str, str]]:
    """Yield the path of each damaged file and the SHA-256 of what is there; empty if nothing is.

    Reads every file that the manifest lists. A damaged part of the manifest is yielded in place of what it lists.
    """
    for name, shard in root.shards.items():
        path = f"{SHARDS}/{name}.json"
        data = files.read(path)
        if data is None or sha256(data).hexdigest() != shard:
            yield path, _digest(data)
        else:
            yield from _damaged(files, path, data)


def _damaged(files: PlainFiles, shard: str, data: bytes) -> Iterator[tuple[str, str]]:
    try:
        listed = read_shard(data)
    except DamagedError:
        yield shard, _digest(data)
        return
    for path, entry in listed.items():
        held = files.read(path)
        if held is None or not fits(entry, held):
            yield path, _digest(held)


def _digest(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()
