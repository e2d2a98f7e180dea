"""Nothing at a target is believed: a forged one is refused or published correctly, and nothing else is touched."""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from toy_releases import bytes_of, new_store, release

from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.findings import RefusedError
from packshot.publish import receipt, releaselog
from packshot.publish.check import Check
from packshot.publish.exclusive import exclusive
from packshot.publish.files import Target
from packshot.publish.holder import Holder
from packshot.publish.limit import Limit, limited
from packshot.publish.publish import Publication
from packshot.publish.releases import MANIFESTS
from packshot.publish.target import failures_reported, open_target

FILES: dict[str, bytes | str | list[str]] = {
    "a/index.html": "<h1>A</h1>",
    "media/aa/one.jpg": b"\xff\xd8 one",
    "feeds/de.xml": ["<rss>", "<item/>", "</rss>"],
}
NEW: dict[str, bytes | str | list[str]] = {"a/index.html": "<h1>A2</h1>", "b/index.html": "<h1>B</h1>"}
HOLDER = Holder(1, "one", "", "", "")
DEEP = "[" * 200_000

ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 1 << 70, float("inf"), "", "?", [], {}, [[]], [None], {"": None}, "x" * 100_000),
    *("..", "../precious.json", "a/../../precious.json", "/etc/passwd", "a\\..\\b", "a\0b", "\ud800", "a//b", "."),
    *(".packshot/receipt.json", ".PACKSHOT/x", "manifest.json", "manifest/00.json", "a", "a/index.html/x"),
    *("f" * 64, "F" * 64, "f" * 63, "../" * 30, ["../precious.json", 1], {"../x": "f" * 64}),
]
RAW = [b"", b"{", b"null", b"[]", b"{}", b"\xff\xfe", DEEP.encode(), b'{"packshot": 1' + b" " * (3 << 20) + b"}"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was published to twice, with a limit."""
    folder, store = tmp_path_factory.mktemp("published") / "out", new_store()
    for files in ({"a/index.html": "old"}, FILES):
        part = limited(store, release(store, files, audience="us/en"), Limit.parse(["us/en"]) or Limit())
        Publication(store, open_target(str(folder)), part.release, limit=part.limit).publish()
    (folder / "notes.txt").write_text("precious")
    return folder


class Scene:
    """A copy of the published folder among precious files, and a store that knows only the new release."""

    def __init__(self, top: Path, published: Path) -> None:
        self.top, self.out = top, top / "out"
        shutil.copytree(published, self.out)
        (top / "precious.json").write_text("{}")
        (top / "folder").mkdir()
        self.store = Store(open_storage(str(top / "store")))
        self.root = release(self.store, NEW, audience="us/en")

    def others(self) -> dict[str, bytes]:
        """Everything but what publishing may change."""
        return {path: data for path, data in tree(self.top).items() if not path.startswith("out/")} | {
            "out/notes.txt": (self.out / "notes.txt").read_bytes()
        }

    def errands(self) -> Iterator[Callable[[], object]]:
        """What is run on a target, the looks first."""
        target = open_target(str(self.out))
        yield lambda: self.publication(target).preview()
        yield Check(self.store, target).check
        yield lambda: list(releaselog.entries(target))
        yield self.publish

    def publish(self) -> None:
        with exclusive(open_target(str(self.out)), HOLDER) as claimed:
            self.publication(claimed).publish()

    def publication(self, target: Target) -> Publication:
        """The publication with the limit of the target."""
        held = receipt.read(target)
        part = limited(self.store, self.root, held.limit if held else Limit())
        return Publication(self.store, target, part.release, limit=part.limit)

    def must_hold(self) -> None:
        """Each errand is refused or correct; a look changes nothing, no errand changes what is not ours."""
        before, others = tree(self.top), self.others()
        for errand in self.errands():
            if errand == self.publish:
                assert tree(self.top) == before
            try:
                with failures_reported("out"):
                    errand()
            except RefusedError:
                continue
            if errand == self.publish:
                assert {path: (self.out / path).read_bytes() for path in NEW} == bytes_of(NEW)
        assert self.others() == others


def tree(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]
    return {str(path.relative_to(folder)): content(path) for path in found}


def content(path: Path) -> bytes:
    if path.is_symlink():
        return os.fsencode(path.readlink())
    return path.read_bytes() if path.is_file() else b"(no file)"


def mutated(value: Any, dice: random.Random) -> Any:
    """The value with something odd in one place."""
    if dice.random() < 0.15 or not isinstance(value, dict | list) or not value:
        return dice.choice(ODD)
    if isinstance(value, list):
        at = dice.randrange(len(value))
        return [mutated(each, dice) if place == at else each for place, each in enumerate(value)]
    key = dice.choice(sorted(value))
    if dice.random() < 0.1:
        return {name: each for name, each in value.items() if name != key}
    if dice.random() < 0.1:
        return {**value, str(dice.choice(ODD)): value[key]}
    return {**value, key: mutated(value[key], dice)}


def forge_manifest(out: Path, dice: random.Random) -> None:
    """A manifest of which an entry or the root is odd, with right digests all the way up to the receipt."""
    root = json.loads((out / "manifest.json").read_bytes())
    kind = dice.random()
    if kind < 0.3:
        path = dice.choice([each for each in ODD if isinstance(each, str)])
        part = sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:2]
        row = {
            "audience": "",
            "bytes": 2,
            "digest": sha256(b"{}").hexdigest(),
            "expires": None,
            "flags": [],
            "parts": [],
        }
        root["shards"][part] = keep(out, f"manifest/{part}.json", [{**row, "path": path, "type": "text/html"}])
    elif kind < 0.8:
        part = dice.choice(sorted(root["shards"]))
        rows = json.loads((out / f"manifest/{part}.json").read_bytes())
        root["shards"][part] = keep(out, f"manifest/{part}.json", mutated(rows, dice))
    else:
        root = mutated(root, dice)
    held = json.loads((out / receipt.NAME).read_bytes())
    held["between"] = [*dice.choice([[], held["between"]]), keep(out, "manifest.json", root)]
    (out / receipt.NAME).write_text(json.dumps(held))


def keep(out: Path, shown_as: str, value: Any) -> str:
    raw = json.dumps(value).encode()
    digest = sha256(raw).hexdigest()
    (out / MANIFESTS / digest).write_bytes(raw)
    (out / shown_as).write_bytes(raw)
    return digest


@pytest.mark.parametrize("block", range(10))
def test_forged_manifests_with_right_digests(tmp_path: Path, published: Path, block: int) -> None:
    for seed in range(20):
        scene = Scene(tmp_path / str(seed), published)
        forge_manifest(scene.out, random.Random(1000 * block + seed))
        scene.must_hold()


OWN = [receipt.NAME, ".packshot/releases/000002.json", "manifest.json"]


@pytest.mark.parametrize("name", OWN)
def test_forged_receipts_and_logs(tmp_path: Path, published: Path, name: str) -> None:
    for seed in range(40):
        scene, dice = Scene(tmp_path / str(seed), published), random.Random(seed)
        value = mutated(json.loads((scene.out / name).read_bytes()), dice)
        (scene.out / name).write_bytes(dice.choice(RAW) if dice.random() < 0.3 else json.dumps(value).encode())
        scene.must_hold()


@pytest.mark.parametrize(
    "name", [*OWN, "a/index.html", "media/aa/one.jpg", "b/index.html", ".packshot/releases/000003.json"]
)
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device", "folder link"])
def test_what_is_no_file_is_never_read_or_written_through(
    tmp_path: Path, published: Path, name: str, kind: str
) -> None:
    scene = Scene(tmp_path / "scene", published)
    place = scene.out / name
    if kind == "folder link":
        place = place.parent
        if place == scene.out:
            return
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    {
        "link": lambda: place.symlink_to(scene.top / "precious.json"),
        "device": lambda: place.symlink_to("/dev/zero"),
        "pipe": lambda: os.mkfifo(place),
        "folder": place.mkdir,
        "folder link": lambda: place.symlink_to(scene.top / "folder"),
    }[kind]()
    scene.must_hold()


def test_a_deep_receipt_is_damage_with_help(tmp_path: Path, published: Path) -> None:
    scene = Scene(tmp_path / "scene", published)
    (scene.out / receipt.NAME).write_text(DEEP)
    with pytest.raises(RefusedError) as caught:
        scene.publish()
    assert [finding.code for finding in caught.value.findings] == ["receipt-damaged"]
    assert "nested too deeply" in caught.value.findings[0].text
