"""The limit of a target: the audiences whose files are published there.

The part of a release within a limit is a release with a manifest of its own, which names no other audience.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from packshot.engine.manifest import FORMAT, Root, read_root, shard_of
from packshot.engine.parsing import DamagedError
from packshot.engine.store import Store
from packshot.engine.types import Json
from packshot.findings import Location, refusal
from packshot.model.audience import OVERVIEW, AudiencePattern, Identity
from packshot.model.names import choices


@dataclass(frozen=True, slots=True)
class Limit:
    """The patterns of the audiences whose files are published; without patterns, all files are published."""

    patterns: tuple[AudiencePattern, ...] = ()

    @classmethod
    def parse(cls, patterns: Iterable[str]) -> Limit | None:
        """Return the limit of these patterns, sorted; None if one of them is not a pattern."""
        found = [AudiencePattern.parse(each) for each in sorted({*patterns})]
        return None if None in found else cls(tuple(each for each in found if each))

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def names(self) -> tuple[str, ...]:
        """Return the patterns as strings."""
        return tuple(map(str, self.patterns))

    def selected(self, audiences: Iterable[str]) -> frozenset[str]:
        """Return those of the audiences that at least one pattern selects; none if there are no patterns."""
        return frozenset(each for each in audiences if any(_matches(pattern, each) for pattern in self.patterns))

    def unmatched(self, audiences: Iterable[str]) -> list[str]:
        """Return the patterns that select none of these audiences."""
        known = list(audiences)
        return [str(each) for each in self.patterns if not any(_matches(each, name) for name in known)]


def _matches(pattern: AudiencePattern, audience: str) -> bool:
    identity = Identity.parse(audience)
    return identity is not None and pattern.matches(identity)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a release within a limit: its manifest root, and the paths of the overviews that are left out."""

    release: str
    limit: Limit = field(default_factory=Limit)
    left_out: tuple[str, ...] = ()


def limited(store: Store, release: str, limit: Limit) -> Part:
    """Write the manifest of the part of a release within a limit to the store, and return the part.

    A file for a selected audience is in the part. A file for all audiences, such as the style sheet, is in it if pages
    are: if a selected audience has neither channel nor partner. An overview, which links to the pages of all audiences,
    is in it only if all pages are.

    If the limit has no patterns, the part is the whole release, and nothing is written.

    Raises RefusedError if the limit selects no audience of the release, if the release does not record the
    audiences of images, or if its manifest is damaged.
    """
    try:
        return _limited(store, release, limit) if limit else Part(release)
    except DamagedError as damage:
        raise refusal("release-damaged", Location(""), **damage.params) from None


def _limited(store: Store, release: str, limit: Limit) -> Part:
    root, patterns = read_root(store, release), limit.names()
    if root.packshot < FORMAT:
        raise refusal("release-older", Location(""))
    selection = _Selection(root, limit)
    if not selection.names:
        known = filter(None, root.audiences)
        raise refusal("limit-empty", Location(""), patterns=patterns, **choices(patterns[0], known))
    return Part(selection.write(store), limit, tuple(sorted(selection.left_out)))


class _Selection:
    """The selection of files by a limit."""

    def __init__(self, root: Root, limit: Limit) -> None:
        self._root = root
        self.names = limit.selected(root.audiences)
        self.left_out: list[str] = []
        with_pages = {each for each in root.audiences if _has_pages(each)}
        self._has_pages = not with_pages.isdisjoint(self.names)
        self._has_all_pages = with_pages <= self.names

    def write(self, store: Store) -> str:
        """Write the manifest of the selected files to the store, and return its root."""
        shards: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for name, digest in self._root.shards.items():
            shard = shard_of(store, digest).limited(self.names, self._is_common)
            counts.update(shard.audiences())
            if len(shard):
                shards[name] = store.put(shard.encoded())
        head = self._root.valid_from, self._root.next_transition, self._root.toolchain
        return store.put(Root(*head, shards, dict(sorted(counts.items()))).encoded())

    def _is_common(self, row: Json) -> bool:
        """Return whether a file for all audiences is selected."""
        is_left_out = self._has_pages and not self._has_all_pages and OVERVIEW in row["flags"]
        if is_left_out:
            self.left_out.append(row["path"])
        return self._has_pages and not is_left_out


def _has_pages(audience: str) -> bool:
    identity = Identity.parse(audience)
    return bool(identity and identity.market and not identity.channel and not identity.partner)
