"""Sidecars: packshot writes the digest, size and other facts of an original into its sidecar. Other keys are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from packshot.authoring import edits
from packshot.authoring.fixes import Fixed, fixed
from packshot.catalog.layout import asset_id, has_extension, role_of, sidecar_of
from packshot.checks.name_rules import bad_key, no_extension
from packshot.findings import Finding, Location, report
from packshot.git.work_tree import WorkTree
from packshot.media.facts import Picture, examine, verify
from packshot.model.names import folded
from packshot.yaml.reader import load


def originals(paths: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield each original among these paths, and whether the paths include its sidecar. System files are left out."""
    known = set(paths)
    for path in sorted(known):
        if role_of(path).kind == "original" and not asset_id(path).startswith(".") and asset_id(path) != "Thumbs":
            yield path, sidecar_of(path) in known


def add(tree: WorkTree, files: Mapping[str, bool], *, is_replaced: bool) -> tuple[list[str], list[Finding]]:
    """Write missing sidecars; return the paths of all written sidecars, and the findings about originals and sidecars.

    `files` maps each original to whether it has a sidecar. With `is_replaced`, the sidecars of changed originals are
    updated too. Raise RefusedError if a sidecar cannot be written.
    """
    flaws: dict[str, list[Finding]] = {}
    every = [path for path, _ in originals(entry.path for entry in tree.entries())]
    for finding in (*tree.findings(), *_misnamed(every)):
        flaws.setdefault(finding.at.path, []).append(finding)
    written: list[str] = []
    findings: list[Finding] = []
    for path, has_sidecar in files.items():
        if not has_sidecar and path in flaws:
            findings += flaws[path]
        elif not has_sidecar or is_replaced:
            found = _described(tree, path, has_sidecar)
            findings += [found] if isinstance(found, Finding) else []
            written += [found] if isinstance(found, str) else []
    return written, findings


def _misnamed(paths: Sequence[str]) -> Iterator[Finding]:
    """Yield findings about originals whose name does not allow a sidecar.

    The name has no extension, is not a key, or is the id of another original.
    """
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
                other_id = asset_id(other) if asset_id(other) != asset_id(path) else None
                yield report("asset-twice", Location(path), name=asset_id(path), path=other, other=other_id)


def _described(tree: WorkTree, original: str, has_sidecar: bool) -> str | Finding | None:
    """Write the sidecar of an original.

    Returns the path of the sidecar, None if it is up to date, or a finding about the original or sidecar.
    """
    picture, path, root = examine(tree.read(original), original), sidecar_of(original), tree.repository.root
    if isinstance(picture, Finding):
        return picture
    if not has_sidecar:
        edits.create(
            root,
            path,
            "".join(f"{fact}: {value}\n" for fact, value in picture.written().items()).encode(),
            like=original,
        )
        return path
    done = _renewed(path, tree.read(path), picture)
    if done is None or isinstance(done, Finding):
        return done
    edits.rewrite(root, path, done.after, done.before)
    return path


def _renewed(path: str, data: bytes, picture: Picture) -> Fixed | Finding | None:
    """Return a sidecar updated to the facts of the current original; None if it is up to date.

    An unreadable sidecar is reported as a finding.
    """
    current = load(data, path)
    if current.findings and not current.value:
        return current.findings[0]
    found = verify(picture, current.value, Location(path))
    return fixed(path, data, [replace(edit, safe=True) for finding in found for edit in finding.edits])
