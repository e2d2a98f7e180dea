"""A folder of generated files. An update writes and removes only generated files.

`packshot.json` lists the files of the folder with their SHA-256 digests. A file is foreign if it is not listed, or if
its content does not match its digest; so is a link or a folder at the path of a generated file. If the folder has a
foreign file, the update is refused before any change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from packshot.engine.disk import LocalDisk, put
from packshot.engine.parsing import DamagedError, fields, mapping, parsed
from packshot.engine.parsing import digest as is_digest
from packshot.findings import Finding, Location, RefusedError, report
from packshot.git import paths
from packshot.git.repository_files import Inside

LIST = "packshot.json"
"""The list of the files of a generated folder; it is written after these files, before old files are removed."""

NAMED = 20
"""Maximum number of foreign files in a refusal."""


@dataclass(frozen=True, slots=True)
class Written:
    """The result of an update: the number of files written and removed, without `packshot.json`."""

    written: int
    removed: int


def stale(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Return the sorted paths of files that are missing, outdated or no longer generated. No file is changed."""
    inside = Inside(folder)
    differing = {path for path, data in files.items() if inside.read(path) != data}
    return sorted(differing | (listed(folder).keys() - files.keys()))


def bring(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Update the folder to these generated files, and return the number of files written and removed.

    Raise RefusedError if the folder has files that packshot did not generate, or generated files that were edited. Also
    raise it if the path of the folder is a file or a link, or if the parent folder is a link.
    """
    foreign = list(_foreign(folder, files))
    if foreign:
        raise RefusedError(*foreign[:NAMED])
    inside, current = Inside(folder), listed(folder)
    new = {path: data for path, data in files.items() if inside.read(path) != data}
    old = [path for path in current if path not in files and inside.read(path) is not None]
    if new or old or current.keys() != files.keys():
        _write(folder, {**new, LIST: _list(files)})
        for path in old:
            _remove(folder, path)
    return Written(len(new), len(old))


def listed(folder: Path) -> dict[str, str]:
    """Return the files listed in `packshot.json` of the folder, as a map from path to digest.

    Invalid paths are left out. The map is empty if `packshot.json` cannot be read.
    """
    with suppress(DamagedError):
        files = parsed(Inside(folder).read(LIST) or b"", fields(files=mapping(is_digest)), LIST)["files"]
        return {path: digest for path, digest in files.items() if not paths.flaw(path)}
    return {}


def _list(files: Mapping[str, bytes]) -> bytes:
    digests = {path: sha256(data).hexdigest() for path, data in sorted(files.items())}
    return (json.dumps({"packshot": 1, "files": digests}, ensure_ascii=False, indent=0) + "\n").encode()


def _foreign(folder: Path, files: Iterable[str]) -> Iterator[Finding]:
    """Yield the files that prevent writing: links, unlisted files, edited files."""
    if folder.is_symlink() or folder.parent.is_symlink() or (folder.exists() and not folder.is_dir()):
        yield _foreign_file(str(folder), "folder")
    elif folder.is_dir():
        current = listed(folder)
        for found in sorted(folder.rglob("*")):
            path = found.relative_to(folder).as_posix()
            if (found.is_symlink() or not found.is_dir()) and path != LIST and path not in current:
                yield _foreign_file(path)
        yield from _edited(folder, current, files)


def _edited(folder: Path, current: Mapping[str, str], files: Iterable[str]) -> Iterator[Finding]:
    inside = Inside(folder)
    for path, digest in current.items():
        data = inside.read(path)
        if data is not None and sha256(data).hexdigest() != digest:
            yield _foreign_file(path, "edited")
    for path in files:
        if inside.mode(path) is not None and inside.read(path) is None:
            yield _foreign_file(path, "irregular")


def _foreign_file(path: str, found: str = "unlisted") -> Finding:
    return report("foreign-file", Location(path), path=path, found=found)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    disk = LocalDisk()
    disk.make_folder(folder)
    for path, data in files.items():
        put(disk, folder.joinpath(*PurePosixPath(path).parts), [data], folder / f".{LIST}.tmp")


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that become empty."""
    disk, target = LocalDisk(), folder.joinpath(*PurePosixPath(path).parts)
    disk.remove(target)
    for above in target.parents:
        if above == folder or not disk.remove_folder(above):
            return
