"""The judge of schemas: yaml-language-server, which VS Code and others run, from the PATH or beside this file.

It is asked as an editor asks it, in messages on its standard input; see the Language Server Protocol.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from conftest import absent

HERE = Path(__file__).resolve().parent


class Server:
    """A running server for one repository whose `.vscode/settings.json` names the schemas."""

    def __init__(self, root: Path) -> None:
        program = shutil.which("yaml-language-server") or shutil.which(
            "yaml-language-server", path=HERE / "node_modules/.bin"
        )
        if program is None:
            absent("yaml-language-server (run `npm install` in tests/judges)")
        self._root = root
        self._settings = json.loads((root / ".vscode/settings.json").read_bytes())
        self._process = subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._number = 0
        self._is_configured = False
        self._problems: dict[str, list[str]] = {}
        folder = {"uri": root.as_uri(), "name": "shop"}
        self._ask("initialize", {
            "processId": None,
            "rootUri": root.as_uri(),
            "workspaceFolders": [folder],
            "capabilities": {"workspace": {"configuration": True, "workspaceFolders": True},
                             "textDocument": {"hover": {"contentFormat": ["markdown"]}}},
        })  # fmt: skip
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {}})
        while not self._is_configured:
            self._hear()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, path: str, text: str) -> None:
        """Open a file with a text that need not be on disk, once."""
        document = {"uri": self._uri(path), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})

    def completions(self, path: str, line: int, column: int) -> list[str]:
        """What may be written at a place, lines and columns from 0."""
        found = self._ask("textDocument/completion", self._at(path, line, column))
        return [item["label"] for item in (found["items"] if isinstance(found, dict) else found or [])]

    def hover(self, path: str, line: int, column: int) -> str:
        """What is told of a place."""
        found = self._ask("textDocument/hover", self._at(path, line, column))
        return str(found["contents"]["value"]) if found else ""

    def problems(self, path: str) -> list[str]:
        """What is underlined in an open file."""
        while self._uri(path) not in self._problems:
            self._hear()
        return self._problems[self._uri(path)]

    def _uri(self, path: str) -> str:
        return (self._root / path).as_uri()

    def _at(self, path: str, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self._uri(path)}, "position": {"line": line, "character": column}}

    def _ask(self, method: str, params: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            heard = self._hear()
            if heard.get("id") == number and "method" not in heard:
                assert "error" not in heard, heard
                return heard.get("result")

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        """The next message; what the server asks for is answered, what it underlines is kept."""
        heard = self._read()
        if heard.get("method") == "textDocument/publishDiagnostics":
            self._problems[heard["params"]["uri"]] = [each["message"] for each in heard["params"]["diagnostics"]]
        elif "method" in heard and "id" in heard:
            self._send({"id": heard["id"], "result": self._answer(heard)})
        return heard

    def _answer(self, heard: dict[str, Any]) -> Any:
        if heard["method"] != "workspace/configuration":
            return None
        yaml = {"schemas": self._settings["yaml.schemas"], "schemaStore": {"enable": False}, "validate": True,
                "completion": True, "hover": True}  # fmt: skip
        self._is_configured = True
        return [yaml if item.get("section") == "yaml" else {} for item in heard["params"]["items"]]

    def _read(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream
        length = 0
        while (line := stream.readline().strip()) or not length:
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
            assert line or length, "the server ended"
        found: dict[str, Any] = json.loads(stream.read(length))
        return found
