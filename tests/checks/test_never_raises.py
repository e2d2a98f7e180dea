"""Whatever stands in the files, checks answer with findings."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks.cases import HERE, NOW, laid_over

from packshot.checks.run import validate
from packshot.git.tree import MemoryTree
from packshot.yaml import reader

SOUND = laid_over((HERE / "rich.txt").read_text())
"""A catalogue with every kind of file; nothing is wrong with it."""

FILES = [entry.path for entry in SOUND.entries() if entry.path.endswith(".yaml")]
WORDS = (
    "en",
    "de",
    "sand",
    "color",
    "bowl",
    "rim",
    "RIM-M",
    "name",
    "web",
    "retail",
    "1",
    "500 ml",
    "0.5 l",
    "true",
    "2026-01-01",
    "/*",
    "ß",
    "..",
    "a.b",
    "null ",
    "0/1",
    "-1/3",
    "9" * 40,
    "0." + "0" * 40 + "1",
    "0000-01-01",
    "9999-12-31",
    "{name}",
    "{}",
    "*",
    "volume",
    "price.amount",
    "assets.main",
    "pale-ash",
    "in-review",
    "heated",
    "lid_of",
    "SET-1",
    "round(oven.amount, 9)",
    "oven.to('°F') / (volume.amount - volume.amount)",
    "glaze in glazes",
    "[glazes, deposit] == [deposit]",
    "text(deposit) + name",
    "since < '2026-01-01'",
)
texts = st.sampled_from(WORDS) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8
)
values = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(texts, inner, min_size=1, max_size=3),
    max_leaves=6,
)  # fmt: skip


def places(raw: Any, keys: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in plain data."""
    inside = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [keys, *(each for key, value in inside for each in places(value, (*keys, key)))]


def changed(raw: Any, keys: tuple[Any, ...], value: Any) -> Any:
    """The data with another value at a place."""
    if not keys:
        return value
    if isinstance(raw, dict):
        return {key: changed(each, keys[1:], value) if key == keys[0] else each for key, each in raw.items()}
    return [changed(each, keys[1:], value) if place == keys[0] else each for place, each in enumerate(raw)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_anything_anywhere_is_a_finding_at_most(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    raw = reader.load(SOUND.read(path), path).value
    place = data.draw(st.sampled_from(places(raw)))
    written = json.dumps(changed(raw, place, data.draw(values)), ensure_ascii=False, indent=1)
    tree = SOUND.edited({path: written + "\n"})
    for finding in validate(tree, NOW, whole=True).findings:
        assert finding.text
        assert finding.help


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), st.binary(max_size=40), st.sampled_from([0, 20, 90]))
def test_broken_bytes_are_findings(path: str, junk: bytes, at: int) -> None:
    held = SOUND.read(path)
    assert validate(SOUND.edited({path: held[:at] + junk + held[at + 5 :]}), NOW) is not None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES))
def test_any_file_may_be_missing(path: str) -> None:
    assert validate(SOUND.edited({path: None}), NOW, whole=True) is not None


def test_what_is_changed_is_sound() -> None:
    assert validate(SOUND, NOW, whole=True).findings == []


def test_an_empty_tree_is_judged() -> None:
    assert validate(MemoryTree({}), NOW, whole=True).files == 0


@pytest.mark.parametrize("folder", ["catalog", "channels", "assets", "site"])
def test_a_file_in_place_of_a_folder_is_judged(folder: str) -> None:
    (found,) = validate(MemoryTree({folder: b"a: b\n"}), NOW, whole=True).findings
    assert found.help == f"rename or delete the file: `{folder}/` must be a folder"
