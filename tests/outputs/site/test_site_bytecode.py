"""Compiled templates are kept, found again, and never believed when they are not what they should be."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import FileSystemLoader

from packshot.outputs.site import engine
from packshot.outputs.site.bytecode import Compiled


class Counting(engine.PlainEnvironment):
    """Counts how often a template is compiled."""

    compiled = 0

    def _generate(self, *given, **named):  # type: ignore[no-untyped-def, override]  # whatever Jinja passes
        self.compiled += 1
        return super()._generate(*given, **named)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Python keeps compiled code in a folder of the test's own."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "page.html").write_text("<p>{{ name }}</p>")
    return tmp_path / "kept"


def page(folder: Path, toolchain: str = "a") -> tuple[str, int]:
    """The page, and how many templates were compiled for it."""
    environment = Counting(loader=FileSystemLoader(folder), bytecode_cache=Compiled(toolchain), autoescape=True)
    return environment.get_template("page.html").render(name="<Mug>"), environment.compiled


def files(kept: Path) -> list[Path]:
    """What is kept of our templates; modules that are imported meanwhile come here too."""
    return list(kept.rglob("page.*"))


PAGE = "<p>&lt;Mug&gt;</p>"


def test_a_template_is_compiled_once(tmp_path: Path, kept: Path) -> None:
    assert [page(tmp_path), page(tmp_path)] == [(PAGE, 1), (PAGE, 0)]
    assert len(files(kept)) == 1


def test_another_toolchain_or_another_template_is_compiled_anew(tmp_path: Path) -> None:
    page(tmp_path)
    assert [page(tmp_path, "b"), page(tmp_path, "b")] == [(PAGE, 1), (PAGE, 0)]
    (tmp_path / "page.html").write_text("<b>{{ name }}</b>")
    assert page(tmp_path, "b") == ("<b>&lt;Mug&gt;</b>", 1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0), st.sampled_from(["torn", "changed", "longer"]))
def test_a_damaged_file_is_no_file(tmp_path: Path, kept: Path, place: int, how: str) -> None:
    page(tmp_path)
    (file,) = files(kept)
    whole = file.read_bytes()
    at = place % len(whole)
    changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    file.write_bytes({"torn": whole[:at], "changed": changed, "longer": whole + b"x"}[how])
    assert [page(tmp_path), page(tmp_path)] == [(PAGE, 1), (PAGE, 0)]


def test_where_python_may_not_write_nothing_is_kept(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write_text("a file where a folder should be")
    assert [page(tmp_path), page(tmp_path)] == [(PAGE, 1), (PAGE, 1)]
    kept.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [page(tmp_path), page(tmp_path)] == [(PAGE, 1), (PAGE, 1)]
    assert files(kept) == []
