"""What may change the bytes of an output: its own source, all it imports from packshot, its templates, its tools.

Nobody counts versions by hand: a digest of these files is the recipe.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from packshot.source.toolchain import PACKAGE, versions

TEMPLATES = Path(PACKAGE, "outputs", "templates")


def recipe(output: Any) -> str:
    """Digest of what makes an output's bytes. `templates` and `tools` are attributes that an output may have."""
    modules = closure(type(output).__module__)
    templates = [TEMPLATES / name for name in getattr(output, "templates", ())]
    files = [f"{name} {_content(Path(path))}" for name, path in sorted(modules.items())]
    drawn = [f"{path.name} {_content(path)}" for path in templates]
    return _digest([*files, *drawn, *versions(getattr(output, "tools", ())), str(getattr(output, "generation", ""))])


@cache
def closure(name: str) -> dict[str, str]:
    """A module of packshot and all that it imports, directly or not, inside functions too: name -> file."""
    found: dict[str, str] = {}
    pending = [name]
    while pending:
        module = pending.pop()
        if module not in found and (file := _file(module)):
            found[module] = file
            pending.extend(imports(file))
    return found


@cache
def imports(file: str) -> tuple[str, ...]:
    """The modules of packshot that a file imports; `from a import b` counts a and a.b."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    names = {each for node in ast.walk(tree) for each in _imported(node)}
    return tuple(sorted(each for each in names if each.partition(".")[0] == "packshot"))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file(module: str) -> str:
    below = Path(PACKAGE).parent.joinpath(*module.split("."))
    for path in (below.with_suffix(".py"), below / "__init__.py"):
        if path.is_file():
            return str(path)
    return ""


@cache
def _content(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
