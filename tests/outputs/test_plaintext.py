"""Rich text as plain text, and cutting it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packshot.outputs.channels.pipes import PIPES
from packshot.outputs.plaintext import cut, has_markup, length, one_line, squeeze, strip_html


@pytest.mark.parametrize(
    ("rich", "plain"),
    [
        ("One line.", "One line."),
        ("Two lines\nof one paragraph.\n\nAnother.", "Two lines of one paragraph.\nAnother."),
        ("Three-layer **shell** for _wet_ weather.", "Three-layer shell for wet weather."),
        ("- Taped seams\n- Two-way zip", "- Taped seams\n- Two-way zip"),
        ("1. First\n2. Second", "1. First\n2. Second"),
        ("# Title\n\nText", "Title\nText"),
        ("Title\n=====\nText", "Title\nText"),
        ("[Care](https://x.example/care) and `code`", "Care and code"),
        ("<p>html</p> &eacute;", "html\né"),
        ("a <b>bold</b> word<br>and a break", "a bold word\nand a break"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<script>alert(1)</script>safe", "safe"),
        ("<!-- note -->safe", "safe"),
        ("Wash at 30 &deg;C &amp; dry", "Wash at 30 °C & dry"),
        ("&lt;p&gt;escaped &amp;amp; escaped&lt;/p&gt;", "escaped & escaped"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_word", "snake_case_word"),
        (r"\*no emphasis\*", "*no emphasis*"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b | |---|---| | 1 | 2 |"),
        ("hard  \nbreak", "hard\nbreak"),
        ("Write `<script>` in it.\n\nMore.", "Write <script> in it.\nMore."),
        ("``a ` <style>`` b `<!--` c `&amp;`", "a ` <style> b <!-- c &amp;"),
        ("`<script>` and <script>alert(1)</script> `</script>` end", "<script> and </script> end"),
        ("a ` b <script>alert(1)</script>\n\n` c", "a ` b\n` c"),
        (r"\`<script>x</script>\` y", "` ` y"),
        ("*\ufdd0b\ufdd1*", "b"),
        ("", ""),
    ],
)
def test_rich_text_becomes_plain(rich: str, plain: str) -> None:
    assert strip_html(rich) == plain


PIECES = [
    "<p>",
    "</p>",
    "<b>",
    "<br/>",
    "word",
    " ",
    "\n\n",
    "- ",
    "*",
    "<",
    "&lt;",
    "b",
    "&gt;",
    "&amp;",
    "amp;",
    "&x;",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text().map(lambda text: text.replace("`", "")))
def test_no_markup_is_left(text: str) -> None:
    assert not has_markup(strip_html(text))


@pytest.mark.parametrize(
    ("text", "limit", "unit", "end", "expected"),
    [
        ("short", 10, "chars", "", "short"),
        ("one two three", 9, "chars", "", "one two"),
        ("one two three", 7, "chars", "", "one two"),
        ("one two, three", 9, "chars", "", "one two"),
        ("one two three", 10, "chars", "…", "one two…"),
        ("Donaudampfschifffahrt", 5, "chars", "", "Donau"),
        ("a Donaudampfschifffahrt", 9, "chars", "", "a Donauda"),
        ("Größe", 4, "bytes", "", "Grö"),
        ("Größe", 3, "bytes", "", "Gr"),
        ("cafe\u0301s", 4, "chars", "", "caf"),
        ("ab👩\u200d🚀", 4, "chars", "", "ab"),
        ("word", 1, "chars", "……", "w"),
    ],
)
def test_cutting(text: str, limit: int, unit: str, end: str, expected: str) -> None:
    assert cut(text, limit, unit, end) == expected  # type: ignore[arg-type]  # the table holds plain text


@given(st.text(max_size=80), st.integers(1, 60), st.sampled_from(["chars", "bytes"]), st.sampled_from(["", "…"]))
def test_a_cut_text_fits_and_is_a_beginning(text: str, limit: int, unit: str, end: str) -> None:
    done = cut(text, limit, unit, end)  # type: ignore[arg-type]  # drawn from its words
    assert length(done, unit) <= limit  # type: ignore[arg-type]  # drawn from its words
    assert done == text or text.startswith(done.removesuffix(end))


@given(st.text(max_size=80))
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


def test_html_escaped_without_end_costs_no_time() -> None:
    assert not has_markup(strip_html("&" + "amp;" * 100_000 + "lt;b>"))


def test_markup_is_told_from_signs() -> None:
    assert has_markup("<p>x")
    assert has_markup("x &eacute; y")
    assert not has_markup("5 < 6 & 7 > 6; R&D")


def test_every_pipe_is_documented() -> None:
    assert [name for name, pipe in PIPES.items() if not pipe.run.__doc__] == []


def test_a_description_is_one_line_without_a_space_before_a_comma() -> None:
    assert one_line("A **bold**, *slanted* word & more.\n\n- x < y") == "A bold, slanted word & more. - x < y"
