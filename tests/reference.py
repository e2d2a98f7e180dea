"""The reference repository of the file format, with originals made here and their true facts in the sidecars."""

import io
import os
import re
import zlib
from pathlib import Path

from PIL import Image, ImageDraw
from tests.conftest import ROOT, absent
from tests.support import git, write_files

from packshot.media.facts import Picture, examine

WRITTEN = re.compile(r"(?:(?:sha256|bytes|width|height|orientation|profile|duration):.*\n)+")
"""The block at the top of a sidecar that the program writes."""


def reference_files() -> dict[str, bytes | str]:
    """All files of the reference repository by path, originals included."""
    files = {path.relative_to(_folder()).as_posix(): path.read_text() for path in sorted(_folder().rglob("*.yaml"))}
    made: dict[str, bytes | str] = {}
    for path, text in files.items():
        if path.startswith("assets/"):
            original = path.removesuffix(".yaml")
            made[original] = original_of(original)
            made[path] = WRITTEN.sub(_written(made[original], original), text, count=1)
        else:
            made[path] = text
    return made


def reference_repo(folder: Path) -> Path:
    """The reference repository as a Git repository with one commit, in a new folder below this one."""
    root = folder / "reference"
    root.mkdir()
    write_files(root, reference_files())
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "catalogue")
    return root


def _folder() -> Path:
    data = ROOT / os.environ.get("PACKSHOT_TEST_DATA", "../shared/data")
    folder = (data.parent / "reference" / "format").resolve()
    if not folder.is_dir():
        absent("reference repository (reference/format beside the folder that PACKSHOT_TEST_DATA names)")
    return folder


def _written(data: bytes | str, path: str) -> str:
    found = examine(data if isinstance(data, bytes) else data.encode(), path)
    assert isinstance(found, Picture), found
    return "".join(f"{key}: {value}\n" for key, value in found.written().items())


def original_of(path: str) -> bytes:
    """A small original of the kind that the name asks for; each name gives another one."""
    shade = zlib.crc32(path.encode())
    if path.endswith(".pdf"):
        return _pdf(Path(path).stem)
    image = Image.new("RGB", (480, 360), "white")
    colour = (shade & 0x7F, shade >> 8 & 0x7F, shade >> 16 & 0x7F)
    ImageDraw.Draw(image).rounded_rectangle((120, 60, 360, 320), 40, fill=colour)
    file = io.BytesIO()
    image.save(file, "PNG" if path.endswith(".png") else "JPEG")
    return file.getvalue()


def _pdf(title: str) -> bytes:
    """One page with a line of text."""
    text = f"BT /F1 18 Tf 40 780 Td ({title}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + table + tail
