"""HTML in rich text: what is told, where, and that all else is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import SchemaValidator

from packshot.model import markup
from packshot.model.markup import html

PLACES = [
    ("<p>Bowl</p>", "<p>", 0),
    ("`<b>` and \\<b> and <b>bold</b>", "<b>", 2),
    ("> - one\n>   <br>", "<br>", 0),
    ("# A <u>bowl</u> #\n", "<u>", 0),
    ("Bowl\n\n  <a\n  href='x'>here</a>", "<a", 0),
    ("one\r\ntwo\r<i>three</i>", "<i>", 0),
    ("<div\nno end", "<div", 0),
    ("a <!-- note --> b", "<!-- note -->", 0),
]


@pytest.mark.parametrize(("text", "first", "before"), PLACES)
def test_the_first_tag_is_told_with_how_often_its_like_stands_before(text: str, first: str, before: int) -> None:
    found = html(text)
    assert found is not None
    assert (found.first, found.before) == (first, before)


TEXTS = [
    "5 < 7",
    "sizes <S, M, L>",
    "`<b>`, \\<b>, &lt;b&gt;",
    "    <p>code</p>",
    "```\n<p>\n```",
    "<https://bowls.example>, <hello@bowls.example>",
    "[a](<b>)",
]


@pytest.mark.parametrize("text", TEXTS)
def test_signs_code_links_and_entities_are_no_html(text: str) -> None:
    assert html(text) is None


def test_a_text_without_an_angle_is_not_taken_apart() -> None:
    read, before = SchemaValidator(markup.rich(100, 1, None).core), html.cache_info()
    assert read.validate_python("**Bold** & *blue* ") == "**Bold** & *blue*"
    assert html.cache_info() == before


@given(st.text(alphabet="<>/!?-abp='\"`\\& \n\r\t*_[]()#>1.", max_size=40))
def test_what_is_told_stands_in_the_text(text: str) -> None:
    found = html(text)
    if found is not None:
        assert text.count(found.first) > found.before
