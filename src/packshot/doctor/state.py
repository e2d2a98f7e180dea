"""Questions about the store, the state, the lock, the output folder and the disk space."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from packshot.catalog.finding_report import counted
from packshot.catalog.toolchain import toolchain
from packshot.doctor import Answer, problem, question, suggestion
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
"""Scheme of the URL of a store -> the extra that opens it, and the package that shows that it is installed."""

NAMED = 5
"""Maximum number of damaged files that are listed."""

LITTLE, TOO_LITTLE = 1 << 30, 100 << 20
"""Bytes of free space below which there is a suggestion, and a problem."""

_AGAIN = "run `packshot build`; it evaluates all records"


def _store(setup: Setup) -> str:
    """Return the store of the last build, or `.packshot/store` if no build is recorded."""
    receipt = last_build(setup.home)
    return (receipt.store if receipt else "") or str(setup.home / "store")


@question()
def store_extra(setup: Setup) -> Iterator[Answer]:
    """The packages required to open the store are installed."""
    scheme, separator, _ = _store(setup).partition("://")
    extra, package = EXTRAS.get(scheme, ("", "")) if separator else ("", "")
    if package and find_spec(package) is None:
        text = f"missing package {package}: the store of the last build is at {scheme}://"
        yield problem(text, f"install packshot[{extra}]")


@question()
def state(setup: Setup) -> Iterator[Answer]:
    """The state of the last build is readable and of this version, or there is no build, or the store is remote."""
    store = _store(setup)
    if "://" in store:  # a request to a remote store is slow, and the build itself reports its problems
        return
    pointer = latest(store)
    if pointer is None:
        if Path(store, POINTER).exists():
            text = "the state of the last build cannot be read, or is of another version"
            yield suggestion(text, "run `packshot build`; it evaluates all records, and nothing is lost")
        return
    try:
        load(SortedMaps(Store(open_storage(store))), pointer)
    except DamagedError as damaged:
        yield suggestion(f"the state of the last build is damaged: {damaged}", _AGAIN)
    if pointer.toolchain != toolchain():
        yield suggestion("packshot, Python or a dependency has another version than in the last build", _AGAIN)


@question()
def lock(setup: Setup) -> Iterator[Answer]:
    """No other process is building or publishing in this repository."""
    path = setup.home / "lock"
    if not path.is_file():
        return
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = holder_params(file.read(64))
            text = f"process {holder['process'] or 'unknown'} is {holder['activity']} in this repository"
            yield suggestion(text, "wait until the process ends, or stop it")


@question()
def output_folder(setup: Setup) -> Iterator[Answer]:
    """The output folder does not exist, is empty, or has all files of a release."""
    dist = setup.root / DIST
    if not dist.exists() and not dist.is_symlink():
        return
    manifest = PlainFiles(dist).read(ROOT)
    if not dist.is_dir() or dist.is_symlink():
        yield problem(f"{DIST} is not a folder: builds cannot write to it", f"move {DIST} elsewhere")
    elif manifest is None and any(dist.iterdir()):
        text = f"{DIST}/ contains files that no build has written: builds do not overwrite them"
        yield problem(text, "move the files elsewhere, or build into another folder with `--dist`")
    elif manifest is not None:
        yield from _damage(dist, manifest)


def _damage(dist: Path, manifest: bytes) -> Iterator[Answer]:
    """Yield a problem if files of the output folder are missing or differ from the manifest."""
    try:
        found = list(damaged_files(PlainFiles(dist), parse_root(manifest)))
    except DamagedError:
        found = [(ROOT, sha256(manifest).hexdigest())]
    if found:
        named = ", ".join(f"{path} ({digest[:12] if digest else 'missing'})" for path, digest in found[:NAMED])
        more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
        text = f"{counted(len(found), 'file')} in {DIST}/ missing or different from the manifest: {named}{more}"
        yield problem(text, "run `packshot build --repair`")


@question()
def free_space(setup: Setup) -> Iterator[Answer]:
    """There is enough space on the disk."""
    free = setup.machine.free(setup.root)
    if free < LITTLE:
        answer = problem if free < TOO_LITTLE else suggestion
        yield answer(
            f"only {free >> 20} MB free on this disk", "free some space, or build with `--store` on another disk"
        )
