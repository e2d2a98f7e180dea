"""Shards of a manifest: rows in order of their paths, one for each artifact. They are compared and changed by the texts
of the rows; where few differ, no others are decoded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from packshot.engine.parsing import DamagedError, fields, many, parsed
from packshot.engine.parsing import text as is_text
from packshot.engine.types import Json, canonical

FEW = 8
"""Questions to a shard that are answered from the texts of its rows; then it is quicker to decode it all."""

_HEAD, _BETWEEN, _TAIL = b'[{"audience":', b'},{"audience":', b"}]"
"""What stands before, between and behind the texts of rows. No text has a quote in it that is not escaped."""

Text = bytes
"""What a row has between `_HEAD` and `_TAIL`, in its one spelling."""


class Shard:
    """The rows of one shard."""

    def __init__(self, texts: Sequence[Text] = ()) -> None:
        self._texts = texts
        self._rows: dict[str, Json] | None = None
        self._asked = 0

    def __len__(self) -> int:
        return len(self._texts)

    def encoded(self) -> bytes:
        """The bytes of the shard."""
        return _HEAD + _BETWEEN.join(self._texts) + _TAIL

    def paths(self) -> list[str]:
        """The paths of all rows, in order."""
        return list(self._decoded())

    def row(self, path: str) -> Json:
        """The row of a path; None where there is none. Of two the last counts."""
        self._asked += 1
        if self._rows is not None or self._asked > FEW:
            return self._decoded().get(path)
        wanted = b'"path":' + canonical(path)
        found = [row for text in self._texts if wanted in text and (row := _row(text))["path"] == path]
        return found[-1] if found else None

    def differing(self, other: Shard) -> set[str]:
        """The paths of the rows that only one of two shards has."""
        return {_row(text)["path"] for text in {*self._texts} ^ {*other._texts}}

    def edited(self, edits: Sequence[tuple[str, Json]]) -> Shard:
        """The shard after edits, which come in order of path: a row, or None to take it away."""
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
    """The shard in these bytes; DamagedError if they are none."""
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


def _row(text: Text) -> Json:
    return parsed(_HEAD[1:] + text + _TAIL[:1], _IS_ROW, _ITEM)


_ITEM = "part of the manifest"
_IS_ROW = fields(path=is_text)
