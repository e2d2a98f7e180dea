"""Edits of a YAML file that keep its comments, order and quoting. The result is parsed and verified before use.

Nearly all edits are cuts in the text (`splices.py`). The others, for example adding a key to a list entry such as `-
name: x`, use ruamel.yaml. It is about a hundred times slower, so it processes at most 16,384 characters.
"""

from __future__ import annotations

import io
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from packshot.authoring.fmt import text_yaml
from packshot.authoring.operations import Operation, apply, plain
from packshot.authoring.splices import spliced
from packshot.authoring.write import flow
from packshot.yaml.positions import KeyPositions
from packshot.yaml.reader import Loaded, load

LARGEST = 16 * 1024
"""Maximum characters of a text (an entry or a whole file) for ruamel.yaml, which takes 0.3 s (4.5 s for 200 kB)."""

READ = 10_000_000
"""Maximum bytes that are read again while edits are tried in parts: 100 tries of a small file, one of the largest."""


def edited(path: str, data: bytes, operations: Sequence[Operation]) -> bytes | None:
    """Return the content of a file after all edits, made in order; None if any of them cannot be made."""
    after, made = partly_edited(path, data, operations)
    return after if made == len(operations) else None


def partly_edited(path: str, data: bytes, operations: Sequence[Operation]) -> tuple[bytes, int]:
    """Return the content of a file after all edits that can be made, and the number of edits made.

    Line ends are kept. No edit is made in a file whose line ends are neither all LF nor all CRLF. The number of tries
    is limited (`READ`), so in a large file with edits that cannot be made, further edits may be left out.
    """
    if data.count(b"\r\n") == data.count(b"\n") > 0:
        plain_ends, made = partly_edited(path, data.replace(b"\r\n", b"\n"), operations)
        return plain_ends.replace(b"\n", b"\r\n"), made
    waiting, made = [operations], 0
    tries = 0 if b"\r" in data else READ // (len(data) + 100_000)
    while waiting and tries > 0:
        some, tries = waiting.pop(), tries - 1
        after = _together(path, data, some)
        if after is not None:
            data, made = after, made + len(some)
        elif len(some) > 1:
            value, half = load(data, path).value, len(some) // 2
            fit = [each for each in some if apply(value, each, plain)]
            waiting += [fit] if len(fit) < len(some) else [some[half:], some[:half]]
    return data, made


def _together(path: str, data: bytes, operations: Sequence[Operation]) -> bytes | None:
    """Return the file with all edits; None if its data would not be exactly as expected."""
    before = load(data, path)
    expected = plain(before.value)
    if not all(apply(expected, each, plain) for each in operations):
        return None
    places = KeyPositions(data if data.endswith(b"\n") else data + b"\n", path)
    for attempt in filter(None, _attempts(places, before, operations)):
        after = (attempt if data.endswith(b"\n") else attempt.removesuffix("\n")).encode()
        now = load(after, path)
        is_expected = json.dumps(now.value) == json.dumps(expected) and len(now.findings) <= len(before.findings)
        if is_expected and _has_comments(KeyPositions(after, path), places, operations):
            return after
    return None


def _attempts(places: KeyPositions, before: Loaded, operations: Sequence[Operation]) -> Iterator[str | None]:
    yield spliced(places, before.value, operations)
    if len(operations) == 1 and not before.findings:
        yield _round_trip(places, operations[0])


def _has_comments(after: KeyPositions, before: KeyPositions, operations: Sequence[Operation]) -> bool:
    """Return whether all comments are kept, except those inside removed entries."""
    comments = list(before.comments())
    starts = [start for start, _ in comments]
    kept = Counter(text for _, text in comments)
    for operation in operations:
        if operation.kind in ("set", "remove"):
            lines = before.lines(operation.keys) if operation.kind == "remove" else None
            begin, end = (bisect_left(starts, at) for at in (lines or before.inside(operation.keys))[:2])
            kept.subtract(text for _, text in comments[begin:end])
    return +kept <= Counter(text for _, text in after.comments()) <= Counter(text for _, text in comments)


def _round_trip(places: KeyPositions, operation: Operation) -> str | None:
    """Return the text after ruamel.yaml has made the edit; None on failure.

    The edit is made in its top-level entry alone if possible, otherwise in the whole file.
    """
    is_within = operation.keys[1:] and operation.to[:1] in ((), operation.keys[:1])
    start, end, _ = (places.lines(operation.keys[:1]) if is_within else None) or (0, len(places.text), "")
    if end - start > LARGEST:
        return None
    from ruamel.yaml.error import YAMLError

    yaml, out = text_yaml(), io.StringIO()
    with suppress(YAMLError, AttributeError, LookupError, TypeError, ValueError):
        data = yaml.load(places.text[start:end])
        apply(data, operation, lambda value: yaml.load(f"[{flow(value)}]")[0])
        yaml.dump(data, out)
        return places.text[:start] + out.getvalue() + places.text[end:]
    return None
