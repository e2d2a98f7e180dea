"""A shared store that someone has poisoned: verification names what is wrong, and a pull request does not write it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from commands import Told, picture, shop

from packshot.engine.types import canonical
from stores import blob, keep
from support import commit

INSTANT = ("--as-of", "2026-11-01")


class Poisoner:
    """Rewrites a store so that all digests are right again."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def action_of_another(self) -> None:
        """Let the key of one image name the bytes of another, as the entry of the other key says."""
        one, other = self._actions()[:2]
        held, theirs = json.loads(one.read_bytes()), json.loads(other.read_bytes())
        one.write_text(json.dumps([held[0], *theirs[1:]]))
        self._claimed(lambda claim: [claim[0], *theirs[1:], *claim[3:]] if claim[0] == held[0] else claim)

    def page(self) -> None:
        """Claim other bytes for the home page, under its right key."""
        data = b"<script>alert(1)</script>"
        digest = self._keep(data)
        self._claimed(lambda claim: [claim[0], digest, len(data), *claim[3:]], "de/de/index.html")

    def manifest(self) -> None:
        """List other bytes for a document, and leave its claim as it is."""
        self._listed("de/de/api/v1/products/mug.json", self._keep(b"{}"), 2)
        self._point()

    def blob(self) -> None:
        """Damage the bytes of the home page."""
        _, state = self._state()
        for lines in self._lines(state, "claims"):
            for place, claim in lines.items():
                if place.startswith("de/de/index.html\0"):
                    (self.store / "blobs" / claim[1][:2] / claim[1]).write_bytes(b"other")

    def items(self) -> None:
        """Change a row of a feed in its item index, and leave the feed as it is."""
        pointer, state = self._state()
        root = json.loads(self._blob(pointer["manifest"]))
        name = next(iter(root["items"]))
        body = self._blob(root["items"][name], packed=True)
        assert b'"EUR"' in body
        root["items"][name] = self._keep(body.replace(b'"EUR"', b'"CHF"'), packed=True)
        pointer["manifest"] = state["manifest"] = self._keep(json.dumps(root).encode())
        self._save(pointer, state)
        self._point()

    def items_gone(self) -> None:
        """Remove a blob of an item index."""
        root = json.loads(self._blob(self._state()[0]["manifest"]))
        digest = next(iter(root["items"].values()))
        (self.store / "blobs" / digest[:2] / digest).unlink()

    def readers(self) -> None:
        """Forget who has read the label of a colour, so that a change of it reaches no page."""
        self._rewrite("readers", lambda place, value: None if place == "option/color/red" else value)
        self._point()

    def _claimed(self, change: Callable[[list[Any]], list[Any]], path: str = "") -> None:
        """Change claims, and the manifest with them."""
        found: dict[str, list[Any]] = {}

        def changed(place: str, value: list[Any]) -> list[Any]:
            new = change(value) if place.startswith(f"{path}\0" if path else "") else value
            if new != value:
                found[place.split("\0", maxsplit=1)[0]] = new
            return new

        self._rewrite("claims", changed)
        assert found
        for name, claim in found.items():
            self._listed(name, claim[1], claim[2])
        self._point()

    def _rewrite(self, table: str, change: Callable[[str, Any], Any]) -> None:
        pointer, state = self._state()
        (row,) = json.loads(self._blob(state["shelves"][table], packed=True))
        lines = json.loads(self._blob(row[1], packed=True))
        new = {place: value for place, held in lines.items() if (value := change(place, held)) is not None}
        assert new != lines
        body = "{\n" + ",\n".join(f"{json.dumps(key)}:{json.dumps(value)}" for key, value in new.items()) + "\n}"
        rows = [[next(iter(new)), self._keep(body.encode(), packed=True), len(new)]]
        state["shelves"][table] = self._keep(json.dumps(rows).encode(), packed=True)
        self._save(pointer, state)

    def _listed(self, path: str, digest: str, size: int) -> None:
        pointer, state = self._state()
        root = json.loads(self._blob(pointer["manifest"]))
        name = sha256(path.encode()).hexdigest()[:2]
        rows = json.loads(self._blob(root["shards"][name]))
        (row,) = (each for each in rows if each["path"] == path)
        row |= {"digest": digest, "bytes": size}
        root["shards"][name] = self._keep(canonical(rows))
        pointer["manifest"] = state["manifest"] = self._keep(
            (json.dumps(root, indent=1, sort_keys=True) + "\n").encode()
        )
        self._save(pointer, state)

    def _lines(self, state: dict[str, Any], table: str) -> list[dict[str, Any]]:
        rows = json.loads(self._blob(state["shelves"][table], packed=True))
        return [json.loads(self._blob(row[1], packed=True)) for row in rows]

    def _state(self) -> tuple[dict[str, Any], dict[str, Any]]:
        pointer = json.loads((self.store / "latest.json").read_bytes())
        return pointer, json.loads((self.store / "states" / f"{pointer['state']}.json").read_bytes())

    def _save(self, pointer: dict[str, Any], state: dict[str, Any]) -> None:
        (self.store / "states" / f"{pointer['state']}.json").write_text(json.dumps(state))
        (self.store / "latest.json").write_text(json.dumps(pointer))

    def _point(self) -> None:
        for path in (self.store / "trees").glob("*.json"):
            path.write_bytes((self.store / "latest.json").read_bytes())

    def _actions(self) -> list[Path]:
        return sorted(path for path in (self.store / "actions").rglob("*") if path.is_file())

    def _blob(self, digest: str, packed: bool = False) -> bytes:
        return blob(self.store, digest, packed)

    def _keep(self, data: bytes, packed: bool = False) -> str:
        return keep(self.store, data, packed)


