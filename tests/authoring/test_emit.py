"""New repositories reach the disk only in an empty folder."""

import subprocess

import pytest

from packshot.authoring.edits import create, rewrite
from packshot.authoring.emit import File, emit
from packshot.findings import RefusedError
from packshot.git.porcelain import first_commit


def test_writes_and_copies(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"picture")
    files = [File("catalog/catalog.yaml", b"packshot: 1\n"), File("assets/x/a.jpg", tmp_path / "a.jpg")]

    assert emit(files, tmp_path / "new") == 2
    assert (tmp_path / "new/catalog/catalog.yaml").read_bytes() == b"packshot: 1\n"
    assert (tmp_path / "new/assets/x/a.jpg").read_bytes() == b"picture"


def test_refuses_a_folder_with_something_in_it(tmp_path):
    (tmp_path / "mine").write_text("x")

    with pytest.raises(RefusedError, match="is not empty"):
        emit([], tmp_path)


def test_refuses_a_link_and_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")

    for name in ("file", "link"):
        with pytest.raises(RefusedError, match="not a folder"):
            emit([], tmp_path / name)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\b", "", "a\0b"])
def test_refuses_paths_that_leave(tmp_path, path):
    with pytest.raises(RefusedError, match="leads out of the destination"):
        emit([File(path, b"")], tmp_path / "new")


def test_a_path_that_the_disk_refuses(tmp_path):
    with pytest.raises(RefusedError, match="cannot write") as refused:
        emit([File("a", b"x"), File("a/b", b"y")], tmp_path / "new")

    [finding] = refused.value.findings
    assert (finding.code, finding.at.path) == ("cannot-write", str(tmp_path / "new"))


def test_a_link_is_not_rewritten_and_a_file_is_not_created_twice(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "file")

    with pytest.raises(RefusedError, match="cannot be read as a regular file") as link:
        rewrite(tmp_path, "link", b"y")
    with pytest.raises(RefusedError, match="already exists") as twice:
        create(tmp_path, "file", b"y", like="file")

    assert {each.value.findings[0].code for each in (link, twice)} == {"cannot-write"}
    assert (tmp_path / "file").read_text() == "x"


def test_commits_once(tmp_path):
    emit([File("catalog/catalog.yaml", b"packshot: 1\n")], tmp_path / "new")

    assert first_commit(tmp_path / "new", "Import")
    log = subprocess.run(
        ["git", "-C", tmp_path / "new", "log", "--oneline"], capture_output=True, text=True, check=True
    )
    assert log.stdout.count("\n") == 1
    assert not first_commit(tmp_path / "new", "Import")


def test_does_not_commit_in_somebody_elses_repository(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    emit([File("a.yaml", b"a: b\n")], tmp_path / "new")

    assert not first_commit(tmp_path / "new", "Import")
    assert not (tmp_path / "new/.git").exists()
