"""Repositories with lost and damaged objects, a broken index or configuration, and an environment full of nonsense."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from packshot.findings import Finding, RefusedError
from packshot.git import damage as gitdamage
from packshot.git import process
from packshot.git import repository as source_git
from packshot.git.commit_tree import FEW, CommitTree
from packshot.git.work_tree import WorkTree
from support import commit, git, git_repo

CATALOG = "catalog/catalog.yaml"
PRODUCT = "catalog/products/a/product.yaml"
FILES = {CATALOG: "packshot: 1\n", PRODUCT: "family: a\n", "assets/a.jpg": b"\xff\xd8", "channels/g.yaml": "a: 1\n"}


def loose(folder: Path, name: str) -> Path:
    """The file of a loose object."""
    oid = git(folder, "rev-parse", name)
    return folder / ".git" / "objects" / oid[:2] / oid[2:]


def remove(file: Path) -> None:
    file.unlink()


def spoil(file: Path) -> None:
    file.chmod(0o644)
    file.write_bytes(b"garbage")


def empty(file: Path) -> None:
    file.chmod(0o644)
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-4])


Damage = Callable[[Path], None]
DAMAGES = [remove, spoil, empty, cut]


def refused(call: Callable[[], object]) -> Finding:
    with pytest.raises(RefusedError) as caught:
        call()
    assert len(caught.value.findings) == 1
    return caught.value.findings[0]


def damaged(folder: Path, name: str, damage: Damage) -> str:
    """Damage an object; its id."""
    oid = git(folder, "rev-parse", name)
    damage(loose(folder, name))
    return oid


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("path", [PRODUCT, "assets/a.jpg", "channels/g.yaml"])
def test_a_listed_blob_that_cannot_be_read(tmp_path: Path, path: str, damage: Damage) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    oid = damaged(folder, f"HEAD:{path}", damage)
    tree = CommitTree.at(source_git.find(folder))
    many = [path, *(f"catalog/{number}" for number in range(FEW))]
    for call in (lambda: tree.read(path), lambda: list(tree.read_many([path])), lambda: list(tree.read_many(many))):
        found = refused(call)
        assert (found.code, found.at.path, oid in found.text) == ("git-object-missing", path, True)
        assert "git fsck" in found.help
        assert "git fetch" in found.help


def test_bytes_of_another_object_are_not_taken(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    file = loose(folder, f"HEAD:{PRODUCT}")
    file.chmod(0o644)
    file.write_bytes(loose(folder, "HEAD:channels/g.yaml").read_bytes())
    tree = CommitTree.at(source_git.find(folder))
    assert "does not match its id" in refused(lambda: tree.read(PRODUCT)).text


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("path", ["catalog", "catalog/products", "catalog/products/a", "assets"])
@pytest.mark.parametrize("prefix", ["", "shop/"])
def test_a_listed_tree_that_cannot_be_read(tmp_path: Path, prefix: str, path: str, damage: Damage) -> None:
    folder = git_repo(tmp_path / "r", {prefix + name: data for name, data in FILES.items()})
    oid = damaged(folder, f"HEAD:{prefix}{path}", damage)
    repository = source_git.find(folder / prefix)
    for call in (lambda: list(CommitTree.at(repository).entries()), lambda: list(WorkTree(repository).entries())):
        found = refused(call)
        assert (found.code, oid in found.text) == ("git-object-missing", True)
        assert found.at.path in (path, prefix + path)


@pytest.mark.parametrize("name", ["HEAD", "HEAD^{tree}", "HEAD:shop"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_commit_or_a_tree_above_the_catalogue_that_cannot_be_read(tmp_path: Path, name: str, damage: Damage) -> None:
    folder = git_repo(tmp_path / "r", {f"shop/{path}": data for path, data in FILES.items()})
    oid = damaged(folder, name, damage)
    repository = source_git.find(folder / "shop")
    for call in (lambda: source_git.resolve(repository), lambda: WorkTree(repository)):
        found = refused(call)
        assert (found.code, oid in found.text) == ("git-object-missing", True)


def test_a_tag_of_a_lost_commit(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    git(folder, "tag", "-a", "v1", "-m", "v1")
    oid = damaged(folder, "HEAD", remove)
    assert oid in refused(lambda: source_git.resolve(source_git.find(folder), "v1")).text


def test_a_lost_object_of_an_older_tree_is_not_needed(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    before = CommitTree.at(source_git.find(folder))
    old = loose(folder, "HEAD:catalog/products")
    commit(folder, {PRODUCT: "family: b\n"})
    old.unlink()
    assert CommitTree.at(source_git.find(folder)).changed_since(before.roots) is None


def test_a_truncated_pack(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES | {f"catalog/{n}.yaml": os.urandom(500).hex() for n in range(20)})
    git(folder, "repack", "-q", "-a", "-d")
    pack = next((folder / ".git/objects/pack").glob("*.pack"))
    pack.chmod(0o644)
    pack.write_bytes(pack.read_bytes()[:2000])

    def everything() -> object:
        tree = CommitTree.at(source_git.find(folder))
        return dict(tree.read_many([entry.path for entry in tree.entries()]))

    assert refused(everything).code == "git-object-missing"


def test_a_path_that_no_tree_lists_is_absent(tmp_path: Path) -> None:
    tree = CommitTree.at(source_git.find(git_repo(tmp_path / "r", FILES)))
    absent = [f"{folder}/{n}" for folder in ("catalog", "catalog/products", "site") for n in range(FEW)]
    assert list(tree.read_many([*absent, "catalog", "catalog/", "catalog/products"])) == []


def test_a_sparse_checkout_reads_from_git(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    git(folder, "sparse-checkout", "set", "--no-cone", "/catalog")
    oid = damaged(folder, "HEAD:assets/a.jpg", remove)
    work = WorkTree(source_git.find(folder))
    assert oid in refused(lambda: work.read("assets/a.jpg")).text


def test_the_help_names_alternates_that_are_gone(tmp_path: Path) -> None:
    git_repo(tmp_path / "other", FILES)
    git(tmp_path, "clone", "-q", "--shared", str(tmp_path / "other"), "clone")
    (tmp_path / "other").rename(tmp_path / "moved")
    found = refused(lambda: source_git.resolve(source_git.find(tmp_path / "clone")))
    assert found.code == "git-object-missing"
    assert f"restore {tmp_path}/other/.git/objects" in found.help


def test_the_help_in_a_partial_clone(tmp_path: Path) -> None:
    origin = git_repo(tmp_path / "r", FILES)
    git(origin, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", origin.as_uri(), "clone")
    git(tmp_path / "clone", "checkout", "-q", "HEAD", "--", "catalog")
    repository = source_git.find(tmp_path / "clone")
    tree = CommitTree.at(repository)
    assert tree.read(CATALOG) == b"packshot: 1\n"
    found = refused(lambda: tree.read("channels/g.yaml"))
    assert found.code == "git-object-missing"
    assert "git fetch --refetch --no-filter" in found.help
    assert "git checkout" in found.help
    assert "fsck" not in found.help
    git(tmp_path / "clone", "fetch", "-q", "--refetch", "--no-filter")
    assert tree.read("channels/g.yaml") == b"a: 1\n"


def test_the_objects_of_a_commit_are_looked_for(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    damaged(folder, f"HEAD:{PRODUCT}", remove)
    repository = source_git.find(folder)
    files = ((entry.path, entry.blob) for entry in CommitTree.at(repository).entries())
    assert [each.at.path for each in gitdamage.findings(repository, files, 9)] == [PRODUCT]


def test_a_broken_index_is_told_in_words_of_git_each_time(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    (folder / ".git/index").write_text("DIRC garbage")
    work = WorkTree(source_git.find(folder))
    found = [refused(work.left_out), refused(work.left_out)]
    assert found[0] == found[1]
    assert found[0].code == "git-failed"
    assert "index file" in found[0].text
    assert "git reset" in found[0].help


def test_a_broken_configuration_is_told_in_words_of_git(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    (folder / ".git/config").write_text("[core\n")
    found = refused(lambda: source_git.find(folder))
    assert (found.code, "bad config line 1" in found.text) == ("git-failed", True)


def test_a_broken_branch_is_not_one_without_a_commit(tmp_path: Path) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    (folder / ".git/refs/heads/main").write_text("")
    repository = source_git.find(folder)
    for call in (lambda: source_git.resolve(repository), lambda: WorkTree(repository)):
        found = refused(call)
        assert (found.code, "refs/heads/main" in found.text) == ("git-failed", True)


def test_words_of_git_are_few_and_hold_no_credentials() -> None:
    err = b"error: a\nerror: a\n\nhttps://me:secret@example.com/x.git\nb\nc\nfatal: d\n"
    assert process.error_text(err) == "error: a; https://***@example.com/x.git; fatal: d"


def test_a_git_with_much_to_say_does_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\nyes 'error: no' | head -n 99999 >&2\nprintf 'a\\0'\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert refused(lambda: list(process.records(tmp_path, "ls-tree"))).text == "`git ls-tree` failed: error: no"
    assert refused(process.BackgroundCommand(tmp_path, "ls-files").out).text == "`git ls-files` failed: error: no"


NAMES = """
    GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_ASKPASS GIT_ATTR_NOSYSTEM GIT_ATTR_SOURCE GIT_CEILING_DIRECTORIES
    GIT_COMMON_DIR GIT_CONFIG GIT_CONFIG_COUNT GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM GIT_CONFIG_PARAMETERS
    GIT_CONFIG_SYSTEM GIT_DEFAULT_HASH GIT_DEFAULT_REF_FORMAT GIT_DIFF_OPTS GIT_DIR GIT_DISCOVERY_ACROSS_FILESYSTEM
    GIT_EDITOR GIT_EXEC_PATH GIT_EXTERNAL_DIFF GIT_FLUSH GIT_GLOB_PATHSPECS GIT_GRAFT_FILE GIT_ICASE_PATHSPECS
    GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE GIT_INDEX_VERSION GIT_INTERNAL_SUPER_PREFIX GIT_LITERAL_PATHSPECS
    GIT_NAMESPACE GIT_NO_REPLACE_OBJECTS GIT_NOGLOB_PATHSPECS GIT_OBJECT_DIRECTORY GIT_OPTIONAL_LOCKS GIT_PAGER
    GIT_PREFIX GIT_PROTOCOL GIT_PROXY_COMMAND GIT_QUARANTINE_PATH GIT_REDIRECT_STDERR GIT_REF_PARANOIA
    GIT_REPLACE_REF_BASE GIT_SEQUENCE_EDITOR GIT_SHALLOW_FILE GIT_SSH GIT_SSH_COMMAND GIT_TERMINAL_PROMPT GIT_TEST_X
    GIT_TRACE GIT_TRACE2 GIT_TRACE2_EVENT GIT_TRACE2_PERF GIT_TRACE_PACKET GIT_TRACE_SETUP GIT_WORK_TREE
    """


@pytest.mark.parametrize("value", ["nonsense", "1", "0", "", "/absent/x"])
def test_an_environment_full_of_nonsense(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    folder = git_repo(tmp_path / "r", FILES)
    (folder / "site").mkdir()
    (folder / "site/new.yaml").write_text("a: 1\n")

    def told() -> object:
        repository = source_git.find(folder)
        tree, work = CommitTree.at(repository), WorkTree(repository)
        return tree.id, work.id, dict(tree.read_many(FILES)), work.left_out()

    expected = told()
    for name in NAMES.split():
        monkeypatch.setenv(name, value)
    assert told() == expected


def test_a_runner_may_name_safe_folders_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"COUNT": "3", "KEY_0": "core.bare", "VALUE_0": "true", "KEY_1": "safe.directory", "VALUE_1": "/r"}
    for name, value in given.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    kept = {name: value for name, value in process._environment().items() if name.startswith("GIT_CONFIG_")}
    expected = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "/r"}
    assert {name: kept.get(name) for name in expected} == expected
    assert "GIT_CONFIG_KEY_1" not in kept


def test_hooks_of_git_may_run_it(tmp_path: Path) -> None:
    """In a hook git names the repository by variables, also another one."""
    folder, other = git_repo(tmp_path / "r", FILES), git_repo(tmp_path / "other", {"x": "y"})
    hook = other / ".git/hooks/pre-commit"
    hook.write_text(
        "#!/bin/sh\n"
        "exec python -c 'from pathlib import Path; from packshot.git import repository as git; "
        f'assert git.resolve(git.find(Path("{folder}"))).roots["catalog"]\'\n'
    )
    hook.chmod(0o755)
    subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "x"], cwd=other, check=True, env=_identity())


def _identity() -> dict[str, str]:
    return {**os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a"} | {
        "GIT_COMMITTER_EMAIL": "a@b"
    }
