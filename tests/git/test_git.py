"""Real Git repositories: finding them, naming trees, reading and comparing, and every refusal."""

import hashlib
import os
from pathlib import Path

import pytest

from packshot.findings import RefusedError
from packshot.git import lfs, process
from packshot.git import repository as source_git
from packshot.git.cat_file import CatFile
from packshot.git.commit_tree import CommitTree
from packshot.git.tree import Entry, MemoryTree, blob_id
from packshot.git.work_tree import LeftOut, WorkTree
from support import commit, git, git_repo, write_files

CATALOG = "catalog/catalog.yaml"
FILES = {
    CATALOG: "packshot: 1\n",
    "catalog/products/a/product.yaml": "family: a\n",
    "assets/ä b.jpg": b"\xff\xd8",
    "README": "x",
}


def refusal(call: object, *arguments: object) -> str:
    with pytest.raises(RefusedError) as refused:
        call(*arguments)  # type: ignore[operator]  # any of the functions that may refuse
    assert all(finding.help for finding in refused.value.findings)
    return " ".join(finding.code for finding in refused.value.findings)


def test_the_nearest_folder_with_a_catalogue_is_the_product_repository(tmp_path: Path) -> None:
    top = git_repo(tmp_path / "r", {f"shop/{path}": data for path, data in FILES.items()})
    found = source_git.find(top / "shop" / "catalog" / "products")
    assert (found.root, found.prefix, found.algorithm, found.shallow) == (top / "shop", "shop/", "sha1", False)
    assert found.store == top / ".git"


def test_a_commit_tree_equals_the_same_files_in_memory(tmp_path: Path) -> None:
    tree = CommitTree.at(source_git.find(git_repo(tmp_path / "r", FILES)))
    memory = MemoryTree({path: data for path, data in FILES.items() if path != "README"})
    assert tree.id == memory.id
    assert list(tree.entries()) == list(memory.entries())
    assert dict(tree.read_many(path for path in [*FILES, "catalog/none", "site/none"] if path != "README")) == {
        path: memory.read(path) for path in FILES if path != "README"
    }
    assert tree.read("assets/ä b.jpg") == b"\xff\xd8"
    with pytest.raises(FileNotFoundError):
        tree.read("catalog/none")
    assert tree.findings() == []


def test_the_prefix_makes_no_difference(tmp_path: Path) -> None:
    below = git_repo(tmp_path / "a", {f"shop/{path}": data for path, data in FILES.items()})
    own = git_repo(tmp_path / "b", FILES)
    assert CommitTree.at(source_git.find(below / "shop")).id == CommitTree.at(source_git.find(own)).id


