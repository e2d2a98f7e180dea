"""Sidecars: the block of facts that the program writes beside an original. What people write there stays theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from packshot.authoring.fixes import Fixed, fixed
from packshot.catalog.layout import asset_id, has_extension, place_of, sidecar_of
from packshot.checks.name_rules import bad_key, no_extension
from packshot.findings import Finding, Location, error
from packshot.media.facts import Picture, verify
from packshot.model.names import folded
from packshot.yaml.reader import load


def originals(paths: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each original among these paths, and whether its sidecar is there too; what systems leave behind is none."""
    known = set(paths)
    for path in sorted(known):
        if place_of(path).kind == "original" and not asset_id(path).startswith(".") and asset_id(path) != "Thumbs":
            yield path, sidecar_of(path) in known


def misnamed(paths: Sequence[str]) -> Iterator[Finding]:
    """Which originals cannot have a sidecar under their names: no extension, no key, or the id of another original."""
    bearers: dict[str, list[str]] = {}
    for path in filter(has_extension, paths):
        bearers.setdefault(folded(asset_id(path)), []).append(path)
    for path in paths:
        yield from bad_key(asset_id(path), "file", Location(path))
        if not has_extension(path):
            yield no_extension(path)
            continue
        for other in bearers[folded(asset_id(path))]:
            if other != path:
                what = f'The id "{asset_id(path)}" is also that of {other}.'
                yield error("asset-twice", Location(path), what, "Rename one of the files: the name is the id.")


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
