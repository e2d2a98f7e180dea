"""Markdown that is read without the parser says what the parser says."""

from __future__ import annotations

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from packshot.outputs import simplemark
from packshot.outputs.plaintext import _tidy, _written

PARSER = MarkdownIt("commonmark", {"html": False}).disable("image")
TABLES = MarkdownIt("commonmark").enable("table")
PIECES = [
    *["a", "b1", "é", " ", "  ", "\n", "\n\n", "- ", "* ", "-", "*", "**", "**", "a**", "**a", ".", ",", "(", ")", "!"],
    *[
        "\n- ",
        "\n* ",
        "\n**",
        "1.",
        "1) ",
        "+ ",
        "#",
        ">",
        "&",
        "&amp;",
        "=",
        "---",
        '"',
        "'",
        "\u00a0",
        "|",
        "_",
        "~",
        ":",
    ],
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=20)


@given(texts)
@settings(max_examples=400)
@example("- **a.** b\n- c\n\nd **e** f")
@example("**a**\n- b")
@example("- a\n\n- b")
@example("- a\nb")
@example("a\n* b\n- c")
@example("*a\n** b**")
@example("**a****b**")
def test_what_is_read_without_the_parser_is_what_it_reads(text: str) -> None:
    found = simplemark.blocks(text)
    if found is None:
        return
    assert simplemark.html(found) == nh3.clean(PARSER.render(text))
    assert _tidy("\n".join(simplemark.lines(found))) == _tidy("".join(_written(TABLES.parse(text))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line.",
        "Two lines\nof a paragraph.\n\nAnother: 2.5 mm > 1 mm & so on.",
        "Features:\n- **Taped** seams\n- Two-way zip (**YKK**)\n\nMade to last.",
        "* One\n* Two",
    ],
)
def test_the_texts_of_most_products_need_no_parser(text: str) -> None:
    assert simplemark.blocks(text) is not None


@pytest.mark.parametrize("text", ["_a_", "a  \nb", "1. a", "# a", "[a](b)", "<b>", "&lt;", "    a", "- a\n  - b"])
def test_other_markup_is_left_to_the_parser(text: str) -> None:
    assert simplemark.blocks(text) is None
