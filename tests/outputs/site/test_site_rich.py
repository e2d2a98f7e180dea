"""Rich text: what it may become, and what it may not."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from packshot.outputs.site.rich import MARKED, prose, rich


def blocks(html: str) -> list[str]:
    if not html.strip():
        return []
    return [
        " ".join(one.text_content().split()) for one in lxml_html.fragments_fromstring(html) if not isinstance(one, str)
    ]


def test_lists_and_emphasis_become_html() -> None:
    assert rich("For **wet** weather.\n\n- Taped\n- Two-way") == (
        "<p>For <strong>wet</strong> weather.</p>\n<ul>\n<li>Taped</li>\n<li>Two-way</li>\n</ul>\n"
    )


def test_headings_begin_below_those_of_the_page() -> None:
    assert rich("# One\n\n##### Five") == "<h3>One</h3>\n<h6>Five</h6>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        "![x](https://evil.example/pixel.png)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "`<script>`",
    ],
)
def test_nothing_that_runs_or_loads_gets_through(text: str) -> None:
    html = rich(text)
    assert not re.search(r"<(script|img)|href=\"(javascript|data)", html)


def test_prose_keeps_its_figures_and_loses_what_runs() -> None:
    html = prose(
        '<h2 id="a">A</h2><figure><img src="/a.jpg" alt="A" onload="x()"></figure><script>x()</script><style></style>'
    )
    assert html == '<h2 id="a">A</h2><figure><img src="/a.jpg" alt="A"></figure>'


LETTERS = st.text(alphabet="ab1.)-+=#*_ \n!>&;:~|\"'\t]", max_size=24)


@given(st.one_of(LETTERS, st.text(max_size=24)))
def test_unmarked_text_is_read_like_the_parser_reads_it(text: str) -> None:
    slow = nh3.clean(MarkdownIt("commonmark", {"html": False}).render(text))
    if not MARKED.search(text):
        assert blocks(rich(text)) == blocks(slow)


@given(st.text(alphabet="<>scriptimg/ x=\"'()[]!*`&#\n:jav", max_size=40))
def test_no_text_makes_a_script_or_a_handler(text: str) -> None:
    html = f"<div>{rich(text)}</div>"
    tags = {str(one.tag) for one in lxml_html.fragment_fromstring(html).iter()}
    assert not tags & {"script", "img", "iframe", "style"}
