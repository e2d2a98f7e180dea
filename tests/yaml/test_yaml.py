"""The accepted YAML: what each trap says and where, what is read, and where keys lie."""

import os
import textwrap
from pathlib import Path

import pytest
from samples import SAMPLES

from packshot.findings import Location, Position
from packshot.yaml import careful as carefulyaml
from packshot.yaml import events
from packshot.yaml import fast as fastyaml
from packshot.yaml.positions import KeyPositions
from packshot.yaml.reader import load
from packshot.yaml.text import LARGEST


def read(text: str) -> object:
    loaded = load(textwrap.dedent(text).encode(), "a.yaml")
    assert loaded.findings == []
    return loaded.value


def found(text: str | bytes) -> list[tuple[str, int | None, int | None]]:
    """The findings of a text as (code, line, column)."""
    data = text.encode() if isinstance(text, str) else text
    loaded = load(data, "a.yaml")
    assert all(finding.text and finding.help and finding.at.path == "a.yaml" for finding in loaded.findings)
    return [(finding.code, finding.at.line, finding.at.column) for finding in loaded.findings]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        *[
            (word, word)
            for word in ("true", "yes", "007", "1e3", ".5", "1.", "+1", "1_000", "0x1F", "2026-11-22", "nan", "inf")
        ],
        *[
            (word, word)
            for word in ("1.50", "289.00", "0.10", "1,5", "12:30", "-0", "1e400", "a:b", "x#8", "© 2026", "19 %")
        ],
        *[("'null'", "null"), ('"#1b4f8f"', "#1b4f8f"), ("'it''s'", "it's"), ('"a\\tb"', "a\tb"), ("'x #8'", "x #8")],
        *[("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789")],
    ],
)
def test_every_scalar_is_text_as_written(written: str, text: str) -> None:
    assert read(f"a: {written}\n") == {"a": text}
    assert read(f"a: [{written}, b]\n") == {"a": [text.split(",", maxsplit=1)[0], *text.split(",")[1:], "b"]}


def test_plain_null_is_none() -> None:
    assert read("a: null\nb: [null, x]\nc: {d: null}\n") == {"a": None, "b": [None, "x"], "c": {"d": None}}


def test_keys_are_text_in_file_order() -> None:
    value = load(b'no: a\n10: b\n1.50: c\n"%": d\ntrue: e\n', "a.yaml").value
    assert list(value) == ["no", "10", "1.50", "%", "true"]


def test_texts_of_several_lines() -> None:
    assert read("""\
        a: |
          one #8

          - two
        b: >-
          one
          two
        c: one
          two
    """) == {"a": "one #8\n\n- two\n", "b": "one two", "c": "one two"}


