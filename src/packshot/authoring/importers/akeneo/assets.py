"""The images and documents of an export. Files with the same content are one asset."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from packshot.authoring.importers._report import Report
from packshot.authoring.write import Plain
from packshot.findings import Finding, Location, Severity

FOLDER = "files"
UNREFERENCED = "unreferenced"
_ID = re.compile(r"[^A-Za-z0-9_-]")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")
_LONGEST = 90


@dataclass(slots=True)
class Asset:
    """A file of an export: its id, digest and alt text, and its paths in the source and in the repository.

    Files with the same content are one asset.
    """

    id: str
    sha256: str
    named: str
    source: Path
    path: str
    alt: str = ""


@dataclass(slots=True)
class Assets:
    """All assets of an export. `named` returns the id of the asset that a cell refers to."""

    root: Path
    report: Report
    digests: dict[str, str] = field(default_factory=dict)
    by_digest: dict[str, Asset] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def named(self, path: str, at: Location, role: str) -> str | None:
        """Return the id of the asset at a path of the export; None if there is no such file in the export.

        A missing file is reported as a loss, and a path outside the export as an error.
        """
        path = path.removeprefix("./")
        if path not in self.digests:
            file = self._inside(path, at)
            if file is None:
                return None
            if not file.is_file():
                self.report.lost("file-absent", at, path=path)
                return None
            self._take(path, file, role)
        return self.by_digest[self.digests[path]].id

    def take_rest(self) -> None:
        """Add the files below `files/` that no cell refers to, except hidden files and files in hidden folders."""
        for file in sorted((self.root / FOLDER).rglob("*")):
            path = file.relative_to(self.root).as_posix()
            if file.is_file() and "/." not in path and path not in self.digests:
                at = Location(path)
                if self._inside(path, at) is not None and self._take(path, file, UNREFERENCED):
                    self.report.folded("unreferenced", at, path=path)

    def _inside(self, path: str, at: Location) -> Path | None:
        """Return the file at a path.

        If the path leads out of the export (by `..`, absolute, or by a link), report an error.
        """
        file = self.root / path
        if "\0" not in path and file.resolve().is_relative_to(self.root.resolve()):
            return file
        self.report.problem("path-outside", at, path=path)
        return None

    def _take(self, path: str, file: Path, role: str) -> bool:
        """Add a file; return whether its content is new."""
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.digests[path] = digest
        if digest in self.by_digest:
            self.report.folded("copy", Location(path), path=path, other=self.by_digest[digest].named)
            return False
        identity = self._new_id(path, digest)
        extension = PurePosixPath(path).suffix
        extension = extension.lower() if _EXTENSION.fullmatch(extension) else ".bin"
        self.by_digest[digest] = Asset(identity, digest, path, file, f"assets/{role}/{identity}{extension}")
        return True

    def _new_id(self, path: str, digest: str) -> str:
        """Return the stem of the file name; digits of the digest are added if another content has that stem."""
        stem = PurePosixPath(path).stem
        identity = _ID.sub("-", stem)[:_LONGEST]
        identity = identity if identity[0].isalnum() and identity.lower() != "null" else f"x-{identity}"
        length = 4
        while identity.casefold() in self.ids:
            identity, length = f"{_ID.sub('-', stem)[:_LONGEST]}-{digest[:length]}", length + 4
        if identity != stem:
            self.report.renamed("asset", stem, identity, Location(path))
        self.ids.add(identity.casefold())
        return identity


def sidecar(asset: Asset, locale: str) -> tuple[dict[str, Plain], list[Finding]]:
    """Return the sidecar data of an asset, including its alt text if known, and findings.

    If the file cannot be examined, the data contain only its digest and size, and a warning is returned.
    """
    from packshot.media.facts import examine

    facts = examine(asset.source, asset.named)
    if isinstance(facts, Finding):
        # the file is copied unchanged; in the new repository the same problem is an error
        size = str(asset.source.stat().st_size)
        return {"sha256": asset.sha256, "bytes": size}, [replace(facts, severity=Severity.WARNING)]
    return {**facts.written(), **({"alt": {locale: asset.alt}} if asset.alt else {})}, []
