"""Digests of code follow imports, wherever they stand."""

import sys
import time
from pathlib import Path

import pytest

import packshot
from packshot.engine.fingerprint import Sources, toolchain

PACKAGE = {
    "shop/__init__.py": "",
    "shop/leaf.py": "from shop.words import greet\ndef make():\n    from . import late\n",
    "shop/words.py": "import os\nfrom shop import deep\ngreet = 1\n",
    "shop/late.py": "x = 1\n",
    "shop/deep/__init__.py": "from ..bottom import y\n",
    "shop/bottom.py": "y = 1\n",
    "shop/other.py": "z = 1\n",
}


def closure(folder: Path, **changed: str) -> str:
    for path, text in {**PACKAGE, **{f"shop/{name}.py": text for name, text in changed.items()}}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return Sources(folder / "shop").closure("shop.leaf")


@pytest.mark.parametrize("module", ["leaf", "words", "late", "bottom"])
def test_a_change_in_anything_a_leaf_imports_changes_its_digest(tmp_path: Path, module: str) -> None:
    text = PACKAGE[f"shop/{module}.py"]
    assert closure(tmp_path, **{module: f"{text}# changed\n"}) != closure(tmp_path)


def test_a_change_elsewhere_does_not(tmp_path: Path) -> None:
    assert closure(tmp_path, other="z = 2\n") == closure(tmp_path)


def test_the_toolchain_follows_source_and_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closure(tmp_path)
    (tmp_path / "site" / "Some_Thing-1.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
    first = toolchain([tmp_path / "shop"], ["some-thing"])
    assert toolchain([tmp_path / "shop"], ["some-thing"]) == first
    (tmp_path / "site" / "Some_Thing-1.0.dist-info").rename(tmp_path / "site" / "Some_Thing-1.1.dist-info")
    second = toolchain([tmp_path / "shop"], ["some-thing"])
    closure(tmp_path, other="z = 3\n")
    assert len({first, second, toolchain([tmp_path / "shop"], ["some-thing"])}) == 3


def test_the_toolchain_of_packshot_is_told_at_once() -> None:
    package = Path(packshot.__file__).parent
    toolchain([package], ["pydantic"])
    start = time.perf_counter()
    toolchain([package], ["pydantic", "jinja2", "pillow"])
    assert time.perf_counter() - start < 0.5
