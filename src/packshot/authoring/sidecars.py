"""Sidecars: the block of facts that the program writes beside an original. What people write there stays theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from packshot.authoring.fixes import Fixed, fixed
from packshot.findings import Finding, Location
from packshot.source.layout import asset_id, place_of, sidecar_of
from packshot.source.pictures import Picture, verify
from packshot.source.yaml import load


def originals(paths: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each original among these paths, and whether its sidecar is there too; what systems leave behind is none."""
    known = set(paths)
    for path in sorted(known):
        if place_of(path).kind == "original" and not asset_id(path).startswith(".") and asset_id(path) != "Thumbs":
            yield path, sidecar_of(path) in known


def block(picture: Picture) -> bytes:
    """A new sidecar: the facts of its original."""
    return "".join(f"{fact}: {value}\n" for fact, value in picture.written().items()).encode()


def renewed(path: str, data: bytes, picture: Picture) -> Fixed | Finding | None:
    """A sidecar whose facts are those of the original that is there now; None where they are so already.

    What keeps the sidecar from being read is a finding.
    """
    held = load(data, path)
    if held.findings and not held.value:
        return held.findings[0]
    found = verify(picture, held.value, Location(path))
    edits = [replace(edit, safe=True) for finding in found for edit in finding.edits]
    return fixed(path, data, edits)
