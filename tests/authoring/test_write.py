"""What the writer writes is read back as the same data, by two readers that know nothing of it."""

import io
import re
import sys
from typing import ClassVar

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver

from packshot.authoring.styles import text_of
from packshot.authoring.write import Quoted, Style, document, flow, scalar
from packshot.yaml.reader import load

NASTY = [
    *("no", "0012", "1e3", "null", "Null", "~", "true", "=", "<<", "-", "--", "---", "...", "- x", "-x", "? x", "?"),
    *(
        " #",
        "a #b",
        "a: b",
        "a:",
        ":",
        ": ",
        ":x",
        "@x",
        "&x",
        "*x",
        "!x",
        "%x",
        "`x`",
        "|",
        ">",
        "'",
        '"',
        "a'b",
        'a"b',
    ),
    *(
        "[a]",
        "{a}",
        "a, b",
        "a]",
        "#x",
        "x#",
        "a\tb",
        "\ta",
        "a\t",
        "a\rb",
        "a\nb",
        "a\n\nb",
        " a",
        "a ",
        "a \nb",
        "\na",
    ),
    *(
        "a\x85b",
        "a\u2028b",
        "\ufeffa",
        "a\u00a0",
        "\u00a0",
        "é",
        "e\u0301",
        "日本",
        "😀",
        "a\x07",
        "a\\nb",
        "http://x/y?a=b&c",
    ),
    *("a\n  b", "  a\n b", "a\n \nb", "x" * 3000, "a: " * 60 + "b", "a\n---\nb", "a\n# b", "12:30", "- a\n- b"),
]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
TEXT = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
READABLE = TEXT.filter(lambda text: text and not CONTROL.search(text))
KEY = st.one_of(
    st.sampled_from([text for text in NASTY if 0 < len(text) < 100 and text.isprintable()]),
    st.text(st.characters(categories=["Lu", "Ll", "Nd", "P", "S"], include_characters=" "), min_size=1, max_size=20),
)
DATA = st.recursive(
    st.one_of(st.none(), TEXT),
    lambda inner: st.one_of(
        st.lists(inner.filter(lambda value: not isinstance(value, list)), min_size=1, max_size=4),
        st.dictionaries(KEY, inner, min_size=1, max_size=4),
    ),
    max_leaves=8,
)


class _Texts(yaml.SafeLoader):
    """Takes every plain scalar but `null` for text."""

    yaml_implicit_resolvers: ClassVar = {}


_Texts.add_constructor(
    "tag:yaml.org,2002:str",
    lambda loader, node: None if node.value == "null" and node.style is None else loader.construct_scalar(node),
)


def without_line_ends(value):
    """The data as compared: a block brings one line end."""
    if isinstance(value, str):
        return value.removesuffix("\n")
    if isinstance(value, dict):
        return {without_line_ends(key): without_line_ends(inner) for key, inner in value.items()}
    return value if value is None else [without_line_ends(item) for item in value]


def read(text):
    return yaml.load(text, _Texts)


@given(st.dictionaries(KEY, DATA, min_size=1, max_size=5), st.sampled_from([0, 40, 180]))
@example({"a": [{"b": "c"}], "d": ["a b", None]}, 0)
def test_data_survives(data, width):
    text = document(data, Style(lambda keys, value: width))

    assert without_line_ends(read(text)) == without_line_ends(data)


@given(st.dictionaries(KEY, READABLE, min_size=1, max_size=5))
@example({"no": "0\n\t0"})
@example({"no": "a\tb\nc"})
def test_texts_are_read_by_our_own_reader(data):
    raw, findings = load(document(data, Style()).encode(), "x.yaml")

    assert not findings
    assert without_line_ends(raw) == without_line_ends(data)


class _TextResolver(VersionedResolver):
    @property
    def versioned_resolver(self):
        return {}


@given(st.dictionaries(KEY, DATA, min_size=1, max_size=5), st.sampled_from([0, 40, 180]))
def test_written_is_a_fixed_point_of_ruamel(data, width):
    text = document(data, Style(lambda keys, value: width))
    again, out = YAML(), io.StringIO()
    again.Resolver, again.preserve_quotes, again.width = _TextResolver, True, sys.maxsize
    again.indent(mapping=2, sequence=4, offset=2)

    again.dump(again.load(text), out)

    assert out.getvalue() == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("no", "no"),
        ("0012", "0012"),
        ("-5", "-5"),
        ("null", '"null"'),
        ("", '""'),
        ("%", '"%"'),
        ("Screw #8", '"Screw #8"'),
        ("19 %", "19 %"),
        ("2026-09-01T00:00:00+02:00", "2026-09-01T00:00:00+02:00"),
    ],
)
def test_quotes_only_where_needed(text, written):
    assert scalar(text) == written


def test_one_line():
    assert (
        flow({"if": Quoted("price"), "pipe": ["squeeze", {"cut": "150"}]}) == '{if: "price", pipe: [squeeze, cut: 150]}'
    )


def test_product_file():
    data = {
        "family": "jacket",
        "status": "active",
        "name": "Fjord: a shell",
        "description": "One\n\nTwo",
        "features": ["Taped seams", "Zip"],
        "categories": ["jackets", "new"],
        "assets": {"main": "front"},
        "axes": ["color"],
        "by": {"color": {"red": {"weight": "5 g"}, "blue": {"name": "Blue", "assets": {"main": "blue"}}}},
        "variants": {"A": {"color": "red"}, "B": {"color": "blue", "note": "x" * 120}},
    }

    text = text_of("catalog/products/x/product.yaml", data, prose={"name", "description", "features"})

    assert (
        text
        == f"""family: jacket
status: active

name: "Fjord: a shell"

description: |
  One

  Two

features:
  - Taped seams
  - Zip

categories: [jackets, new]
assets: {{main: front}}
axes: [color]
by:
  color:
    red: {{weight: 5 g}}
    blue:
      name: Blue
      assets: {{main: blue}}
variants:
  A: {{color: red}}
  B:
    color: blue
    note: {"x" * 120}
"""
    )
