"""A locale file of texts and hashes alone is typed without its noun, with the same values and findings."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shop import families

from packshot.catalog.locale_texts import texts_alone
from packshot.findings import Finding, Location
from packshot.model import entity
from packshot.model.product import Translation
from packshot.model.typed_files import TypedFile, type_layer, type_translation

GOODS = families()["goods"]
KEYS = ("name", "story", "features", "legal", "manual", "weight", "materials", "nonsense", "price", "Name")
OTHERS = ("assets", "slug", "formerly", "by", "variants", "for", "key", "locale", "related", "maps", "values", "of")
SCALARS = st.sampled_from(["Jacke", "Cafe\u0301  ", "", " ", "null", "1", "x" * 41, None])
HASHES = st.sampled_from(["07200f7e", "07200F7E", "07200f7e ", "0", "", None, "07200f7e\n"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["note", "note.of", "wool"]), inner),
    max_leaves=5,
)
FILES = st.dictionaries(
    st.sampled_from(KEYS) | st.sampled_from([f"{key}.of" for key in KEYS]) | st.sampled_from(OTHERS),
    VALUES | HASHES,
    max_size=6,
)


def by_noun(raw: dict[str, Any]) -> tuple[TypedFile | None, list[Finding]]:
    found, shape = entity.read(Translation, raw, Location("de.yaml"), key="thing", locale="de")
    typed, values = type_translation(GOODS, found, "de.yaml") if found else (None, [])
    return typed, shape + values


@given(FILES)
@example({"name": "Jacke", "name.of": "07200f7e"})
@example({"features": ["eins", "zwei"], "features.of": "07200f7e", "weight": "1 kg"})
@example({"materials": {"wool": {"note": "Wolle", "note.of": "07200f7e"}}})
def test_the_short_way_ends_where_the_long_one_does(raw: dict[str, Any]) -> None:
    texts = texts_alone(raw)
    if texts is not None:
        assert type_layer(GOODS, texts, "de", "de.yaml") == by_noun(raw)


@pytest.mark.parametrize("key", sorted(Translation.own))
def test_a_file_that_says_more_goes_the_long_way(key: str) -> None:
    assert texts_alone({"name": "Jacke", key: {}}) is None


def test_ordinary_files_go_the_short_way() -> None:
    assert texts_alone({"name": "Jacke", "name.of": "07200f7e"}) is not None
    assert texts_alone({"name": "Jacke", "name.of": "7e"}) is None
