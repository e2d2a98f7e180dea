"""Trees in memory, the ids git gives, and the names that are refused."""

import pytest

from packshot.git import paths
from packshot.git.tree import Entry, MemoryTree, blob_id, empty_tree, roots_of
from support import compare, files_of, tree_of

TEXT = """
    --- catalog/catalog.yaml
    packshot: 1

    --- catalog/products/fjord/product.yaml
    family: jacket
    description: |
      one

      two
"""


def test_a_tree_out_of_one_text() -> None:
    tree = tree_of(TEXT)
    assert [entry.path for entry in tree.entries()] == ["catalog/catalog.yaml", "catalog/products/fjord/product.yaml"]
    assert tree.read("catalog/products/fjord/product.yaml").endswith(b"|\n  one\n\n  two\n")
    assert files_of(TEXT)["catalog/catalog.yaml"] == "packshot: 1\n"


def test_ids_are_those_of_git() -> None:
    assert blob_id(b"x\n") == "587be6b4c3f93f93c489c0111bba5596147a26cb"
    assert empty_tree() == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    assert empty_tree("sha256") == "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"


def test_equal_files_are_an_equal_tree_and_other_folders_do_not_count() -> None:
    tree = tree_of(TEXT)
    assert tree.id == tree_of(TEXT).edited({"README": "x", "docs/a.md": "y"}).id
    assert tree.id != tree.edited({"site/a.md": "y"}).id
    assert tree_of(TEXT).changed_since(tree.roots) == {}
    assert tree.changed_since({}) is None


def test_edited_files() -> None:
    tree = tree_of(TEXT)
    other = tree.edited({"catalog/catalog.yaml": None, "catalog/units.yaml": "a: 1\n"})
    assert compare(tree.entries(), other.entries()) == {
        "catalog/catalog.yaml": (blob_id(b"packshot: 1\n"), None),
        "catalog/units.yaml": (None, blob_id(b"a: 1\n")),
    }
    with pytest.raises(FileNotFoundError):
        other.read("catalog/catalog.yaml")
    assert dict(other.read_many(["catalog/none", "catalog/units.yaml"])) == {"catalog/units.yaml": b"a: 1\n"}


def test_a_file_and_a_folder_sort_as_git_sorts_them() -> None:
    entries = [Entry(f"catalog/{name}", blob_id(b"")) for name in ("a/b", "a.b", "a0")]
    assert roots_of(entries) == roots_of(reversed(entries))


@pytest.mark.parametrize(
    "path",
    [
        "/catalog/a",
        "catalog/../a",
        "catalog//a",
        "catalog/./a",
        "catalog/a\\b",
        "catalog/a\x00",
        "catalog/\udcff",
        "C:/a",
    ],
)
def test_paths_that_lead_out_or_do_not_travel(path: str) -> None:
    assert paths.flaw(path) is not None
    assert list(MemoryTree({path: "x"}).entries()) == []


@pytest.mark.parametrize(
    "path",
    [
        "catalog/products/CON/product.yaml",
        "assets/aux.jpg",
        "assets/NUL",
        "assets/Com1.tar.gz",
        "assets/lpt9 .txt",
        "assets/a./b.jpg",
        "assets/a /b.jpg",
        "site/a.",
    ],
)
def test_names_that_windows_cannot_hold(path: str) -> None:
    assert [(each.code, each.at.path) for each in MemoryTree({path: "x"}).findings()] == [("source-path-windows", path)]


@pytest.mark.parametrize(
    "path", ["assets/console.jpg", "assets/com10.jpg", "assets/x.con", "assets/a.b/nulls", "site/.a"]
)
def test_names_that_windows_can_hold(path: str) -> None:
    assert MemoryTree({path: "x"}).findings() == []


def test_names_that_differ_only_by_unicode_form() -> None:
    composed, parts = "catalog/products/gr\u00fcn/product.yaml", "catalog/products/gru\u0308n/product.yaml"
    (found,) = MemoryTree({composed: "", parts: ""}).findings()
    assert (found.code, "NFC and NFD" in found.text) == ("source-path-case", True)
    (found,) = MemoryTree({composed: "", parts.replace("gr", "GR"): ""}).findings()
    assert (found.code, "only by case" in found.text) == ("source-path-case", True)


def test_names_that_differ_only_by_case() -> None:
    tree = MemoryTree({"catalog/A/x.yaml": "", "catalog/B.yaml": "", "catalog/a/x.yaml": "", "catalog/b.yaml": ""})
    assert [(each.code, each.at.path) for each in tree.findings()] == [
        ("source-path-case", "catalog/a"),
        ("source-path-case", "catalog/b.yaml"),
    ]
