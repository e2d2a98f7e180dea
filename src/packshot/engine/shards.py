"""Shards of a manifest: one row for each artifact, in order of path.

Rows are compared and changed as text; only the rows that differ are decoded if they are few.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from packshot.engine.audiences import names_in
from packshot.engine.parsing import DamagedError, audiences, fields, many, parsed
from packshot.engine.parsing import text as is_text
from packshot.engine.types import Json, canonical

FEW = 8
"""The number of lookups that are answered from the texts of the rows; after that, decoding all is faster."""

_HEAD, _BETWEEN, _TAIL = b'[{"audience":', b'},{"audience":', b"}]"
"""The bytes before, between and after the texts of rows. Every quote in a text is escaped."""

Text = bytes
"""The canonical bytes of a row between `_HEAD` and `_TAIL`."""


class Shard:
    """The rows of one shard of a manifest."""

    def __init__(self, texts: Sequence[Text] = ()) -> None:
        self._texts = texts
        self._rows: dict[str, Json] | None = None
        self._lookups = 0

    def __len__(self) -> int:
        return len(self._texts)

    def encoded(self) -> bytes:
        """Return the bytes of the shard."""
        return _HEAD + _BETWEEN.join(self._texts) + _TAIL

    def paths(self) -> list[str]:
        """Return the paths of all rows, in order."""
        return list(self._decoded())

    def row(self, path: str) -> Json:
        """Return the row of a path; None if the path has no row. If it has two rows, the last one is returned."""
        self._lookups += 1
        if self._rows is not None or self._lookups > FEW:
            return self._decoded().get(path)
        needle = b'"path":' + canonical(path)
        found = [row for text in self._texts if needle in text and (row := _row(text))["path"] == path]
        return found[-1] if found else None

    def audiences(self) -> Counter[str]:
        """Return the number of rows of each audience; raise DamagedError if a set of audiences is invalid."""
        counts: Counter[str] = Counter()
        for each, rows in Counter(map(_audiences, self._texts)).items():
            counts.update(dict.fromkeys(names_in(each), rows))
        return counts

    def limited(self, names: Collection[str], is_kept: Callable[[Json], bool]) -> Shard:
        """Return the rows for these audiences, without the names of others, and the rows for all audiences that
        `is_kept` accepts.
        """
        texts: list[Text] = []
        for text in self._texts:
            given = _audiences(text)
            kept = " ".join(name for name in names_in(given) if name and name in names)
            if kept:
                texts.append(b'"' + kept.encode() + text[len(given) + 1 :])
            elif not given and is_kept(_row(text)):
                texts.append(text)
        return Shard(texts)

    def differing(self, other: Shard) -> set[str]:
        """Return the paths of the rows that differ between this shard and another one."""
        return {_row(text)["path"] for text in {*self._texts} ^ {*other._texts}}

    def edited(self, edits: Sequence[tuple[str, Json]]) -> Shard:
        """Return the shard after edits.

        An edit is a path with its new row, or with None to remove it; edits are sorted by path.
        """
        texts: list[Text] = []
        done = 0
        for path, row in edits:
            place = self._place(path, done)
            texts += self._texts[done:place]
            done = place + (place < len(self._texts) and _row(self._texts[place])["path"] == path)
            if row is not None:
                texts.append(_text(row))
        return Shard([*texts, *self._texts[done:]])

    def _place(self, path: str, low: int) -> int:
        return bisect_left(self._texts, path, low, key=lambda text: _row(text)["path"])

    def _decoded(self) -> dict[str, Json]:
        if self._rows is None:
            self._rows = {row["path"]: row for row in map(_row, self._texts)}
        return self._rows


def parse(data: bytes) -> Shard:
    """Return the shard in these bytes; raise DamagedError if the bytes are invalid.

    Rows in the form that packshot writes are not checked here, but when they are decoded.
    """
    if data.startswith(_HEAD) and data.endswith(_TAIL):
        return Shard(data[len(_HEAD) : -len(_TAIL)].split(_BETWEEN))
    return Shard([_text(row) for row in parsed(data, many(_IS_ROW), _ITEM)])


def _text(row: Json) -> Text:
    try:
        text = canonical(row)
    except UnicodeEncodeError:
        raise DamagedError("encoding", _ITEM) from None
    if not text.startswith(_HEAD[1:]):
        raise DamagedError("form", _ITEM)
    return text[len(_HEAD) - 1 : -1]


def _audiences(text: Text) -> str:
    """Return the audiences of a row. They contain no escape, so they end at the next quote."""
    found = text[1:].partition(b'"')[0].decode("latin-1")
    if not audiences(found):
        raise DamagedError("form", _ITEM)
    return found


def _row(text: Text) -> Json:
    return parsed(_HEAD[1:] + text + _TAIL[:1], _IS_ROW, _ITEM)


_ITEM = "part of the manifest"
_IS_ROW = fields(path=is_text)
