"""`packshot assets` on a small shop: sidecars for new originals, and the facts of replaced ones."""

from pathlib import Path

import pytest
from commands import Told, picture, shop

from picture_makers import corners, saved, turned
from support import write_files

NEW = "assets/new/mug-side.jpg"


def test_a_new_original_gets_the_sidecar_with_which_it_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shop(tmp_path)
    write_files(root, {NEW: turned(6), "assets/.DS_Store": b"x"})
    told = Told(capsys, "-C", str(root), "assets", "add")

    assert (told.code, told.out.splitlines()[0]) == (0, f"{NEW}.yaml")
    assert not (root / "assets/.DS_Store.yaml").exists()
    codes = {
        finding["code"] for finding in Told(capsys, "-C", str(root), "validate", "--format", "json").json["findings"]
    }
    assert not codes & {"asset-without-sidecar", "sidecar-incomplete", "original-differs", "original-swapped"}
    assert Told(capsys, "-C", str(root), "fmt", "--check", f"{NEW}.yaml").code == 0
    assert "Nothing to do" in Told(capsys, "-C", str(root), "assets", "add").out


def test_only_what_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path)
    write_files(root, {NEW: saved(corners(), "JPEG"), "assets/other.png": saved(corners())})

    assert Told(capsys, "-C", str(root), "assets", "add", "assets/new", "--format", "json").json["written"] == [
        f"{NEW}.yaml"
    ]
    assert Told(capsys, "-C", str(root), "assets", "add", "elsewhere").code == 2


def test_a_replaced_original_keeps_what_people_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path)
    sidecar = next(path for path in picture("mug") if path.endswith(".yaml"))
    original = sidecar.removesuffix(".yaml")
    write_files(
        root, {original: saved(corners(320, 200), "JPEG"), sidecar: (root / sidecar).read_text() + "alt: Mug  # kept\n"}
    )

    assert "Nothing to do" in Told(capsys, "-C", str(root), "assets", "add").out
    assert Told(capsys, "-C", str(root), "assets", "add", original, "--replaced").code == 0
    text = (root / sidecar).read_text()
    assert "width: 320\nheight: 200\n" in text
    assert text.endswith("alt: Mug  # kept\n")
    assert "original-" not in Told(capsys, "-C", str(root), "validate").out


def test_a_sidecar_that_cannot_be_read_is_told_and_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shop(tmp_path)
    sidecar = next(path for path in picture("mug") if path.endswith(".yaml"))
    held = (root / sidecar).read_text().encode("utf-16")
    write_files(root, {sidecar: held})
    told = Told(capsys, "-C", str(root), "assets", "add", "--replaced")

    assert told.code == 1
    assert "error[yaml-encoding]" in told.out
    assert (root / sidecar).read_bytes() == held


def test_what_is_no_original_is_told_and_gets_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path)
    write_files(root, {NEW: b"no picture"})
    told = Told(capsys, "-C", str(root), "assets", "add")

    assert told.code == 1
    assert "error[original-unknown]" in told.out
    assert not (root / f"{NEW}.yaml").exists()


MISNAMED = {
    "assets/LOGO": ("asset-without-extension", 0),
    "assets/Side view (2).jpg": ("bad-key", 1),
    "assets/null.jpg": ("bad-key", 1),
    "assets/more/MUG.jpg": ("asset-twice", 1),
    "assets/con.jpg": ("source-path-windows", 1),
}


@pytest.mark.parametrize("path", MISNAMED)
def test_what_validate_refuses_gets_no_sidecar(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path)
    write_files(root, {path: saved(corners(), "JPEG")})
    code, status = MISNAMED[path]
    for words in ((), (path,)):
        told = Told(capsys, "-C", str(root), "assets", "add", *words)
        assert (told.code, f"[{code}]" in told.out, "Nothing to do" in told.out) == (status, True, False)
    assert not (root / f"{path}.yaml").exists()
    found = Told(capsys, "-C", str(root), "validate", "--format", "json").json["findings"]
    mine = {each["code"] for each in found if each["path"] == path}
    assert mine == ({code} if status == 0 else mine & {code, "asset-without-sidecar"})


def test_a_link_in_the_way_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path / "shop")
    write_files(root, {NEW: saved(corners(), "JPEG")})
    outside = tmp_path / "outside.yaml"
    (root / f"{NEW}.yaml").symlink_to(outside)

    Told(capsys, "-C", str(root), "assets", "add")
    assert not outside.exists()
