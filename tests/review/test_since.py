"""What `packshot validate --since` says of commits, of merges and of the working tree."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.checks.cases import laid_over
from tests.support import GIT_ENVIRONMENT, git, write_files

from packshot.cli.main import run

SHOP = """
--- catalog/catalog.yaml
packshot: 1
name: Bowls
url: https://www.bowls.example
source: en
zone: Europe/Berlin

locales:
  en: null
  de: en

markets:
  de: {country: DE, locales: [de, en], currency: EUR, prices: [retail], stock: [central], tax: {standard: 19 %}}

authorities:
  erp: {label: the ERP system, people: ["*@erp.example"]}
  legal: {people: [anna@bowls.example]}
--- catalog/attributes/kept.yaml
attributes:
  depth: {type: number, label: Depth, authority: erp}
--- catalog/families/bowl.yaml
label: {en: Bowl, de: Schale}
attributes: [name, description, features, color, volume, height, dishwasher, launched, gtin, mpn, brand, deposit,
  tax_class, main, manual, glazes, depth]
axes: [color, volume]
--- catalog/lifecycle.yaml
statuses:
  active: {from: [in-review], needs: {approved_by: [legal]}, asset_needs: {approved_by: [legal]}}
"""
RIM = "catalog/products/bowl/rim/product.yaml"
PRODUCT = "family: bowl\nstatus: STATUS\nsku: RIM-M\n\nname: Bowl with a rim\ndepth: DEPTH\nassets: {main: rim-front}\n"


def rim(depth: int, status: str = "draft") -> str:
    return PRODUCT.replace("DEPTH", str(depth)).replace("STATUS", status)


class Repository:
    """A repository whose commits bear the e-mail of whoever made them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        tree = laid_over(SHOP + f"--- {RIM}\n{rim(7)}")
        write_files(folder, {entry.path: tree.read(entry.path) for entry in tree.entries()})
        git(folder, "init", "-q", "-b", "main")
        self.commit("kari@bowls.example")
        git(folder, "tag", "base")

    def write(self, text: str, path: str = RIM) -> None:
        write_files(self.folder, {path: text})

    def commit(self, email: str, text: str = "", path: str = RIM) -> None:
        if text:
            self.write(text, path)
        git(self.folder, "add", "-A")
        self.as_(email, "commit", "-q", "-m", "Change")

    def as_(self, email: str, *arguments: str) -> None:
        """A git command whose commit is by that committer."""
        who = {"GIT_COMMITTER_EMAIL": email, "GIT_COMMITTER_NAME": "Somebody"}
        who |= {name.replace("COMMITTER", "AUTHOR"): value for name, value in who.items()}
        subprocess.run(["git", *arguments], cwd=self.folder, env={**os.environ, **GIT_ENVIRONMENT, **who}, check=True)

    def told(self, capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
        """The findings of changes, as severity, code and what."""
        capsys.readouterr()
        run(["-C", str(self.folder), "validate", "--since", "base", "--format", "json", *options])
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["findings"]
        codes = ("owned-elsewhere", "status-move", "status-approval")
        return [f"{each['severity']} {each['code']}: {each['message']}" for each in found if each["code"] in codes]


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_a_committer_of_the_authority_may_edit_and_others_may_not(
    shop: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.commit("job@ERP.example", rim(8))
    assert shop.told(capsys) == []
    shop.commit("kari@bowls.example", rim(9))
    assert shop.told(capsys, "--commit") == [
        (
            'error owned-elsewhere: `depth` is owned by "the ERP system" and must not be edited here: '
            'changed from "8" to "9" by kari@bowls.example'
        )
    ]


def test_who_changed_a_value_last_answers_for_it(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    shop.commit("kari@bowls.example", rim(9))
    shop.commit("job@erp.example", rim(8))
    assert shop.told(capsys) == []


def test_a_value_that_is_back_is_nobodys_fault(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    shop.commit("kari@bowls.example", rim(9))
    shop.commit("kari@bowls.example", rim(7))
    assert shop.told(capsys) == []


def test_a_hand_in_the_working_tree_is_warned(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    shop.write(rim(9))
    assert shop.told(capsys) == [
        (
            'warning owned-elsewhere: `depth` is owned by "the ERP system" and must not be edited here: '
            'changed from "7" to "9"'
        )
    ]
    assert shop.told(capsys, "--commit") == []
    assert run(["-C", str(shop.folder), "validate", "--since", "base"]) == 0
    assert run(["-C", str(shop.folder), "validate", "--since", "base", "--strict"]) == 1


def test_a_mistake_on_disk_is_none_of_what_is_committed(shop: Repository) -> None:
    shop.write(rim(9).replace("family: ", "family: no-such-", 1))
    words = ["-C", str(shop.folder), "validate", "--since", "base"]
    assert run(words) == 1
    assert run([*words, "--commit"]) == 0
    assert run([*words, "--commit", "--fix"]) == 2


def test_what_a_merge_brings_is_judged_where_it_was_made(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    git(shop.folder, "checkout", "-q", "-b", "erp")
    shop.commit("job@erp.example", rim(8))
    git(shop.folder, "checkout", "-q", "main")
    shop.commit("kari@bowls.example", "Bowls, deep and flat.\n", "site/index.md")
    shop.as_("kari@bowls.example", "merge", "-q", "--no-ff", "-m", "Merge", "erp")
    assert shop.told(capsys) == []


def test_a_moved_folder_changes_no_value(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (shop.folder / "catalog/products/sale").mkdir()
    git(shop.folder, "mv", "catalog/products/bowl/rim", "catalog/products/sale/rim")
    shop.commit("kari@bowls.example")
    assert shop.told(capsys) == []


def test_each_step_of_a_life_is_judged(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    shop.commit("kari@bowls.example", rim(7, "in-review"))
    shop.commit("anna@bowls.example", rim(7, "active"))
    assert shop.told(capsys) == []


def test_a_jump_and_a_missing_approval_are_found(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    shop.commit("kari@bowls.example", rim(7, "active"))
    assert shop.told(capsys) == [
        (
            "error status-approval: missing approval: status `active` must be set by a member of legal, "
            "not by kari@bowls.example"
        ),
        "error status-move: invalid status change from `draft` to `active`: `active` can only follow in-review",
    ]


def test_a_variant_without_a_status_has_that_of_its_product(
    shop: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = "family: bowl\nstatus: active\n\nname: Deep\naxes: [color]\nvariants:\n  DEEP-SAND: {color: sandSTATUS}\n"
    path = "catalog/products/bowl/bowl-deep/product.yaml"
    shop.commit("anna@bowls.example", deep.replace("STATUS", ", status: draft"), path)
    git(shop.folder, "tag", "-f", "base")
    shop.commit("kari@bowls.example", deep.replace("STATUS", ""), path)
    assert shop.told(capsys) == [
        (
            "error status-approval: missing approval: status `active` must be set by a member of legal, "
            "not by kari@bowls.example"
        ),
        "error status-move: invalid status change from `draft` to `active`: `active` can only follow in-review",
    ]
    git(shop.folder, "tag", "-f", "base")
    shop.commit("kari@bowls.example", deep.replace("STATUS", ", status: active"), path)
    assert shop.told(capsys) == []


def test_an_asset_without_a_status_is_active(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    path = "assets/rim-front.jpg.yaml"
    held = (shop.folder / path).read_text()
    shop.commit("kari@bowls.example", "status: draft\n" + held, path)
    assert shop.told(capsys) == []
    git(shop.folder, "tag", "-f", "base")
    shop.commit("kari@bowls.example", held, path)
    assert [line.partition(":")[0] for line in shop.told(capsys)] == ["error status-approval", "error status-move"]


def test_a_committer_s_address_is_that_of_the_commit(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    shop.write("<job@erp.example> <kari@bowls.example>\n", ".mailmap")
    shop.commit("kari@bowls.example", rim(9))
    assert [line.partition(":")[0] for line in shop.told(capsys)] == ["error owned-elsewhere"]


def test_what_the_base_declares_decides(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    shop.write("attributes:\n  depth: {type: number, label: Depth}\n", "catalog/attributes/kept.yaml")
    shop.commit("kari@bowls.example", rim(9))
    assert [line.partition(":")[0] for line in shop.told(capsys)] == ["error owned-elsewhere"]


def test_a_revision_without_a_common_commit_is_refused(shop: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    git(shop.folder, "checkout", "-q", "--orphan", "other")
    shop.commit("kari@bowls.example", rim(9))
    assert run(["-C", str(shop.folder), "validate", "--since", "base"]) == 3
    assert capsys.readouterr().err.startswith("refused[git-no-base]")


def test_a_revision_that_git_does_not_know_is_refused(shop: Repository) -> None:
    assert run(["-C", str(shop.folder), "validate", "--since", "nowhere"]) == 3
    assert run(["-C", str(shop.folder), "validate", "--commit"]) == 2
