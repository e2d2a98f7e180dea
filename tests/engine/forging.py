"""Forges what packshot wrote: stores, states, manifests, intents and output folders, with right digests and wrong ones.

A forger changes one thing at a time. Where a digest would give it away, all that names the digest is written anew, up
to the pointer, as someone who may write the store would do.
"""

from __future__ import annotations

import json
import os
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from stores import blob, keep

DEEP = "[" * 100_000 + "]" * 100_000
"""Written raw: no encoder goes so deep."""


def _spelled(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


@dataclass
class Forger:
    """Forges what lies in the store, the output folder and the home of a build; `victim` is a file of someone else."""

    root: Path
    victim: Path
    random: random.Random

    @property
    def home(self) -> Path:
        return self.root / ".packshot"

    @property
    def store(self) -> Path:
        return self.home / "store"

    @property
    def dist(self) -> Path:
        return self.root / "dist"

    def forge(self) -> str:
        """Forge one thing and say what."""
        ways: list[Callable[[], str]] = [
            *(self.rot, self.disguise, self.swap),
            *([self.state_line] * 4),
            *([self.state_root, self.pointer, self.shard, self.manifest_of_dist] * 2),
            *(self.intent, self.action),
        ]
        return self.random.choice(ways)()

    # Bytes and kinds of files

    def rot(self) -> str:
        """Change, cut, lengthen or empty a file."""
        path = self._file()
        data = bytearray(path.read_bytes())
        place = self.random.randrange(len(data) + 1)
        changes: list[Callable[[], bytes]] = [
            lambda: bytes(data[:place]),
            lambda: bytes(data[:place] + b"\0" + data[place:]),
            lambda: bytes(data[:place] + bytes([self.random.randrange(256)]) + data[place + 1 :]),
            lambda: b"",
            lambda: DEEP.encode(),
            lambda: zlib.compress(DEEP.encode()),
            lambda: zlib.compress(b"0" * (80 << 20), 1),
            lambda: b"null",
        ]
        path.write_bytes(self.random.choice(changes)())
        return f"rot {path}"

    def disguise(self) -> str:
        """Put a link, a pipe, a folder or nothing in the place of a file, or a link in the place of a folder."""
        path = self._file()
        kind = self.random.choice(["link", "device", "pipe", "folder", "nothing", "linked folder"])
        if kind == "linked folder":
            # The output folder and the store may be links, because a user chooses them.
            path = path.parent if path.parent not in (self.root, self.home, self.dist, self.store) else path
            path.rename(self.root / f"moved-{self.random.randrange(1 << 30)}")
            path.symlink_to(self.victim.parent)
            return f"{kind} {path}"
        path.unlink()
        if kind == "link":
            path.symlink_to(self.victim)
        elif kind == "device":
            path.symlink_to("/dev/zero")
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        return f"{kind} {path}"

    def swap(self) -> str:
        """Let two files change places."""
        one, other = self._file(), self._file()
        data = one.read_bytes(), other.read_bytes()
        one.write_bytes(data[1])
        other.write_bytes(data[0])
        return f"swap {one} {other}"

    # Structure, with all digests right

    def state_line(self) -> str:
        """Change a line of a table of the state."""
        pointer, state = self._state()
        table = self.random.choice([name for name, digest in state["shelves"].items() if digest])
        rows = json.loads(self._blob(state["shelves"][table], packed=True))
        row = self.random.choice(rows)
        lines = json.loads(self._blob(row[1], packed=True))
        name = self.random.choice(list(lines))
        if self.random.random() < 0.3:
            lines[str(self._hostile(texts=True))] = lines.pop(name)
        else:
            lines[name] = self._mutated(lines[name])
        row[0], row[1] = next(iter(lines)), self._kept_lines(lines)
        state["shelves"][table] = self._keep(json.dumps(rows).encode(), packed=True)
        self._point(pointer, state)
        return f"line {name!r} of table {table}"

    def state_root(self) -> str:
        """Change the root of the state, or the root of one of its tables."""
        pointer, state = self._state()
        if self.random.random() < 0.5:
            table = self.random.choice([name for name, digest in state["shelves"].items() if digest])
            rows = self._mutated(json.loads(self._blob(state["shelves"][table], packed=True)))
            state["shelves"][table] = self._keep(json.dumps(rows).encode(), packed=True)
            self._point(pointer, state)
            return f"root of table {table}"
        self._point(pointer, self._mutated(state))
        return "root of the state"

    def pointer(self) -> str:
        """Change what the store points to."""
        pointer = self._mutated(json.loads((self.store / "latest.json").read_bytes()))
        for path in self._pointers():
            path.write_text(json.dumps(pointer))
        return "pointer"

    def shard(self) -> str:
        """Change the manifest that the state names."""
        pointer, state = self._state()
        root = json.loads(self._blob(pointer["manifest"]))
        forged = self._forged_manifest(root)
        state["manifest"] = pointer["manifest"] = self._keep(json.dumps(forged).encode())
        self._point(pointer, state)
        return "manifest of the state"

    def item_index(self) -> str:
        """Change a blob of an item index, or an index that the manifest of the state names."""
        pointer, state = self._state()
        root = json.loads(self._blob(pointer["manifest"]))
        name = self.random.choice(sorted(root["items"]))
        lines = json.loads(self._blob(root["items"][name], packed=True))
        digit = self.random.choice(sorted(lines))
        if len(digit) == 1 and self.random.random() < 0.5:
            below = self._mutated(json.loads(self._blob(lines[digit][0], packed=True)))
            lines[digit][0] = self._kept_lines(below)
        else:
            lines = self._mutated(lines)
        root["items"][name] = self._kept_lines(lines)
        state["manifest"] = pointer["manifest"] = self._keep(json.dumps(root).encode())
        self._point(pointer, state)
        return f"item index of {name}"

    def manifest_of_dist(self) -> str:
        """Change the manifest in the output folder."""
        root = json.loads((self.dist / "manifest.json").read_bytes())
        (self.dist / "manifest.json").write_text(json.dumps(self._forged_manifest(root)))
        return "manifest of dist/"

    def intent(self) -> str:
        """Pretend that a build was killed."""
        from packshot.engine.up_to_date import intent_name

        pointer, _ = self._state()
        held: dict[str, Any] = {"packshot": 1, "dist": str(self.dist), "between": ["", pointer["manifest"]]}
        path = self.home / intent_name(self.dist)
        path.write_text(DEEP if self.random.random() < 0.1 else json.dumps(self._mutated(held)))
        return "intent"

    def action(self) -> str:
        """Change an entry of the action cache."""
        path = self.random.choice([path for path in (self.store / "actions").rglob("*") if path.is_file()])
        path.write_text(json.dumps(self._mutated(json.loads(path.read_bytes()))))
        return f"action {path.name}"

    def _forged_manifest(self, root: dict[str, Any]) -> Any:
        name, digest = self.random.choice(list(root["shards"].items()))
        chosen = self.random.random()
        if chosen < 0.2:
            return self._mutated(root)
        if chosen < 0.4:
            root["shards"][name] = f"../../../{os.path.relpath(self.victim, self.store)}"
            return root
        rows = json.loads(self._blob(digest))
        data = (
            json.dumps(self._mutated(rows), sort_keys=True, separators=(",", ":")).encode()
            if chosen < 0.8
            else self._with_victim(rows)
        )
        root["shards"][name] = self._keep(data)
        if self.random.random() < 0.7:
            (self.dist / "manifest" / f"{name}.json").write_bytes(data)
        return root

    def _with_victim(self, rows: list[Any]) -> bytes:
        """Claim a file elsewhere as ours, with its right digest."""
        data = self.victim.read_bytes()
        path = self.random.choice([os.path.relpath(self.victim, self.dist), str(self.victim), "../victim.txt"])
        row = {**rows[0], "path": path, "digest": sha256(data).hexdigest(), "bytes": len(data), "parts": []}
        self._keep(data)
        return _spelled([*rows, row])

    def _state(self) -> tuple[dict[str, Any], dict[str, Any]]:
        pointer = json.loads((self.store / "latest.json").read_bytes())
        return pointer, json.loads((self.store / "states" / f"{pointer['state']}.json").read_bytes())

    def _point(self, pointer: dict[str, Any], state: Any) -> None:
        (self.store / "states" / f"{pointer['state']}.json").write_text(json.dumps(state))
        for path in self._pointers():
            path.write_text(json.dumps(pointer))

    def _pointers(self) -> list[Path]:
        return [self.store / "latest.json", *(self.store / "trees").glob("*.json")]

    def _blob(self, digest: str, packed: bool = False) -> bytes:
        return blob(self.store, digest, packed)

    def _keep(self, data: bytes, packed: bool = False) -> str:
        return keep(self.store, data, packed)

    def _kept_lines(self, lines: Any) -> str:
        """Keep the lines of a table or an item index, as packshot spells them."""
        if not isinstance(lines, dict):
            return self._keep(json.dumps(lines).encode(), packed=True)
        body = "{\n" + ",\n".join(f"{json.dumps(key)}:{json.dumps(value)}" for key, value in lines.items()) + "\n}"
        return self._keep(body.encode(), packed=True)

    def _file(self) -> Path:
        found = [path for path in self.root.rglob("*") if path.is_file() and path.name != "lock"]
        return self.random.choice(sorted(found))

    def _mutated(self, value: Any) -> Any:
        """The value with one thing in it changed."""
        if isinstance(value, dict) and value and self.random.random() < 0.9:
            name = self.random.choice(sorted(value))
            if self.random.random() < 0.15:
                return {key: held for key, held in value.items() if key != name}
            return {**value, name: self._mutated(value[name])}
        if isinstance(value, list) and value and self.random.random() < 0.9:
            place = self.random.randrange(len(value))
            if self.random.random() < 0.15:
                return value[:place] + value[place + 1 :]
            return [*value[:place], self._mutated(value[place]), *value[place + 1 :]]
        return self._hostile()

    def _hostile(self, texts: bool = False) -> Any:
        named = os.path.relpath(self.victim, self.store / "blobs" / "aa")
        words = ["", "x", "..", "../../x", named, str(self.victim), "/dev/zero", "a\0b", "\ud800", "#a#b", "0" * 64]
        words += ["f" * 64, "2026-01-01T00:00:00Z", "9" * 40, "x" * 5000, "aux\n\x1b[31m"]
        deep: Any = 0
        for _ in range(100):
            deep = [deep]
        others = [None, True, -1, 0, 1, 2**70, 1e400, [], {}, [[]], {"a": 1}, deep]
        return self.random.choice(words if texts else words + others)
