"""HTML of description fields as CommonMark: the reader reads the same."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from packshot.authoring.importers._markdown import commonmark, plain

CASES = {
    "<b>Title</b>": "**Title**",
    "<b>Title:</b>text": "**Title**:text",
    "<B> a </B>b": "**a** b",
    "<i>a</i> <strong>b</strong>": "*a* **b**",
    "a<br />b<br>\nc": "a\\\nb\\\nc",
    "a\nb\n\nc": "a\\\nb\n\nc",
    "<p>a</p><p>b</p>": "a\n\nb",
    "<ul>\n<li>a</li>\n<li>b <b>c</b></li></ul>after": "- a\n- b **c**\n\nafter",
    "<ol><li>a</li><li>b</li></ol>": "1. a\n1. b",
    "- a\n-b\n1. c\n# d\n> e\n+ f\n2) g": "\\- a\\\n-b\\\n1\\. c\\\n\\# d\\\n\\> e\\\n\\+ f\\\n2\\) g",
    "2*3 = a_b _c_ `d` [e](f) \\": "2\\*3 = a_b \\_c\\_ \\`d\\` \\[e\\](f) \\\\",
    "x<sup>2</sup>": "x2",
    '<span style="font-weight: bold;">a</span> b': "**a** b",
    "&bull; a&nbsp;b &#8217; &amp;amp; AT&T &nosuch; &#7;": "• a\u00a0b ’ \\&amp; AT&T \\&nosuch; \\&#7;",
    "from <US$600, < 55dB, <€4": "from \\<US$600, \\< 55dB, \\<€4",
    "a</b.\nb": "a\\</b.\\\nb",
    "a <!-- note --> b": "a  b",
    "<script>x</script>": "\\<script>x\\</script>",
    "---\n===": "\\---\\\n\\===",
    "<b></b>": "",
}


@pytest.mark.parametrize("text", CASES)
def test_case(text):
    assert commonmark(text) == CASES[text]


WORDS = (
    "<b> </b> <i> </i> <br/> <li> </li> <ul> </ul> <ol> </ol> <p> </p> <sup> </sup> * ** _ ` ~~~ # > - + 1. 2) = === "
    "--- \\ [a](b) ![c] & &amp; &lt; < > a b c1 é ( ) : . ! “ ” ’ • http://a.b <http://a.b> a@b.c"
)
PIECES = st.sampled_from([*WORDS.split(" "), "\n", "\n\n", " ", "    "])


def read_html(text):
    text = re.sub(r"</?(?:br|p|li|ul|ol)/?>", "\n", re.sub(r"</?(?:b|i|sup)>", "", text))
    return " ".join(re.sub(r"&[a-z]+;", lambda found: html.unescape(found[0]), text).split())


def read_markdown(text):
    shown = MarkdownIt("commonmark").render(text)
    assert "<code" not in shown
    assert "<h" not in shown
    assert "<a" not in shown
    shown = re.sub(r"</?(?:strong|em)>", "", shown)
    return " ".join(html.unescape(re.sub(r"</?(?:br|p|li|ul|ol)[^>]*>", "\n", shown)).split())


@given(st.lists(PIECES, max_size=14).map("".join))
def test_reads_the_same(text):
    assert read_markdown(commonmark(plain(text))) == read_html(text)
