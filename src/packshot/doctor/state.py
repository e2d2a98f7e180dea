"""What builds keep: the store with its state, the lock, the output folder, and room for them."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from packshot.catalog.toolchain import toolchain
from packshot.doctor import Answer, advice, problem, question
from packshot.doctor.setup import Setup
from packshot.engine.lock import holder_params
from packshot.engine.manifest import damaged_files, parse_root
from packshot.engine.output_rules import ROOT
from packshot.engine.parsing import DamagedError
from packshot.engine.plain_files import PlainFiles
from packshot.engine.sorted_map import SortedMaps
from packshot.engine.state import load
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.engine.up_to_date import POINTER, latest
from packshot.local_state import DIST, last_build

EXTRAS = {"s3": ("s3", "s3fs"), "s3a": ("s3", "s3fs"), "gs": ("gcs", "gcsfs"), "gcs": ("gcs", "gcsfs"),
          "az": ("azure", "adlfs"), "abfs": ("azure", "adlfs"), "abfss": ("azure", "adlfs")}  # fmt: skip
"""Scheme of a store's URL -> the extra that opens it, and the package by which that is known."""

NAMED = 5
"""Damaged files that are named."""

LITTLE, TOO_LITTLE = 1 << 30, 100 << 20
"""Bytes of free space below which is advice, and below which is a problem."""


def _store(setup: Setup) -> str:
    """The store of the last build; by default the one beside it."""
    receipt = last_build(setup.home)
    return (receipt.store if receipt else "") or str(setup.home / "store")


@question()
def store_extra(setup: Setup) -> Iterator[Answer]:
    """What opens the store is installed."""
    scheme, separator, _ = _store(setup).partition("://")
    extra, package = EXTRAS.get(scheme, ("", "")) if separator else ("", "")
    if package and find_spec(package) is None:
        what = f"The store of the last build is at {scheme}://, and {package} is not installed."
        yield problem(what, f"Install packshot[{extra}].")


@question()
def state(setup: Setup) -> Iterator[Answer]:
    """The state of the last build can be read, and is of this version; or nothing was built yet."""
    store = _store(setup)
    if "://" in store:  # asking costs a network; the build itself says what is wrong
        return
    pointer = latest(store)
    if pointer is None:
        if Path(store, POINTER).exists():
            what = "What the store says of the last build cannot be read, or is of another version."
            yield advice(what, "The next build evaluates everything; nothing is lost.")
        return
    try:
        load(SortedMaps(Store(open_storage(store))), pointer)
    except DamagedError as damaged:
        yield advice(f"The state of the last build is damaged: {damaged}.", "The next build evaluates everything.")
    if pointer.toolchain != toolchain():
        what = "The last build was made by another version of packshot, Python or a dependency."
        yield advice(what, "The next build evaluates everything; keys decide what is made anew.")


@question()
def lock(setup: Setup) -> Iterator[Answer]:
    """No other process is building here."""
    path = setup.home / "lock"
    if not path.is_file():
        return
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = holder_params(file.read(64))
            what = f"Process {holder['process'] or 'unknown'} is {holder['activity']} here."
            yield advice(what, "Wait until it has ended, or end it.")


@question()
def output_folder(setup: Setup) -> Iterator[Answer]:
    """The output folder is empty, or holds a release as its manifest lists it."""
    dist = setup.root / DIST
    if not dist.exists() and not dist.is_symlink():
        return
    manifest = PlainFiles(dist).read(ROOT)
    if not dist.is_dir() or dist.is_symlink():
        yield problem(f"{DIST} is not a folder, so a build refuses it.", "Move it away.")
    elif manifest is None and any(dist.iterdir()):
        what = f"{DIST}/ holds files that no build has written, so a build refuses it."
        yield problem(what, "Move them away, or build with --dist into another folder.")
    elif manifest is not None:
        yield from _damage(dist, manifest)


def _damage(dist: Path, manifest: bytes) -> Iterator[Answer]:
    """Report the files that are missing or changed in the output folder."""
    try:
        found = list(damaged_files(PlainFiles(dist), parse_root(manifest)))
    except DamagedError:
        found = [(ROOT, sha256(manifest).hexdigest())]
    if found:
        named = ", ".join(f"{path} ({digest[:12] if digest else 'missing'})" for path, digest in found[:NAMED])
        more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
        what = f"{len(found):,} files in {DIST}/ are missing or differ from the manifest: {named}{more}."
        yield problem(what, "Run packshot build --repair.")


@question()
def free_space(setup: Setup) -> Iterator[Answer]:
    """There is room on the disk."""
    free = setup.machine.free(setup.root)
    if free < LITTLE:
        kind = problem if free < TOO_LITTLE else advice
        yield kind(f"Only {free >> 20} MB are free on this disk.", "Free space, or build with --store elsewhere.")