def test_line_ends_of_windows_are_read_as_line_ends() -> None:
    assert load(b"a: |\r\n  x\r\n  y\r\nb: c\r\n", "a.yaml") == ({"a": "x\ny\n", "b": "c"}, [])


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("a: Screw #8\n", [("yaml-comment-trap", 1, 10)]),
        ("a: [b] # c\n", [("yaml-comment-trap", 1, 8)]),
        ("a: 'x #8' # c\nb: |\n  x #8\nc: 1 #d\n", [("yaml-comment-trap", 1, 11), ("yaml-comment-trap", 4, 6)]),
        ("a: | # c\n  x\n", [("yaml-comment-trap", 1, 6)]),
        ("a:\n", [("yaml-empty-value", 1, 3)]),
        ("a: ''\nb: []\nc: {}\n", [("yaml-empty-value", line, 4) for line in (1, 2, 3)]),
        ("a: [b, '']\n", [("yaml-empty-value", 1, 8)]),
        ("a: {b}\n", [("yaml-empty-value", 1, 6)]),
        ("a: ~\nb: Null\nc: NULL\n", [("yaml-null-spelling", line, 4) for line in (1, 2, 3)]),
        ("a: b\nc: d\na: e\n", [("yaml-duplicate-key", 3, 1)]),
        ("a: &x b\nc: *x\n", [("yaml-anchor", 1, 4), ("yaml-anchor", 2, 4)]),
        ("*x : b\n", [("yaml-anchor", 1, 1)]),
        ("<<: b\n", [("yaml-merge-key", 1, 1)]),
        ("a: !!str b\nc: !d [e]\n", [("yaml-tag", 1, 4), ("yaml-tag", 2, 4)]),
        ("? [a]\n: b\n", [("yaml-key", 1, 3)]),
        ("null: b\n", [("yaml-key", 1, 1)]),
        ("'': b\n", [("yaml-key", 1, 1)]),
        ("---\na: b\n...\n", [("yaml-document-marker", 1, 1), ("yaml-document-marker", 3, 1)]),
        ("a: b\n---\nc: d\n", [("yaml-several-documents", 2, 1)]),
        ("%YAML 1.2\n---\na: b\n", [("yaml-directive", 1, 1)]),
        ("a:\tb\n\tc\n", [("yaml-tab", 1, 3), ("yaml-tab", 2, 1)]),
        ("- a\n", [("yaml-not-a-mapping", 1, 1)]),
        ("a\n", [("yaml-not-a-mapping", 1, 1)]),
        ("# only a comment\n", [("yaml-empty-file", None, None)]),
        ("", [("yaml-empty-file", None, None)]),
        ("a: b: c\n", [("yaml-syntax", 1, 5)]),
        ("a: 'b\n", [("yaml-syntax", 1, 4)]),
        ("a: 'b' c\n", [("yaml-syntax", 1, 8)]),
        ("a: -\n", [("yaml-syntax", 1, 4)]),
        ("a: b\n  c: d\n", [("yaml-syntax", 2, 3)]),
        ("a:b\nc: d\n", [("yaml-syntax", 1, 2)]),
        ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n", [("yaml-merge-conflict", 2, 1)]),
        ("a: b\n<<<<<<< HEAD\nc: d\n", [("yaml-syntax", 2, 1)]),
        ("a: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n", []),
        ("a: @b\n", [("yaml-syntax", 1, 4)]),
        ("a: Screw #8\nb: c: d\n", [("yaml-syntax", 2, 5), ("yaml-comment-trap", 1, 10)]),
        ("\ufeffa: b\n", [("yaml-byte-order-mark", 1, 1)]),
        ("a: b\rc: d\n", [("yaml-control-character", 1, 5)]),
        ("a: b\u2028c\n", [("yaml-control-character", 1, 5)]),
        ("a: b\x00\x1b\n", [("yaml-control-character", 1, 5), ("yaml-control-character", 1, 6)]),
        ('a: "\\0"\n', [("yaml-control-character", 1, 4)]),
        ("a: b\n".encode("utf-16"), [("yaml-encoding", None, None)]),
        (b"a: b\nc: \xff\n", [("yaml-encoding", 2, 4)]),
        (b"a: b  # \xff\n", [("yaml-encoding", 1, 9)]),
        (b"a: \xed\xa0\x80\n", [("yaml-encoding", 1, 4)]),
        (b"a: " + b"x" * LARGEST, [("yaml-too-large", None, None)]),
    ],
)
def test_what_is_not_accepted(text: str | bytes, findings: list[tuple[str, int, int]]) -> None:
    assert found(text) == findings


@pytest.mark.parametrize(
    "deep",
    [
        "a: " + "[" * 20_000 + "x" + "]" * 20_000,
        "a: " + "{b: " * 20_000 + "x" + "}" * 20_000,
        "a:\n" + "- " * 20_000 + "x",
        "".join(f"{' ' * depth}a:\n" for depth in range(2_000)),
        "a: " + '["]", ' * 20_000 + "x" + "]" * 20_000,
    ],
)
def test_absurd_nesting_is_a_finding_on_both_paths(deep: str) -> None:
    assert [code for code, _, _ in found(deep + "\n")] == ["yaml-too-deep"]


def test_the_deepest_that_is_accepted() -> None:
    def nested(levels: int) -> bytes:
        return b"a: " + b"[" * levels + b"x" + b"]" * levels + b"\n"

    assert load(nested(events.DEEPEST - 1), "a.yaml").findings == []
    assert [finding.code for finding in load(nested(events.DEEPEST), "a.yaml").findings] == ["yaml-too-deep"]


def test_all_findings_of_a_file_come_at_once_with_their_keys() -> None:
    loaded = load(b"a: {b: ~, c: [x, '']}\nd: e #8\n", "a.yaml")
    assert [(finding.code, finding.at.keys) for finding in loaded.findings] == [
        ("yaml-null-spelling", ("a", "b")),
        ("yaml-empty-value", ("a", "c", 1)),
        ("yaml-comment-trap", ()),
    ]
    assert loaded.findings[0].edits[0].new == "null"


