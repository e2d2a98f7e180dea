"""A `*` inside a word, meant as a sign of multiplication: found only where Markdown makes emphasis of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from packshot.model.markup import escaped_in_words, has_table

RENDER = MarkdownIt("commonmark").render


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("30*40*20 cm", "30\\*40\\*20 cm"),
        ("un*glaub*lich", "un\\*glaub\\*lich"),
        ("a*b*c `d*e*f`", "a\\*b\\*c `d*e*f`"),
        ("2*3 is 6", None),
        ("*whole* words, **and** more", None),
        ("5\\*6\\*7", None),
        ("`2*3*4`", None),
        ("snake_case_name", None),
        ("2*3 and 4*5", "2\\*3 and 4\\*5"),
    ],
)
def test_emphasis_in_words_is_found(text: str, escaped: str | None) -> None:
    assert escaped_in_words(text) == escaped


@given(st.text("ab1 *`\\_\n", max_size=30))
def test_an_escaped_text_shows_each_sign_and_is_not_escaped_again(text: str) -> None:
    escaped = escaped_in_words(text)
    if escaped is not None:
        assert RENDER(escaped) != RENDER(text)
        assert RENDER(escaped).count("*") >= RENDER(text).count("*")
        assert escaped_in_words(escaped) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("| a | b |\n|---|---|\n| 1 | 2 |\n", True), ("a | b", False), ("```\n| a |\n|---|\n```\n", False)],
)
def test_a_table_is_found(text: str, found: bool) -> None:
    assert has_table(text) is found