@pytest.fixture
def root(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A shop whose store has two images, in a folder where a fresh clone finds it."""
    product = Path("catalog/products/cup/old/product.yaml")
    made = shop(tmp_path / "shop")
    text = (made / product).read_text().replace("status: draft", "status: active")
    more = picture("cup", colour="#8f2b2b")
    commit(made, {str(product): f"{text}assets: {{main: cup}}\n", **more})
    assert Told(capsys, "-C", str(made), "build", "--store", str(tmp_path / "store"), *INSTANT).code == 0
    return made


KINDS = {
    "action_of_another": "error[not-as-clean] media",
    "page": "error[not-as-clean] de/de/index.html",
    "manifest": "error[not-as-clean] de/de/api/v1/products/mug.json",
    "blob": "error[artifact-damaged] de/de/index.html",
    "items": "error[items-not-as-clean] items:feed/feeds/google/",
    "items_gone": "error[items-damaged] items:feed/feeds/google/",
    "readers": "error[state-not-as-clean] state:readers",
}


@pytest.mark.parametrize("kind", KINDS)
def test_verification_names_the_poisoned_entry(
    kind: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ("--store", str(tmp_path / "store"), *INSTANT)
    getattr(Poisoner(tmp_path / "store"), kind)()
    told = Told(capsys, "-C", str(root), "build", "--verify", *store)
    where, _, path = KINDS[kind].partition("] ")
    assert told.code == 1, told.out + told.err
    assert any(line.startswith(path) and f"{where}]" in line for line in told.out.splitlines()), told.out


def test_a_sample_finds_a_poisoned_page_if_it_is_drawn(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ("--store", str(tmp_path / "store"), *INSTANT)
    Poisoner(tmp_path / "store").page()
    codes = {Told(capsys, "-C", str(root), "build", "--verify=50%", *store).code for _ in range(20)}
    assert codes == {0, 1}


def test_a_build_over_a_shared_store_leaves_it_byte_equal(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = tmp_path / "store"
    before = files_of(shared)
    commit(root, {"catalog/products/cup/mug/de.yaml": "name: Humpen\n"})
    shutil.rmtree(root / ".packshot")
    stores = ("--store", str(tmp_path / "own"), "--store-below", str(shared), *INSTANT)
    assert Told(capsys, "-C", str(root), "plan", *stores).code == 0
    told = Told(capsys, "-C", str(root), "build", "--format", "json", *stores)
    assert told.json["records"] < 5, "what the shared store holds is not evaluated again"
    assert Told(capsys, "-C", str(root), "build", "--verify", *stores).code == 0
    assert {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in shared.rglob("*") if path.is_file()
    } == before


def files_of(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """The bytes of each file and when it was written."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