def test_a_commit_elsewhere_is_the_same_tree(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    repository = source_git.find(folder)
    before = CommitTree.at(repository)
    commit(folder, {"README": "y", ".github/x.yml": "a: 1\n"})
    assert CommitTree.at(repository).id == before.id
    assert CommitTree.at(repository).changed_since(before.roots) == {}


def test_what_differs_between_two_commits(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    repository = source_git.find(folder)
    before = CommitTree.at(repository)
    commit(folder, {"catalog/products/a/product.yaml": "family: b\n", "site/ü.md": "x\n", "assets/ä b.jpg": None})
    after = CommitTree.at(repository)
    assert after.changed_since(before.roots) == {
        "assets/ä b.jpg": (blob_id(b"\xff\xd8"), None),
        "catalog/products/a/product.yaml": (blob_id(b"family: a\n"), blob_id(b"family: b\n")),
        "site/ü.md": (None, blob_id(b"x\n")),
    }
    assert after.changed_since({"catalog": "0" * 39 + "1"}) is None


@pytest.mark.parametrize("written", ["--output={}", "HEAD", "", 7])
def test_what_a_receipt_calls_a_tree_is_no_option_of_git(tmp_path: Path, written: object) -> None:
    tree = CommitTree.at(source_git.find(git_repo(tmp_path / "r", FILES)))
    spoilt = tmp_path / "spoilt"
    receipt = written.format(spoilt) if isinstance(written, str) else written
    assert tree.changed_since({"catalog": receipt}) is None  # type: ignore[dict-item]  # a receipt may hold anything
    assert not tree.edited_since({"catalog": receipt})  # type: ignore[dict-item]  # the same
    assert not spoilt.exists()


def test_a_git_that_dies_between_two_questions_is_refused(tmp_path: Path) -> None:
    cat_file = CatFile(git_repo(tmp_path / "r", FILES))
    assert cat_file.blob(f"HEAD:{CATALOG}") == b"packshot: 1\n"
    assert cat_file._running is not None
    cat_file._running.process.kill()
    cat_file._running.process.wait()
    assert refusal(cat_file.blob, f"HEAD:{CATALOG}") == "git-failed"
    assert cat_file.blob(f"HEAD:{CATALOG}") == b"packshot: 1\n"


def test_thousands_of_blobs_in_one_go(tmp_path: Path) -> None:
    files = {f"catalog/{number}.yaml": f"a: {number}\n" * 500 for number in range(2000)}
    tree = CommitTree.at(source_git.find(git_repo(tmp_path / "r", FILES | files)))
    assert {path: data.decode() for path, data in tree.read_many(files)} == files
    reader = tree.read_many(files)
    next(reader)  # and a reader that stops early leaves no process behind
    reader.close()  # type: ignore[attr-defined]  # it is a generator


def test_sha256_repositories(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES, "--object-format=sha256")
    repository = source_git.find(folder)
    write_files(folder, {"catalog/new.yaml": "a: 1\n"})
    work = WorkTree(repository)
    assert blob_id(b"a: 1\n", "sha256") in {entry.blob for entry in work.entries()}
    commit(folder)
    assert CommitTree.at(repository).id == work.id


@pytest.mark.parametrize("revision", ["nope", "-x", "", "HEAD:catalog", "a\nb", "HEAD^9", "deadbeef" * 5])
def test_unknown_revisions(tmp_path: Path, revision: str) -> None:
    repository = source_git.find(git_repo(tmp_path / "r", FILES))
    assert refusal(source_git.resolve, repository, revision) == "git-unknown-revision"


def test_revisions_by_any_name(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    first = git(folder, "rev-parse", "HEAD")
    git(folder, "tag", "-a", "v1", "-m", "v1")
    commit(folder)
    repository = source_git.find(folder)
    assert {source_git.resolve(repository, name).id for name in ("HEAD~1", "v1", first[:12])} == {first}


def test_folders_that_are_no_product_repository(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    assert refusal(source_git.find, tmp_path / "plain") == "git-not-a-repository"
    assert refusal(source_git.find, tmp_path / "absent") == "no-folder"
    assert (
        refusal(source_git.find, git_repo(tmp_path / "other", {"shop/catalog/catalog.yaml": "x: 1\n"}))
        == "no-catalogue"
    )
    git(tmp_path / "plain", "init", "--bare", "-q")
    assert refusal(source_git.find, tmp_path / "plain") == "git-bare"
    assert refusal(source_git.find, tmp_path / "other" / ".git") == "git-bare"


def test_a_catalogue_outside_of_the_repository_does_not_count(tmp_path: Path) -> None:
    write_files(tmp_path, {CATALOG: "packshot: 1\n"})
    assert refusal(source_git.find, git_repo(tmp_path / "inner", {"a": "x"})) == "no-catalogue"


def test_before_the_first_commit(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", {})
    write_files(folder, FILES)
    repository = source_git.find(folder)
    assert refusal(source_git.resolve, repository) == "git-no-commit"
    assert WorkTree(repository).id == MemoryTree(FILES).id
    assert WorkTree(repository).left_out()[0] == LeftOut("assets/ä b.jpg", "added")


def test_a_commit_without_the_catalogue(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", {"README": "x"})
    write_files(folder, FILES)
    assert refusal(source_git.resolve, source_git.find(folder)) == "no-catalogue"


def test_a_shallow_clone_reads_and_does_not_know_older_trees(tmp_path: Path) -> None:
    origin = git_repo(tmp_path / "r", FILES)
    before = CommitTree.at(source_git.find(origin))
    commit(origin, {"catalog/new.yaml": "a: 1\n"})
    git(tmp_path, "clone", "-q", "--depth=1", origin.as_uri(), "clone")
    repository = source_git.find(tmp_path / "clone")
    tree = CommitTree.at(repository)
    assert repository.shallow
    assert tree.read("catalog/new.yaml") == b"a: 1\n"
    assert tree.changed_since(before.roots) is None
    assert "shallow" in _cure(repository)


def _cure(repository: source_git.Repository) -> str:
    with pytest.raises(RefusedError) as refused:
        source_git.resolve(repository, "HEAD~1")
    return refused.value.findings[0].help


def test_a_clean_working_tree_is_its_commit(tmp_path: Path) -> None:
    repository = source_git.find(git_repo(tmp_path / "r", FILES))
    work, tree = WorkTree(repository), CommitTree.at(repository)
    assert (work.id, list(work.entries()), work.left_out()) == (tree.id, list(tree.entries()), [])


def test_the_working_tree_with_every_kind_of_change(tmp_path: Path) -> None:
    files = FILES | {"catalog/gone.yaml": "a: 1\n", "catalog/staged.yaml": "a: 1\n", "catalog/touched.yaml": "a: 1\n"}
    folder = git_repo(tmp_path / "r", files | {".gitignore": "*.tmp\n"})
    repository = source_git.find(folder)
    before = CommitTree.at(repository)
    write_files(folder, {"catalog/staged.yaml": "a: 2\n"})
    git(folder, "add", "catalog/staged.yaml")
    edits = {"catalog/gone.yaml": None, "catalog/new.yaml": "b: 1\n", "assets/ä b.jpg": b"x", "README": "z"}
    write_files(folder, {**edits, "catalog/touched.yaml": "a: 1\n", "catalog/ignored.tmp": "x"})
    work = WorkTree(repository)
    assert work.left_out() == [
        LeftOut("assets/ä b.jpg", "modified"),
        LeftOut("catalog/gone.yaml", "deleted"),
        LeftOut("catalog/new.yaml", "added"),
        LeftOut("catalog/staged.yaml", "modified"),
    ]
    assert work.changed_since(before.roots) == {
        "assets/ä b.jpg": (blob_id(b"\xff\xd8"), blob_id(b"x")),
        "catalog/gone.yaml": (blob_id(b"a: 1\n"), None),
        "catalog/new.yaml": (None, blob_id(b"b: 1\n")),
        "catalog/staged.yaml": (blob_id(b"a: 1\n"), blob_id(b"a: 2\n")),
    }
    assert work.read("catalog/new.yaml") == b"b: 1\n"
    with pytest.raises(FileNotFoundError):
        work.read("catalog/gone.yaml")
    commit(folder)
    assert work.id == CommitTree.at(repository).id


def test_changes_since_an_older_commit_with_edits_on_top(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES | {"catalog/x.yaml": "a: 1\n"})
    repository = source_git.find(folder)
    before = CommitTree.at(repository)
    commit(folder, {"catalog/x.yaml": "a: 2\n", "catalog/y.yaml": "a: 2\n"})
    write_files(folder, {"catalog/x.yaml": "a: 1\n", "catalog/y.yaml": "a: 3\n"})
    assert WorkTree(repository).changed_since(before.roots) == {"catalog/y.yaml": (None, blob_id(b"a: 3\n"))}


def test_a_file_removed_from_the_index_only(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    git(folder, "rm", "-q", "--cached", "catalog/products/a/product.yaml")
    work = WorkTree(source_git.find(folder))
    assert work.left_out() == []
    assert work.id == MemoryTree(FILES).id


def test_links_are_reported_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: 1\n")
    folder = git_repo(tmp_path / "r", FILES)
    (folder / "catalog" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "catalog" / "away").symlink_to(tmp_path)
    (folder / "site").symlink_to(tmp_path)
    repository = source_git.find(folder)
    work = WorkTree(repository)
    _only_links(work)
    for path in ("catalog/link.yaml", "catalog/away/secret.yaml", "catalog/../../secret.yaml", "site/secret.yaml"):
        with pytest.raises(FileNotFoundError):
            work.read(path)
    (folder / "site").unlink()
    commit(folder)
    assert [(each.code, each.at.path) for each in CommitTree.at(repository).findings()] == [
        ("source-symlink", "catalog/away"),
        ("source-symlink", "catalog/link.yaml"),
    ]


@pytest.mark.parametrize("name", ["catalog", "assets", "channels", "site"])
def test_a_link_in_place_of_a_source_folder(tmp_path: Path, name: str) -> None:
    folder = git_repo(tmp_path / "r", FILES | {"channels/a.yaml": "a: 1\n", "site/a.yaml": "a: 1\n"})
    sound = WorkTree(source_git.find(folder)).id
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    for state in (folder, folder / name):
        work = WorkTree(source_git.find(folder))
        assert [(each.code, each.at.path) for each in work.findings()] == [("source-symlink", name)]
        assert work.id != sound
        assert not any(entry.path.startswith(name) for entry in work.entries()), state
        commit(folder)
    assert refusal(source_git.resolve, source_git.find(folder)) == "source-symlink"


def _only_links(work: WorkTree) -> None:
    assert {(each.code, each.at.path) for each in work.findings()} == {
        ("source-symlink", "catalog/away"),
        ("source-symlink", "catalog/link.yaml"),
        ("source-symlink", "site"),
    }
    assert "catalog/link.yaml" not in {entry.path for entry in work.entries()}


def test_submodules_are_reported(tmp_path: Path) -> None:
    other = git_repo(tmp_path / "other", {"a": "x"})
    folder = git_repo(tmp_path / "r", FILES)
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.as_uri(), "assets/sub")
    commit(folder)
    repository = source_git.find(folder)
    for tree in (CommitTree.at(repository), WorkTree(repository)):
        assert [(each.code, each.at.path) for each in tree.findings()] == [("source-submodule", "assets/sub")]
        assert all(not entry.path.startswith("assets/sub") for entry in tree.entries())


def test_hooks_and_watchers_of_the_repository_do_not_run(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES | {".gitattributes": "* diff=evil\n"})
    proof = tmp_path / "ran"
    program = tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\ntouch {proof}\ncat\n")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.evil.textconv", "core.pager", "diff.evil.command"):
        git(folder, "config", key, str(program))
    proof.unlink(missing_ok=True)
    repository = source_git.find(folder)
    before = CommitTree.at(repository)
    write_files(folder, {"catalog/products/a/product.yaml": "family: c\n"})
    assert len(WorkTree(repository).left_out()) == 1
    assert before.changed_since({}) is not None
    assert not proof.exists()


def test_originals_kept_by_git_lfs(tmp_path: Path) -> None:
    picture = b"\xff\xd8" + bytes(3000)
    pointer = lfs.pointer_to(picture)
    folder = git_repo(tmp_path / "r", FILES | {"assets/a.jpg": pointer, "assets/b.jpg": pointer})
    repository = source_git.find(folder)
    tree = CommitTree.at(repository)
    assert lfs.is_lfs_pointer(tree.read("assets/a.jpg"))
    assert lfs.absent("assets/a.jpg").code == "source-lfs-absent"
    assert lfs.absent("assets/a.jpg").help == "run `git lfs pull`"
    write_files(folder, {"assets/a.jpg": picture})
    assert tree.read("assets/a.jpg") == picture
    assert WorkTree(repository).left_out() == []
    kept = lfs.stored(hashlib.sha256(picture).hexdigest(), folder / ".git")
    kept.parent.mkdir(parents=True)
    kept.write_bytes(picture)
    assert tree.read("assets/b.jpg") == picture


def test_line_ends_of_windows_are_no_change(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    write_files(folder, {CATALOG: b"packshot: 1\r\n"})
    assert WorkTree(source_git.find(folder)).left_out() == []


def test_a_sparse_checkout_still_has_all_files(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    git(folder, "sparse-checkout", "set", "--no-cone", "/catalog")
    repository = source_git.find(folder)
    assert not (folder / "assets").exists()
    assert WorkTree(repository).id == CommitTree.at(repository).id
    assert WorkTree(repository).read("assets/ä b.jpg") == b"\xff\xd8"


def test_odd_names_in_a_commit(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    blob = git(folder, "rev-parse", f"HEAD:{CATALOG}")
    for name in (b"catalog/\xff.yaml", b"catalog/a\\b.yaml", b"catalog/a\nb.yaml", b"catalog/Products/x.yaml"):
        process.run(
            folder, "update-index", "--add", "-z", "--index-info", feed=f"100644 {blob}\t".encode() + name + b"\0"
        )
    git(folder, "commit", "-q", "-m", "odd")
    tree = CommitTree.at(source_git.find(folder))
    assert sorted((each.code, each.at.path) for each in tree.findings()) == [
        ("source-path", "catalog/a\nb.yaml"),
        ("source-path", "catalog/a\\b.yaml"),
        ("source-path", "catalog/\ufffd.yaml"),
        ("source-path-case", "catalog/products"),
    ]
    assert Entry("catalog/Products/x.yaml", blob) in list(tree.entries())
    assert all("\\" not in entry.path and "\n" not in entry.path for entry in tree.entries())


def test_git_absent_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(source_git.find, tmp_path) == "git-missing"


def test_a_committed_state_is_refused(tmp_path: Path) -> None:
    """Whoever commits `.packshot/` could tell builds what to believe of earlier ones."""
    root = git_repo(tmp_path / "r", {"catalog/catalog.yaml": "name: x\n", ".packshot/store/latest.json": "{}\n"})
    with pytest.raises(RefusedError) as refused:
        source_git.resolve(source_git.find(root))
    assert refused.value.findings[0].code == "state-committed"


def test_a_new_name_or_a_link_is_more_than_an_edit(tmp_path: Path) -> None:
    root = git_repo(tmp_path / "r", FILES)
    before = CommitTree.at(source_git.find(root)).roots
    commit(root, {"catalog/catalog.yaml": "name: other\n"})
    edited = CommitTree.at(source_git.find(root))
    assert edited.edited_since(before)
    (root / "catalog/link.yaml").symlink_to("catalog.yaml")
    commit(root, {})
    assert not CommitTree.at(source_git.find(root)).edited_since(edited.roots)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository to another user")
def test_a_repository_of_another_user_is_refused(tmp_path: Path) -> None:
    root = git_repo(tmp_path / "r", FILES)
    for path in (root, root / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(RefusedError) as refused:
        source_git.find(root / "catalog")
    (finding,) = refused.value.findings
    assert finding.code == "git-not-trusted"
    assert finding.help.endswith(f"safe.directory {root}`")  # the repository, not the folder within it
