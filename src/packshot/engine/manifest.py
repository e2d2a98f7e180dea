"""The manifest of a release: a root and 256 shards of entries, all content-addressed.

It lists the artifacts, their audiences and their validity, without commit, build time or current time. The root counts
the artifacts of each audience (an artifact for several audiences counts for each), and names the item index of each
listing that has one (`item_index`). `changes` compares two releases by reading only the shards that differ.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from packshot.engine.audiences import united
from packshot.engine.claims import Claim
from packshot.engine.comparison import differing
from packshot.engine.external_sort import Edit
from packshot.engine.output_rules import SHARDS, is_below
from packshot.engine.parsing import (
    DamagedError,
    audience,
    audiences,
    either,
    exactly,
    fields,
    instant,
    many,
    mapping,
    matching,
    number,
    optional,
    parsed,
    row,
    text,
)
from packshot.engine.parsing import digest as digest_
from packshot.engine.part_digests import PartDigests
from packshot.engine.plain_files import PlainFiles
from packshot.engine.shards import Shard, parse
from packshot.engine.store import Store
from packshot.engine.tables import DIGEST, key, parts
from packshot.engine.types import Json, Timestamp, digest

FORMAT = 3
"""The version of the manifest. Older ones are still read, because a target may have one: version 1 does not count
audiences; versions 1 and 2 name no item indexes, and their images are for all audiences.
"""

_ROOT = fields(
    valid_from=optional(instant),
    next_transition=optional(instant),
    toolchain=text,
    shards=mapping(digest_, matching("[0-9a-f]{2}")),
)
_COUNTS = mapping(number, audience)
_VERSION = either(
    fields(packshot=exactly(1)),
    fields(packshot=exactly(2), audiences=_COUNTS),
    fields(packshot=exactly(FORMAT), audiences=_COUNTS, items=mapping(digest_)),
)
_ENTRY = fields(
    path=text,
    digest=DIGEST,
    bytes=number,
    type=text,
    audience=audiences,
    expires=optional(instant),
    flags=many(text),
    parts=many(row(DIGEST, number)),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One artifact in a manifest.

    `parts` lists the digest and size of each part; it is empty if the artifact is the single blob `digest`. `audience`
    is the set of its audiences (form: `engine.audiences`).
    """

    path: str
    digest: str
    bytes: int
    type: str
    audience: str = ""
    expires: Timestamp | None = None
    flags: tuple[str, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()

    def blobs(self) -> tuple[tuple[str, int], ...]:
        """Return the digest and size of each blob; the concatenated blobs are the artifact."""
        return self.parts or ((self.digest, self.bytes),)

    def to_json(self) -> Json:
        """Return the entry as stored in a shard."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Root:
    """The root of a manifest: the interval in which the release is valid, its toolchain, its shards, the number of
    artifacts of each audience, and the digests of the item indexes of its listings.
    """

    valid_from: Timestamp | None
    next_transition: Timestamp | None
    toolchain: str
    shards: Mapping[str, str]
    audiences: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    packshot: int = FORMAT
    """The version of the manifest."""

    def encoded(self) -> bytes:
        """Return the bytes of the root. Their digest identifies the release."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return (json.dumps(values, indent=1, sort_keys=True) + "\n").encode()


NOTHING = Root(None, None, "", {})
"""The manifest of no release."""


def entry_of(path: str, lines: list[tuple[str, Claim]]) -> Entry | None:
    """Return the entry of a path from its claims, given as (part, claim); None if there are no claims."""
    by_part = dict(sorted(lines, key=lambda line: line[0]))
    if not by_part:
        return None
    claims = list(by_part.values())
    pieces = tuple((claim.digest, claim.bytes) for claim in claims)
    whole = [*by_part] == [""]
    return Entry(
        path,
        pieces[0][0] if whole else digest("".join(piece[0] for piece in pieces).encode()),
        sum(piece[1] for piece in pieces),
        claims[0].type,
        united(claim.audiences for _, claim in lines),
        min((claim.expires for _, claim in lines if claim.expires is not None), default=None),
        tuple(sorted({flag for _, claim in lines for flag in claim.flags})),
        () if whole else pieces,
    )


def fits(entry: Entry, data: bytes) -> bool:
    """Return whether the bytes are exactly those of an artifact."""
    digests = PartDigests(entry.blobs())
    digests.update(data)
    return len(data) == entry.bytes and digests.is_complete()


def shard_key(path: str) -> str:
    """Return the sort key for an edit of an entry: shard, then path."""
    return key(hashlib.sha256(path.encode()).hexdigest()[:2], path)


def read_root(store: Store, root: str) -> Root:
    """Return the manifest root with this digest; an empty root for "".

    Raises DamagedError if the root is missing or invalid.
    """
    return parse_root(store.get(root)) if root else NOTHING


def parse_root(data: bytes) -> Root:
    """Return the manifest root in these bytes; raise DamagedError if the bytes are invalid."""
    values = parsed(data, lambda value: _ROOT(value) and _VERSION(value), "manifest")
    version = values["packshot"]
    counts = values["audiences"] if version > 1 else {}
    items = values["items"] if version > 2 else {}
    head = values["valid_from"], values["next_transition"], values["toolchain"], values["shards"]
    return Root(*head, counts, items, version)


def entry_at(shard: Shard, path: str) -> Entry | None:
    """Return the entry of a path; None if the shard has none.

    Raises DamagedError if the entry has the wrong form, or if the path leads out of the output folder.
    """
    found = shard.row(path)
    if found is not None and not is_below(path):
        raise DamagedError("path", path)
    if found is not None and not _ENTRY(found):
        raise DamagedError("entry", "manifest", key=path)
    return None if found is None else _entry(found)


def read_shard(data: bytes) -> dict[str, Entry]:
    """Return the entries in the bytes of a shard as a map from path to entry; raise DamagedError if one is invalid."""
    shard = parse(data)
    return {path: entry for path in shard.paths() if (entry := entry_at(shard, path))}


def updated(store: Store, old: Root, edits: Iterator[Edit]) -> tuple[dict[str, str], dict[str, int]]:
    """Apply edits of entries; return the digest of each shard, and the number of artifacts of each audience.

    The edits must be in order of `shard_key`. Only the changed shards are written.
    """
    new, counts = dict(old.shards), Counter(old.audiences)
    for name, group in groupby(edits, key=lambda edit: parts(edit[0])[0]):
        stored = shard_of(store, old.shards.get(name))
        shard = stored.edited(sorted((parts(place)[1], json.loads(raw or "null")) for place, raw in group))
        counts.update(shard.audiences())
        counts.subtract(stored.audiences())
        new[name] = store.put(shard.encoded()) if len(shard) else ""
    shards = {name: found for name, found in sorted(new.items()) if found}
    return shards, {name: count for name, count in sorted(counts.items()) if count}


def changes(store: Store, old: str, new: str) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Yield (entry before, entry after) for each entry that differs between two manifest roots, shard by shard."""
    for _, (before,), after in differing([read_root(store, old).shards], read_root(store, new).shards):
        old_shard, new_shard = shard_of(store, before), shard_of(store, after)
        for path in sorted(old_shard.differing(new_shard)):
            yield entry_at(old_shard, path), entry_at(new_shard, path)


def path_changes(store: Store, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield ("written" or "removed", path) for each file whose bytes differ between two releases."""
    for before, after in changes(store, old, new):
        if after is None and before is not None:
            yield "removed", before.path
        elif after is not None and (before is None or before.blobs() != after.blobs()):
            yield "written", after.path


def entries(store: Store, root: str) -> Iterator[Entry]:
    """Yield all entries of a manifest."""
    for shard in read_root(store, root).shards.values():
        yield from read_shard(store.get(shard)).values()


def find(store: Store, root: str, path: str) -> Entry | None:
    """Return the entry of one path; None if the manifest has none."""
    shard = read_root(store, root).shards.get(parts(shard_key(path))[0])
    return entry_at(shard_of(store, shard), path)


def damaged_files(files: PlainFiles, root: Root) -> Iterator[tuple[str, str]]:
    """Yield the path of each damaged file and the SHA-256 of its current content; "" if the file is missing.

    Reads every file that the manifest lists. For a damaged shard, the path of the shard is yielded instead of its
    files.
    """
    for name, shard in root.shards.items():
        path = f"{SHARDS}/{name}.json"
        data = files.read(path)
        if data is None or hashlib.sha256(data).hexdigest() != shard:
            yield path, digest_or_empty(data)
        else:
            yield from _damaged_rows(files, path, data)


def _damaged_rows(files: PlainFiles, shard: str, data: bytes) -> Iterator[tuple[str, str]]:
    try:
        listed = read_shard(data)
    except DamagedError:
        yield shard, digest_or_empty(data)
        return
    for path, entry in listed.items():
        content = files.read(path)
        if content is None or not fits(entry, content):
            yield path, digest_or_empty(content)


def digest_or_empty(data: bytes | None) -> str:
    """Return the digest of the bytes of a file; "" if there is no file."""
    return "" if data is None else digest(data)


def shard_of(store: Store, digest: str | None) -> Shard:
    """Return the shard with this digest; an empty shard if there is no digest."""
    return parse(store.get(digest)) if digest else Shard()


def _entry(row: dict[str, Any]) -> Entry:
    pieces = tuple((piece[0], piece[1]) for piece in row["parts"])
    head = row["path"], row["digest"], row["bytes"], row["type"], row["audience"], row["expires"]
    return Entry(*head, tuple(row["flags"]), pieces)
