"""The proof that incremental equals clean: evaluate everything from nothing and compare the manifests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from packshot.build.disk import LocalDisk
from packshot.build.manifest import Entry, changes
from packshot.build.place import Folder, Overlay, open_place
from packshot.build.release import Mode, Release, make_release
from packshot.build.request import Request
from packshot.build.shelf import Shelf, Shelves
from packshot.build.stages import Stages
from packshot.build.state import load
from packshot.build.store import Store
from packshot.build.tables import key
from packshot.findings import Finding, Location, error

SHOWN = 20
"""Differing paths named at most."""


def verify(request: Request) -> tuple[Finding, ...]:
    """Evaluate everything and compare it with the state `request.base` points to, which is to be of the same tree and
    interval; an error for each artifact that differs, none if all is well. Writes nothing that stays.

    What has the same key is taken to have the same bytes: making is pure, and keys cover all it sees.
    """
    assert request.base is not None
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Overlay(open_place(request.store), Folder(Path(folder), LocalDisk())))
        shelves = Shelves(store)
        built = load(shelves, request.base)
        asked = replace(request, dist=None, changed=None, disk=LocalDisk())
        clean = make_release(asked, shelves, built, Stages(request.seconds), Mode.PROVE)
        if clean.failed():
            return tuple(clean.findings)
        return tuple(islice(_differences(store, built.tables.claims, built.manifest, clean), SHOWN))


def _differences(store: Store, claims: Shelf, built: str, clean: Release) -> Iterator[Finding]:
    for before, after in changes(store, built, clean.state.manifest):
        found = before or after
        assert found is not None
        yield _difference(found, _keys(claims, found), _keys(clean.state.tables.claims, found))
    if built != clean.state.manifest:
        yield _difference(Entry("manifest.json", "", 0, ""), built, clean.state.manifest)


def _keys(claims: Shelf, entry: Entry) -> str:
    return ", ".join(sorted({value[0] for _, value in claims.scan(key(entry.path, ""))})) or "none"


def _difference(entry: Entry, built: str, clean: str) -> Finding:
    return error(
        "not-as-clean",
        Location(entry.path),
        f"{entry.path} is not what a clean build gives: its key is {built}, from nothing it is {clean}.",
        "Build afresh, and report this as a bug: a read was not noted.",
    )
