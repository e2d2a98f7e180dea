"""Shards against dicts of rows, whatever stands in their texts."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packshot.engine.parsing import DamagedError
from packshot.engine.shards import FEW, Shard, parse
from packshot.engine.types import canonical

Rows = dict[str, Any]

PIECES = [*'ab/é"\\{},[]:', '},{"audience":', '"path":"a"']
words = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
entries = st.fixed_dictionaries(
    {"audience": words, "bytes": st.integers(0, 9), "type": words, "parts": st.just([]) | st.just([["a", 1], ["b", 2]])}
)
rows = st.dictionaries(words, entries, max_size=30).map(
    lambda found: {path: {**entry, "path": path} for path, entry in found.items()}
)


def encoded(held: Rows) -> bytes:
    return canonical([held[path] for path in sorted(held)])


@given(rows, rows, st.sets(words))
def test_a_shard_holds_what_a_dict_holds(old: Rows, new: Rows, gone: set[str]) -> None:
    shard = parse(encoded(old))
    edits = {**dict.fromkeys(gone), **new}
    wanted = {path: row for path, row in {**old, **edits}.items() if row is not None}
    changed = shard.edited(sorted(edits.items(), key=lambda edit: edit[0]))
    assert len(changed) == len(wanted)
    assert not wanted or changed.encoded() == encoded(wanted)
    assert changed.paths() == sorted(wanted)
    for asked in (Shard.row, lambda each, path: parse(encoded(wanted)).row(path)):
        assert {path: asked(changed, path) for path in {*old, *edits}} == {
            path: wanted.get(path) for path in {*old, *edits}
        }
    assert shard.differing(changed) == {path for path in {*old, *wanted} if old.get(path) != wanted.get(path)}


@given(rows)
def test_another_spelling_holds_the_same(held: Rows) -> None:
    """The manifest of an output folder may have been written by another program."""
    shard = parse(json.dumps(list(held.values()), indent=1).encode())
    assert shard.differing(parse(encoded(held))) == set()


@given(st.lists(st.sampled_from(["", "us/en", "us/en,channel=google", "us/en us/fr", "],[{}"]), max_size=30))
def test_rows_are_counted_by_audience(audiences: list[str]) -> None:
    rows = [{"audience": audience, "path": f"{place:02}"} for place, audience in enumerate(audiences)]
    assert parse(canonical(rows)).audiences() == Counter(name for each in audiences for name in each.split(" "))


AUDIENCES = ("ch/de", "us/en", "us/en,channel=google")
sets = st.sets(st.sampled_from(AUDIENCES)).map(lambda found: " ".join(sorted(found)))


@given(st.lists(st.tuples(sets, st.booleans()), max_size=20), st.sets(st.sampled_from(("", *AUDIENCES))))
def test_limited_rows_name_no_other_audience(given: list[tuple[str, bool]], names: set[str]) -> None:
    rows = [{"audience": each, "kept": kept, "path": f"{at:02}"} for at, (each, kept) in enumerate(given)]
    shard = parse(canonical(rows)).limited(names, lambda row: row["kept"])
    expected = []
    for row, (audiences, is_kept) in zip(rows, given, strict=True):
        named = sorted({*audiences.split()} & names)
        if named or (not audiences and is_kept):
            expected.append({**row, "audience": " ".join(named)})
    assert [shard.row(path) for path in shard.paths()] == expected


@pytest.mark.parametrize("audience", ['"', "\\", "us  en", " us", "us ", "\n", "é", "x" * 1001])
def test_an_invalid_audience_is_damage(audience: str) -> None:
    with pytest.raises(DamagedError):
        parse(canonical([{"audience": audience, "path": "a"}])).audiences()


def test_of_two_rows_of_one_path_the_last_counts() -> None:
    both = [{"audience": "", "path": "a", "bytes": size} for size in (1, 2)]
    shard = parse(canonical(both))
    assert [shard.row("a")["bytes"] for _ in range(FEW + 2)] == [2] * (FEW + 2)


@pytest.mark.parametrize(
    "text",
    [
        "[{",
        "7",
        "[7]",
        '[{"path":"a"}]',
        '[{"audience":""}]',
        '[{"audience":"","path":7}]',
        '[{"audience":"","path":"a"},{"audience":}]',
        '[{"audience":"","path":"a","x":[{"audience":""},{"audience":""}]}]',
        '[{"aa":1,"audience":"","path":"a"}]',
    ],
)
def test_what_is_no_shard_is_damaged(text: str) -> None:
    with pytest.raises(DamagedError):
        parse(text.encode()).paths()
