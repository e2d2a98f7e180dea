"""Rules of an asset's files: what they are called, whether they belong together, whether the bytes are sound."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from packshot.catalog.layout import has_extension, original_of, sidecar_of
from packshot.checks import unique
from packshot.checks.asset_files import AssetFiles
from packshot.checks.name_rules import bad_key, no_extension
from packshot.checks.rule import rule
from packshot.engine.types import Item
from packshot.findings import Finding, Location, error, warning
from packshot.media.facts import advise, examine, verify


@rule("bad-key", "2 30")
def id_(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: the original's name without its extension must be a key: letters, digits, - and _.

    Why: it is the asset's id, by which products name it.

    Example: `Fjord Front (2).jpg`. Cure: rename the file and its sidecar to `fjord-front-2.jpg`.
    """
    if not _is_hidden(asset):
        yield from bad_key(asset.id, "file and its sidecar", asset.at)


@rule("asset-twice", "30")
def once(asset: AssetFiles) -> Iterator[Finding | Item]:
    """What it does: an id must be unique in the repository, ignoring case, in whatever folders the files lie.

    Why: products name an asset by its id alone, so two files of one name would be one asset.

    Example: `assets/a/front.jpg` and `assets/b/front.png`. Cure: rename one with its sidecar.
    """
    first, *others = asset.sidecars or ("",)
    for path in others:
        what = f'The asset "{asset.id}" stands here and in {first}.'
        yield error("asset-twice", Location(path), what, "Rename one file with its sidecar: its name is its id.")
    if first:
        yield unique.item(unique.ASSET, asset.id, asset.id.casefold(), asset.id, Location(first))


@rule("asset-without-original asset-without-sidecar asset-without-extension", "30")
def pairs(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: a sidecar must have its original beside it, and an original its sidecar.

    Why: without the original every page that names the asset has a hole; without a sidecar nobody knows the rights
    of a picture, so it is not published.

    Example: `front.jpg.yaml` where the picture is `front.jpeg`. Cure: rename one of them.
    """
    for path in asset.sidecars:
        if original_of(path) not in asset.originals:
            what = f"The original {posixpath.basename(original_of(path))} is not beside its sidecar."
            other = next((each for each in asset.originals if sidecar_of(each) not in asset.sidecars), "")
            cure = f"{other} has no sidecar: if it is meant, bring the two together under one name."
            otherwise = "Put the original there, or delete the sidecar."
            yield error("asset-without-original", Location(path), what, cure if other else otherwise)
    for path in asset.originals:
        if not has_extension(path) and not _is_hidden(asset):
            yield no_extension(path)
        elif sidecar_of(path) not in asset.sidecars and not _is_hidden(asset):
            cure = "Run packshot assets add, which writes one; or delete the file."
            yield warning("asset-without-sidecar", Location(path), "It has no sidecar, so it is not published.", cure)


def _is_hidden(asset: AssetFiles) -> bool:
    """Files such as .DS_Store, which systems leave behind."""
    return asset.id.startswith(".") or asset.id == "Thumbs"


@rule("original-* sidecar-incomplete picture-cmyk-untagged picture-profile-broken", "30")
def original(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: opens the original, and compares its digest, size and pixels with the sidecar.

    Why: the digest is the original's identity. A file that was swapped, cut short on its way, is a Git LFS pointer,
    or would burst the memory, must never be published in place of the one that somebody approved.

    Example: the sidecar tells another sha256. Cure: put the approved file back, or review the
    new one and run `packshot assets add --replaced`.
    """
    path = asset.original
    if not path or not asset.document.is_readable:
        return
    found = examine(asset.reader.files.tree.read(path), path)
    if isinstance(found, Finding):
        yield found
        return
    raw = asset.document.raw
    yield from asset.document.beyond_text(list(verify(found, raw if isinstance(raw, dict) else {}, asset.at)))
    yield from advise(found, Location(path))