def test_a_syntax_error_is_silent_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert found("a: [b\n") == [("yaml-syntax", 1, 4)]
    assert capfd.readouterr() == ("", "")


def test_reading_works_without_a_standard_error() -> None:
    kept = os.dup(2)
    os.close(2)
    try:
        loaded = load(b"a: [b\n", "a.yaml"), load(b"a: b\n", "a.yaml")
    finally:
        os.dup2(kept, 2)
        os.close(kept)
    assert (len(loaded[0].findings), loaded[1].value) == (1, {"a": "b"})


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_the_samples_are_read_alike_by_both_readers(number: int) -> None:
    data = SAMPLES[number].encode()
    assert fastyaml.read(data) == carefulyaml.load(data, "a.yaml").value


@pytest.mark.parametrize(
    "text",
    [
        "a: [b\n c: d]\n",  # what rapidyaml reads and libyaml refuses, or reads differently
        'a: "\n ": 1\n',
        "a: | -x\n c\n",
        "a: {b: c  #, d: e}\n",
        "a: {b: c  # d, e: f}\n",
        "{a\n: [b]}\n",
        "a: [b, :c]\n",
        "]a: b\n",
        "a:\n- {b: c} - {d: e}\n",
        "a: .5\nb: 0.5\n",
        "inf: a\n",
        "a: |2\n    x\n",
        "a: b\n---\nc: d\n",
        "a:\nb: null\n",
        "a: b  # null\nc:\nd: null\n",
    ],
)
def test_the_guard_leaves_the_doubtful_to_the_careful_reader(text: str) -> None:
    assert fastyaml.read(text.encode()) is None


PRODUCT = b"""\
family: jacket
variants:
  FJ-RED-M: {color: red, size: M}
features:
  - Taped
  - two: way
"""


def locate(data: bytes, at: Location) -> Position | None:
    return KeyPositions(data, at.path).find(at)


@pytest.mark.parametrize(
    ("at", "line", "column", "width"),
    [
        (Location("p", ("family",)), 1, 9, 6),
        (Location("p", ("family",), "key"), 1, 1, 6),
        (Location("p", ("variants",)), 2, 1, 8),
        (Location("p", ("variants", "FJ-RED-M")), 3, 13, 1),
        (Location("p", ("variants", "FJ-RED-M", "size")), 3, 32, 1),
        (Location("p", ("variants", "FJ-RED-M", "gtin")), 3, 3, 8),
        (Location("p", ("variants", "FJ-RED-S", "gtin")), 2, 1, 8),
        (Location("p", ("features", 0)), 5, 5, 5),
        (Location("p", ("features", 1, "two")), 6, 10, 3),
        (Location("p", ("features", 7)), 4, 1, 8),
        (Location("p", ("nowhere", "at", "all")), 1, 1, 1),
        (Location("p"), 1, 1, 1),
        (Location("p", line=4, column=3), 4, 3, 6),
        (Location("p", line=3, column=12), 3, 12, 1),
    ],
)
def test_where_a_key_lies(at: Location, line: int, column: int, width: int) -> None:
    position = KeyPositions(PRODUCT, at.path).find(at)
    assert position is not None
    assert (position.line, position.column, position.width) == (line, column, width)
    assert position.text == PRODUCT.decode().split("\n")[line - 1]


def test_where_a_key_lies_in_a_broken_file() -> None:
    position = KeyPositions(b"a: b\nc: d: e\n", "p").find(Location("p", ("a",)))
    assert position is not None
    assert (position.line, position.column) == (1, 4)
    assert KeyPositions(b"\xff\xfe", "p").find(Location("p", ("a",))) is not None
    position = KeyPositions(b"a: {{b: c}: d}\n? [x]\n: y\nz: 1\n", "p").find(Location("p", ("z",)))
    assert position is not None
    assert (position.line, position.column) == (4, 4)
    assert KeyPositions(b"a: b\n", "p").find(Location("p", line=9)) is None


def test_the_files_of_a_whole_repository(test_data: Path) -> None:
    """Foreign files of any kind never break the reader, and both readers agree on them."""
    files = sorted(path for path in test_data.rglob("*.y*ml") if path.is_file())[:300]
    for file in files:
        data = file.read_bytes()
        fast = fastyaml.read(data)
        careful = carefulyaml.load(data, file.name)
        assert fast is None or (careful.findings == [] and careful.value == fast)
