"""The duration of a video, read from the headers of MP4, MOV and WebM without decoding anything."""

from __future__ import annotations

import struct
from typing import BinaryIO

MOST_BOXES = 200
"""Maximum number of boxes that are searched; a valid file has the header among the first few."""

_WINDOW = 65536
_INFO = b"\x15\x49\xa9\x66"


def duration(file: BinaryIO, container: str) -> float | None:
    """Return the duration of a video in seconds, to the millisecond; None if the headers have no valid duration."""
    try:
        seconds = _webm(file) if container == "webm" else _mp4(file)
    except (struct.error, ZeroDivisionError, OverflowError, ValueError, OSError):
        return None
    return round(seconds, 3) if seconds is not None and 0 < seconds < 1e6 else None


def _mp4(file: BinaryIO) -> float | None:
    end = file.seek(0, 2)
    movie = _box(file, b"moov", 0, end)
    header = _box(file, b"mvhd", *movie) if movie else None
    if header is None:
        return None
    file.seek(header[0])
    data = file.read(32)
    scale, units = struct.unpack(">IQ", data[20:32]) if data[0] == 1 else struct.unpack(">II", data[12:20])
    return float(units / scale)


def _box(file: BinaryIO, name: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Return where the content of the first box with that name begins and ends."""
    for _ in range(MOST_BOXES):
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            (size,), head = struct.unpack(">Q", file.read(8)), 16
        size = size or end - start
        if kind == name:
            return start + head, start + size
        start += max(size, 8)
    return None


def _webm(file: BinaryIO) -> float | None:
    """Return the duration in Info (id 1549A966): TimestampScale (ns per tick) times Duration (ticks, a float)."""
    file.seek(0)
    data = file.read(_WINDOW)
    info = data.find(_INFO)
    while info >= 0:  # the seek table names the id too, before the element itself
        ticks = _element(data, b"\x44\x89", info)
        if len(ticks) in (4, 8):
            scale = int.from_bytes(_element(data, b"\x2a\xd7\xb1", info)) or 1_000_000
            (count,) = struct.unpack(">f" if len(ticks) == 4 else ">d", ticks)
            return float(count * scale / 1e9)
        info = data.find(_INFO, info + 1)
    return None


def _element(data: bytes, name: bytes, start: int) -> bytes:
    """Return the content of a small element soon after `start`, whose size is one byte."""
    place = data.find(name, start, start + 256) + len(name)
    if place < len(name) or place >= len(data):
        return b""
    size = data[place] & 0x7F
    return data[place + 1 : place + 1 + size]
