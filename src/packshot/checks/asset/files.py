"""Rules of the files of an asset: their names, the pairs of original and sidecar, and the contents of the original."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from packshot.catalog.layout import has_extension, original_of, sidecar_of
from packshot.checks import unique
from packshot.checks.asset_files import AssetFiles
from packshot.checks.name_rules import bad_key, no_extension
from packshot.checks.rule import rule
from packshot.engine.types import Item
from packshot.findings import Finding, Location, report
from packshot.media.facts import advise, examine, verify


@rule("bad-key", "2 30")
def id_(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: reports an original whose name without its extension is not a key. A key has letters, digits, - and
    _, and begins with a letter or digit. Files of the operating system, such as `.DS_Store`, are ignored.

    Why: this name is the id of the asset, which products refer to.

    Example: `Fjord Front (2).jpg`. Fix: rename the file and its sidecar to `fjord-front-2.jpg`.
    """
    if not _is_hidden(asset):
        yield from bad_key(asset.id, "asset", asset.at)


@rule("asset-twice", "30")
def once(asset: AssetFiles) -> Iterator[Finding | Item]:
    """What it does: reports asset ids that are not unique in the whole repository, ignoring case.

    Why: products refer to an asset by its id alone, so two files with the same id would be the same asset.

    Example: `assets/a/front.jpg` and `assets/b/front.png`. Fix: rename one of the files and its sidecar.
    """
    first, *others = asset.sidecars or ("",)
    for path in others:
        yield report("asset-twice", Location(path), name=asset.id, path=first)
    if first:
        yield unique.item(unique.ASSET, asset.id, asset.id.casefold(), asset.id, Location(first))


@rule("asset-without-original asset-without-sidecar asset-without-extension", "30")
def pairs(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: reports a sidecar without its original in the same folder, and an original without a sidecar or
    without an extension.

    Why: without the original, the asset is missing on the pages that use it. Without the sidecar, the rights of the
    asset are not known, so it is not published.

    Example: `front.jpg.yaml` where the image is `front.jpeg`. Fix: rename one of the two files.
    """
    for path in asset.sidecars:
        if original_of(path) not in asset.originals:
            other = next((each for each in asset.originals if sidecar_of(each) not in asset.sidecars), None)
            file = posixpath.basename(original_of(path))
            yield report("asset-without-original", Location(path), file=file, other=other)
    for path in asset.originals:
        if not has_extension(path) and not _is_hidden(asset):
            yield no_extension(path)
        elif sidecar_of(path) not in asset.sidecars and not _is_hidden(asset):
            yield report("asset-without-sidecar", Location(path))


def _is_hidden(asset: AssetFiles) -> bool:
    """Return whether an operating system creates files of this name, such as .DS_Store."""
    return asset.id.startswith(".") or asset.id == "Thumbs"


@rule("original-* sidecar-incomplete picture-cmyk-untagged picture-profile-broken", "30")
def original(asset: AssetFiles) -> Iterator[Finding]:
    """What it does: reports an original that cannot be opened, or whose digest, size, dimensions, orientation, colour
    profile or duration differs from that in the sidecar. Warns of CMYK colours without a profile and of a broken
    profile, and suggests missing keys of the sidecar.

    Why: the digest identifies the approved original. A file that was replaced or truncated, that is a Git LFS pointer,
    or that does not fit into memory must not be published in place of that original.

    Example: an original whose SHA-256 digest is not the `sha256` of the sidecar. Fix: restore the approved file, or
    review the new one and run `packshot assets add --replaced`.
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
