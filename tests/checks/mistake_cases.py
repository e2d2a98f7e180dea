"""Mistakes of people who know products and not YAML, made in a small sound shop, and what packshot says of them.

A case is one text file of mistakes/: a line that describes the task and the mistake, the files that it changes, what
fixes it behind `=== fixed` (where that is tried), and the report behind `=== findings`. A file begins with the form in
which it stands there: see `_FORMS`; one without is written as it is.
"""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from tests.checks.cases import FINDINGS, NOW, UPDATE
from tests.reference import original_of
from tests.support import files_of

from packshot.catalog.finding_report import locator, text
from packshot.checks.run import validate
from packshot.findings import Finding
from packshot.git.tree import MemoryTree
from packshot.media.facts import Picture, examine

MISTAKES = Path(__file__).parent / "mistakes"
FIXED = "=== fixed\n"

Files = dict[str, bytes]


def names() -> list[str]:
    """The names of all mistakes."""
    return sorted(path.stem for path in MISTAKES.glob("*.txt") if path.stem != "shop")


def fixed_names() -> list[str]:
    """The names of those whose fix is tried."""
    return [name for name in names() if FIXED in _read(name)[0]]


def shop() -> MemoryTree:
    """The shop without any mistake."""
    return MemoryTree({**_shop()})


def mistaken(name: str) -> MemoryTree:
    """The shop after the mistake."""
    return MemoryTree({**_changed(_shop(), _read(name)[0].partition(FIXED)[0])})


def fixed(name: str) -> MemoryTree:
    """The shop after the mistake and its fix."""
    mistake, _, fix = _read(name)[0].partition(FIXED)
    return MemoryTree({**_changed(_changed(_shop(), mistake), fix)})


def found(tree: MemoryTree) -> list[Finding]:
    """What is wrong in a tree."""
    return validate(tree, NOW).findings


def printed(tree: MemoryTree) -> str:
    """What `packshot validate` prints of a tree."""
    return text(found(tree), lambda at: locator(tree)(at) if at.keys or at.line else None)


def expected(name: str) -> str:
    """The report that the case holds; written anew where that is asked."""
    case, held = _read(name)
    if UPDATE:
        held = printed(mistaken(name))
        (MISTAKES / f"{name}.txt").write_text(f"{case}{FINDINGS}{held}")
    return held


def _read(name: str) -> tuple[str, str]:
    case, _, held = (MISTAKES / f"{name}.txt").read_text().partition(FINDINGS)
    return case, held


def _shop() -> Files:
    return _changed({}, (MISTAKES / "shop.txt").read_text())


def _changed(before: Files, case: str) -> Files:
    """The files with those of a case laid over them, originals before their sidecars."""
    files = dict(before)
    for path, body in sorted(files_of(case[case.index("--- ") :]).items()):
        form, _, rest = body.partition("\n")
        if form == "(deleted)":
            del files[path]
        else:
            files[path] = _FORMS.get(form, _as_it_is)(path, rest if form in _FORMS else body, files)
    return files


def _as_it_is(path: str, body: str, files: Files) -> bytes:
    """The text itself."""
    return body.encode()


def _change(path: str, body: str, files: Files) -> bytes:
    """Lines that go (`-`), come (`+`) and stay (a blank), as a diff shows them; a blank line begins another place."""
    text = files[path].decode()
    for part in body.strip("\n").split("\n\n"):
        lines = part.split("\n")
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
        assert f"\n{text}".count(f"\n{old}") == 1, f"{path} holds this not once:\n{old}"
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
        text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]
    return text.encode()


def _copy(path: str, body: str, files: Files) -> bytes:
    """The same bytes as another file's, whose path is the next line."""
    return files[body.strip()]


def _windows_1252(path: str, body: str, files: Files) -> bytes:
    return body.encode("cp1252")


def _utf_16(path: str, body: str, files: Files) -> bytes:
    return body.encode("utf-16")


def _notepad(path: str, body: str, files: Files) -> bytes:
    """With a byte order mark and line ends of Windows."""
    return body.replace("\n", "\r\n").encode("utf-8-sig")


def _picture(path: str, body: str, files: Files) -> bytes:
    """An original of the kind that its name tells."""
    return original_of(path)


def _small_picture(path: str, body: str, files: Files) -> bytes:
    """A picture of 60 by 40 pixels, such as a preview that somebody took from a web page."""
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(file, "JPEG")
    return file.getvalue()


def _facts(path: str, body: str, files: Files) -> bytes:
    """A sidecar that begins with what its original says."""
    picture = examine(files[path.removesuffix(".yaml")], path)
    assert isinstance(picture, Picture)
    return ("".join(f"{key}: {value}\n" for key, value in picture.written().items()) + body).encode()


_FORMS: dict[str, Callable[[str, str, Files], bytes]] = {
    "(change)": _change,
    "(copy)": _copy,
    "(facts)": _facts,
    "(picture)": _picture,
    "(small picture)": _small_picture,
    "(saved as UTF-16)": _utf_16,
    "(saved as UTF-8 with BOM and CRLF)": _notepad,
    "(saved as Windows-1252)": _windows_1252,
}
