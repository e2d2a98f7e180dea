"""Quick fixes: what is plain is mended where it stands, and nothing else in the file moves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.commands import SHOP, Told, shop
from packshot.authoring.fixes import fixed
from packshot.authoring.write import Style, document
from packshot.checks.run import validate
from packshot.findings import Edit, Location
from packshot.yaml.reader import load
from support import tree_of

MUG = "catalog/products/cup/mug/product.yaml"
NOW = "2026-10-01T00:00:00Z"


def edit(new, *keys, on="value"):
    return Edit(Location("x.yaml", keys, on), new, safe=True)


CASES = {
    "a value": ("a:   1,5   # why\nb: x\n", [edit("1.5", "a")], "a:   1.5   # why\nb: x\n"),
    "a quoted value": ("a: '1,5' # why\n", [edit("1.5", "a")], "a: 1.5 # why\n"),
    "a value on one line": ("v: {A: {c: Red, d: 1}}\n", [edit("red", "v", "A", "c")], "v: {A: {c: red, d: 1}}\n"),
    "a value that needs quotes": ("v: [a, b]\n", [edit("x, y", "v", 1)], 'v: [a, "x, y"]\n'),
    "an entry of a list": ("v:\n  - a\n  - B  # b\n", [edit("b", "v", 1)], "v:\n  - a\n  - b  # b\n"),
    "a key": ("Name: x\nb: y\n", [edit("name", "Name", on="key")], "name: x\nb: y\n"),
    "a list for one": ("categories: cups # main\n", [edit(("cups",), "categories")], "categories: [cups] # main\n"),
    "null": ("a: ~\nb: [NULL, x]\n", [edit("null", "a"), edit("null", "b", 0)], "a: null\nb: [null, x]\n"),
    "Windows": ("a: 1,5\r\nb: x\r\n", [edit("1.5", "a")], "a: 1.5\r\nb: x\r\n"),
    "a fact": ("sha256: a\nbytes: 1\n\nalt: x\n", [edit("3", "width")], "sha256: a\nbytes: 1\nwidth: 3\n\nalt: x\n"),
    "the first fact": ("alt: x\n", [edit("a", "sha256")], "sha256: a\nalt: x\n"),
    "no fact": ("sha256: a\nduration: 3\n\nalt: x\n", [edit(None, "duration")], "sha256: a\n\nalt: x\n"),
    "facts": ("# t\nalt: x\n", [edit("1", "bytes"), edit("a", "sha256")], "sha256: a\nbytes: 1\n# t\nalt: x\n"),
    "several": ("a: 1,5\nb: 2,5\n", [edit("2.5", "b"), edit("1.5", "a")], "a: 1.5\nb: 2.5\n"),
    "one that fits beside some that do not": (
        "a: 1,5\nb: {c: d}\n",
        [edit("x", "b"), edit("1.5", "a"), edit("y", "none"), edit("a", "b", on="key")],
        "a: 1.5\nb: {c: d}\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_edit_changes_its_place_alone(name):
    before, edits, after = CASES[name]
    done = fixed("x.yaml", before.encode(), edits)

    assert done is not None
    assert done.after.decode() == after


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a: |\n  x\n  y\n", edit("z", "a", "b")),  # no such place
        ("a: {b: c}\n", edit("z", "a")),  # would take a map away
        ("a: x\nb: y\n", edit("b", "a", on="key")),  # the key stands there already
        ("a: x\n", edit(None, "a")),  # nothing would be left
    ],
)
def test_what_has_no_plain_place_is_left(text, wrong):
    assert fixed("x.yaml", text.encode(), [wrong]) is None


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=12)
DATA = st.dictionaries(
    st.sampled_from("abcdef"), st.one_of(TEXTS, st.lists(TEXTS, min_size=1, max_size=3)), min_size=1, max_size=5
)


@given(data=DATA, new=TEXTS, pick=st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_whatever_is_written_is_read_again_and_all_else_stays(data, new, pick):
    text = document(data, Style())
    before = load(text.encode(), "x.yaml")
    if before.findings:
        return
    key = pick.draw(st.sampled_from(sorted(data)))
    keys = (key,) if isinstance(data[key], str) else (key, 0)
    done = fixed("x.yaml", text.encode(), [edit(new, *keys)])
    if done is not None:
        after = load(done.after, "x.yaml").value
        assert (after[key] if len(keys) == 1 else after[key][0]) == new
        others = {other: value for other, value in before.value.items() if other != key}
        assert {other: value for other, value in after.items() if other != key} == others


MENDED = {
    "weight: 300 g": "weight: 0,3 kg",
    "status: active": "status: Active",
    "categories: [cups]": "categories: Cups",
    "assets: {main: mug}": "assets: {main: photos/mug.jpg}",
    "MUG-BLUE: {color: blue}": "MUG-BLUE: {color: Blue}",
    "family: cup": "family: CUP",
    "care: Wash.": "Care: Wash.",
}


def test_what_is_plain_has_a_safe_edit_and_mends_the_file():
    right = SHOP.replace("        g: {factor: 1}", "        g: {factor: 1}\n        kg: {factor: 1000}")
    wrong = right
    for good, bad in MENDED.items():
        assert good in wrong
        wrong = wrong.replace(good, bad, 1)
    data, rounds = tree_of(wrong).read(MUG), 0
    while rounds < 4:
        findings = validate(with_file(wrong, MUG, data), NOW).findings
        done = fixed(MUG, data, [e for f in findings for e in f.edits if e.safe and e.at.path == MUG])
        if done is None:
            break
        data, rounds = done.after, rounds + 1

    wanted = tree_of(right).read(MUG).decode().replace("weight: 300 g", "weight: 0.3 kg")
    assert data.decode() == wanted


def with_file(text, path, data):
    from packshot.git.tree import MemoryTree
    from support import files_of

    return MemoryTree({**files_of(text), path: data.decode()})


WORDS = {
    "catalog/catalog.yaml": {"currency: EUR": "currency: eur", "country: DE": "country: de", "19 %": "19%"},
    "catalog/prices/eu.yaml": {"mug/*: 9.50": "mug/*: 9,50"},
}


@pytest.mark.parametrize("path", WORDS)
def test_codes_and_shares_are_mended(path):
    wrong = SHOP
    for good, bad in WORDS[path].items():
        wrong = wrong.replace(good, bad, 1)
    findings = validate(tree_of(wrong), NOW).findings
    done = fixed(
        path, tree_of(wrong).read(path), [e for f in findings for e in f.edits if e.safe and e.at.path == path]
    )

    assert done is not None
    assert done.after == tree_of(SHOP).read(path)


def test_the_command_fixes_shows_and_checks_again(tmp_path, capsys):
    root = shop(tmp_path)
    path = root / MUG
    right = path.read_text()
    path.write_text(
        right.replace("weight: 300 g", "weight: 300.0g   # with saucer").replace("{color: red", "{color: rod")
    )

    assert "\n1 fixable with packshot validate --fix\n" in Told(capsys, "-C", str(root), "validate").out
    dry = Told(capsys, "-C", str(root), "validate", "--fix", "--dry-run")
    assert dry.code == 1
    assert "+weight: 300.0 g   # with saucer" in dry.out
    assert "Would make 1 edit in 1 file\n" in dry.out
    assert "300.0g" in path.read_text()

    told = Told(capsys, "-C", str(root), "validate", "--fix")
    assert told.code == 1  # the misspelt option waits for a person, as do the unknown hashes of the translation
    assert "2 findings with an edit to review" in told.out
    assert "did you mean red?" in told.out
    assert "weight: 300.0 g   # with saucer\n" in path.read_text()
    again = Told(capsys, "-C", str(root), "validate", "--fix", "--format", "json")
    assert again.json["fixes"] == []


def test_a_file_that_changed_meanwhile_is_left(tmp_path):
    from packshot.authoring.edits import rewrite
    from packshot.findings import RefusedError
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree

    root = shop(tmp_path)
    tree = WorkTree(repository.find(root))
    before = tree.read_if_unchanged(MUG)
    assert before == (root / MUG).read_bytes()
    list(tree.entries())
    (root / MUG).write_text("family: other\n")

    assert tree.read_if_unchanged(MUG) is None
    with pytest.raises(RefusedError, match="was changed while") as refused:
        rewrite(root, MUG, b"mine", before)
    assert refused.value.findings[0].code == "changed-meanwhile"
    assert (root / MUG).read_text() == "family: other\n"


def test_former_names_are_written_as_they_are_called_now():
    before = "currency: EUR\n\nprices:\n  OLD-1: 24.00  # was OLD-1\n"
    renamed = "family: cup\nstatus: active\nsku: NEW-1\nformerly: [OLD-1]\n"
    tree = tree_of(f"--- catalog/prices/retail.yaml\n{before}--- catalog/products/cup/mug/product.yaml\n{renamed}")
    edits = [each for finding in validate(tree, NOW).findings for each in finding.edits if each.new == "NEW-1"]
    done = fixed("catalog/prices/retail.yaml", before.encode(), edits)

    assert [each.safe for each in edits] == [True]
    assert done is not None
    assert done.after.decode() == before.replace("  OLD-1:", "  NEW-1:")


BLOCK = """\
name: Box
description: |
  Box 30*40*20 cm

  for *everything*

mpn: "1"  # as printed
"""


def test_an_edit_of_a_text_block_stays_a_block():
    text = "Box 30\\*40\\*20 cm\n\nfor *everything*\n"
    done = fixed("product.yaml", BLOCK.encode(), [Edit(Location("product.yaml", ("description",)), text, safe=True)])
    assert done is not None
    assert done.after.decode() == BLOCK.replace("30*40*20", "30\\*40\\*20")
