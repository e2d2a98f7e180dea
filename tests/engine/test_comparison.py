"""The comparison of versions against dicts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from packshot.engine.comparison import differences, differing, side_by_side

versions = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xy"))


@given(versions, versions)
def test_sorted_streams_differ_where_dicts_do(old: dict[str, str], new: dict[str, str]) -> None:
    wanted = [(key, old.get(key), new.get(key)) for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
    assert list(differences(sorted(old.items()), sorted(new.items()))) == wanted


@given(st.lists(versions, max_size=3), versions)
def test_parts_differ_unless_all_versions_have_the_same(old: list[dict[str, str]], new: dict[str, str]) -> None:
    names = sorted({*new, *(name for each in old for name in each)})
    assert [found.name for found in side_by_side(old, new)] == names
    for found in side_by_side(old, new):
        assert [*found.old, found.new] == [each.get(found.name, "") for each in (*old, new)]
        assert found.differ() == (not old or any(each.get(found.name) != new.get(found.name) for each in old))
    assert list(differing(old, new)) == [found for found in side_by_side(old, new) if found.differ()]
