"""The format of a feed: its properties, and the conversion of rows to bytes.

A row is a map from field to typed value (`row_values`). `about` contains the keys of the listing that the format reads
and, for the head and for a whole document, also the title, link and description of the feed; for the tail, it contains
neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from packshot.engine.types import Json, Page, View
from packshot.outputs.channels.row_values import Row, row

BUCKET = 500
"""Rows per bucket: a changed row rewrites about this many."""


def _nothing(_: Json) -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class InParts:
    """A rendering of a file in parts: a head, buckets of rows, and a tail. The file is the concatenation of these
    parts.

    Head and tail are separate parts, so that a changed row affects only its bucket, even the first or the last row.
    """

    rows: Callable[[Sequence[Row], Json], bytes]
    head: Callable[[Json], bytes] = _nothing
    tail: Callable[[Json], bytes] = _nothing


@dataclass(frozen=True, slots=True)
class Whole:
    """A rendering of a file as one document: if one row changes, all rows are rendered again."""

    document: Callable[[Sequence[Row], Json], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of feeds, defined as `FORMAT` in a module of `formats/`. The name of the output is
    `channels.formats.<name>`.
    """

    type: str
    """Media type of the file."""
    extensions: tuple[str, ...]
    """Allowed extensions of the file, never `.html` or `.svg`: web servers derive the media type from the extension,
    and browsers run scripts in such files.
    """
    rendering: InParts | Whole | None = None
    """None if this version only validates channels of the format and does not build them."""
    reads: tuple[str, ...] = ()
    """Keys of the listing that the rendering reads, except for the tail (`columns`, `repeats`): a part is made again if
    one of their values changes.
    """
    repeats: bool = True
    """Whether a field of a row may have several values (`repeat: true`)."""

    @property
    def buckets(self) -> int:
        """Return the fixed number of buckets; 0 if the number depends on the number of rows."""
        return 1 if isinstance(self.rendering, Whole) else 0

    def frame(self, listing: Json) -> Iterator[View]:
        """Yield the head and the tail of a feed that is rendered in parts; nothing for a feed that is one document.

        If the feed has no rows, the head and the tail are the whole file.
        """
        if isinstance(self.rendering, InParts):
            yield self._view(listing, {"head": listing["head"], **self._read(listing)}, "0")
            yield self._view(listing, {"tail": True}, "2")

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the part for one bucket, or nothing if the bucket has no rows. If the file is one document, yield the
        document even without rows.
        """
        rows = [data for _, data in sorted(page.items, key=lambda item: item[0])]
        if isinstance(self.rendering, Whole):
            yield self._view(listing, {"head": listing["head"], "rows": rows, **self._read(listing)})
        elif rows:
            yield self._view(listing, {"rows": rows, **self._read(listing)}, f"1/{page.bucket:06x}")

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the bytes of one part, or of the whole document."""
        about = {**data, **data.get("head", {})}
        rows = [row(each) for each in data.get("rows", ())]
        if isinstance(self.rendering, Whole):
            return self.rendering.document(rows, about)
        assert self.rendering is not None, "a format without rendering has no views"
        if "rows" in data:
            return self.rendering.rows(rows, about)
        return self.rendering.head(about) if "head" in data else self.rendering.tail(about)

    def _view(self, listing: Json, data: Json, part: str = "") -> View:
        output = f"channels.formats.{listing['format']}"
        return View(listing["path"], output, data, self.type, audience=listing["audience"], part=part)

    def _read(self, listing: Json) -> dict[str, Json]:
        return {key: listing[key] for key in self.reads}
