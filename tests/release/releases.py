"""Builds of trees in memory: incremental ones from a store, clean ones into nothing, and the comparison of the two."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from packshot import outputs
from packshot.catalog.originals import Originals
from packshot.engine.manifest import Entry, changes
from packshot.engine.request import Changed, Request, Result
from packshot.engine.run import build
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.engine.up_to_date import latest
from packshot.git.tree import MemoryTree
from packshot.publish_program import Catalogue
from support import compare

TOOLCHAIN = "0" * 64
NOW = "2026-02-20T12:00:00Z"


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory, where the machine has one."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="packshot-release-", dir=memory) as folder:
        yield Path(folder)


@dataclass
class Press:
    """One machine with a store: builds trees as the command would, without Git and without workers."""

    root: Path
    program: type[Catalogue] = Catalogue
    materialise: bool = False
    store: str = ""
    toolchain: str = TOOLCHAIN
    extra: dict[str, Any] = field(default_factory=dict)
    evaluated: list[str] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    """The bytes of every file of the trees so far, as Git has them."""

    @property
    def home(self) -> Path:
        return self.root / ".packshot"

    @property
    def dist(self) -> Path:
        return self.root / "dist"

    @property
    def place(self) -> str:
        return self.store or str(self.home / "store")

    def request(self, tree: MemoryTree, as_of: str = NOW, before: MemoryTree | None = None) -> Request:
        program = self.program(tree, self.toolchain)
        self.evaluated = watched(program)
        asked = Request(
            program=program,
            tree=tree.id,
            entries=lambda: ((entry.path, entry.blob) for entry in tree.entries()),
            read_many=tree.read_many,
            originals=Originals(tree),
            as_of=as_of,
            home=self.home,
            store=self.place,
            dist=self.dist if self.materialise else None,
            base=latest(self.place),
            changed=None if before is None else changed(before, tree),
            load=outputs.find,
            workers=1,
        )
        self.blobs |= {entry.blob: tree.read(entry.path) for entry in tree.entries()}
        return replace(asked, edited=partial(self.edited, asked, tree), **self.extra)

    def edited(self, asked: Request, tree: MemoryTree, blobs: Mapping[str, str | None]) -> Request:
        """The same request for a tree in which some files are as in an earlier tree."""
        other = tree.edited({path: None if blob is None else self.blobs[blob] for path, blob in blobs.items()})
        program = self.program(other, self.toolchain)
        return replace(asked, program=program, read_many=other.read_many, originals=Originals(other))

    def build(self, tree: MemoryTree, as_of: str = NOW, before: MemoryTree | None = None) -> Result:
        return build(self.request(tree, as_of, before))

    def shown(self) -> dict[str, bytes]:
        return shown(self.dist)

    def entries(self) -> dict[str, Entry]:
        """Everything in the last release."""
        pointer = latest(self.place)
        assert pointer is not None
        held = changes(Store(open_storage(self.place)), "", pointer.manifest)
        return {new.path: new for _, new in held if new is not None}

    def read(self, path: str) -> bytes:
        """The bytes of one artifact of the last release."""
        store = Store(open_storage(self.place))
        return b"".join(store.get(digest) for digest, _ in self.entries()[path].blobs())


def watched(program: Catalogue) -> list[str]:
    """The records that the program will have evaluated."""
    evaluated: list[str] = []
    evaluate = program.evaluate

    def noting(record: str, *given: Any) -> Any:
        evaluated.append(record)
        return evaluate(record, *given)

    program.evaluate = noting  # type: ignore[method-assign]  # the test watches one object
    return evaluated


def shown(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(before: MemoryTree, after: MemoryTree) -> Changed:
    """What differs between two trees, as Git would tell."""
    return compare(before.entries(), after.entries())


@dataclass(frozen=True)
class Clean:
    """What a build from nothing gives: the manifest root, or the codes of the errors for which there is none."""

    manifest: str
    errors: tuple[str, ...]


def clean(tree: MemoryTree, as_of: str = NOW, program: type[Catalogue] = Catalogue) -> Clean:
    """A build into an empty store."""
    with quick_folder() as folder:
        return outcome(Press(folder, program).build(tree, as_of))


def outcome(result: Result) -> Clean:
    """What counts of a result."""
    wrong = sorted({f"{each.code} {each.at.path}" for each in result.findings if each.severity == "error"})
    return Clean(result.manifest, tuple(wrong))


def entries_of(files: Mapping[str, bytes], as_of: str = NOW) -> dict[str, Entry]:
    """The artifacts of a clean build."""
    with quick_folder() as folder:
        press = Press(folder)
        result = press.build(MemoryTree(files), as_of)
        assert not result.failed(), result.findings
        return press.entries()


def copied(press: Press, root: Path) -> Press:
    """The same machine once more."""
    shutil.copytree(press.root, root)
    return replace(press, root=root)
