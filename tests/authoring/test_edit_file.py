"""Edits as data: a file says what the edit says, and its comments, order and quoting stay."""

import pytest

from packshot.authoring.edit_file import edited
from packshot.authoring.operations import Operation


def put(keys, value):
    return Operation("set", keys, value)


def insert(keys, value, after=()):
    return Operation("insert", keys, value, after=after)


def remove(keys):
    return Operation("remove", keys)


def rename(keys, name):
    return Operation("rename", keys, name)


def move(keys, to, after=()):
    return Operation("move", keys, to=to, after=after)


PATH = "catalog/products/cup/mug/product.yaml"

CASES = {
    "set a value, comment at the line end": ("a:  1   # why\nb: 'x'\n", put(("a",), "2"), "a:  2   # why\nb: 'x'\n"),
    "set null": ("a: 1\n", put(("a",), None), "a: null\n"),
    "set the text null": ("a: 1\n", put(("a",), "null"), 'a: "null"\n'),
    "set a block text, comment in its head": (
        "a: |  # why\n  one\n  two\n# b\nb: x\n",
        put(("a",), "one"),
        "a: one  # why\n# b\nb: x\n",
    ),
    "set a list on one line": ("a: [x, y]  # why\n", put(("a",), ["z"]), "a: [z]  # why\n"),
    "set a list over several lines": ("a: [x,\n  y]  # why\nb: x\n", put(("a",), ["z"]), "a: [z]  # why\nb: x\n"),
    "set a map in lines": (
        "# top\na:\n  b: c  # inside\n\n# d\nd: 'e'\n",
        put(("a",), {"x": "y"}),
        "# top\na: {x: y}\n\n# d\nd: 'e'\n",
    ),
    "set in a map on one line": ("v:\n  A: {c: 'Red', d: 1}  # a\n", put(("v", "A", "d"), "2"), None),
    "insert behind another": (
        "a: 1  # one\n# about c\nc: 3\n",
        insert(("b",), "2", ("a",)),
        "a: 1  # one\nb: 2\n# about c\nc: 3\n",
    ),
    "insert first": ("# about c\nc: 3\n", insert(("b",), "2"), "b: 2\n# about c\nc: 3\n"),
    "insert first below a key": (
        "v:  # all\n    # about A\n    A: 1\n",
        insert(("v", "B"), "2"),
        "v:  # all\n    B: 2\n    # about A\n    A: 1\n",
    ),
    "insert behind a block text": ("a: |\n  x\n\nc: 3\n", insert(("b",), "2", ("a",)), "a: |\n  x\nb: 2\n\nc: 3\n"),
    "insert a subtree": (
        "v:\n  A: {c: red}  # a\nz: x\n",
        insert(("v", "B"), {"c": "blue", "d": ["x", "y"]}, ("A",)),
        "v:\n  A: {c: red}  # a\n  B: {c: blue, d: [x, y]}\nz: x\n",
    ),
    "insert in a map on one line": (
        "v:\n    A: {c: 'Red'}  # a\n    B:   {c: blue}\n",
        insert(("v", "A", "d"), "1", ("c",)),
        "v:\n    A: {c: 'Red', d: 1}  # a\n    B:   {c: blue}\n",
    ),
    "insert in a list": ("v:\n- a  # a\n- c\n", insert(("v", 1), "b"), "v:\n- a  # a\n- b\n- c\n"),
    "insert in a list on one line": ("v: [a, 'c']  # v\n", insert(("v", 1), "b"), "v: [a, b, 'c']  # v\n"),
    "insert in a list of maps": (
        "v:\n  - a: 1\n    b: 2  # two\n",
        insert(("v", 0), {"a": "0"}),
        "v:\n  - {a: 0}\n  - a: 1\n    b: 2  # two\n",
    ),
    "insert at the end without a line end": ("a: 1", insert(("b",), "2", ("a",)), "a: 1\nb: 2"),
    "remove": ("a: 1\n# about b\nb: 2  # two\nc: 3\n", remove(("b",)), "a: 1\n# about b\nc: 3\n"),
    "remove a subtree": (
        "a: 1\nb:\n  # in b\n  c: {d: e}\n  f: |\n    # text\n\n# about g\ng: 1\n",
        remove(("b",)),
        "a: 1\n\n# about g\ng: 1\n",
    ),
    "remove from a map on one line": ("v: {a: 1, b: 'x'}  # v\n", remove(("v", "a")), "v: {b: 'x'}  # v\n"),
    "remove from a list of maps": ("v:\n  - a: 1\n    b: 2\n  - a: 3  # c\n", remove(("v", 0)), "v:\n  - a: 3  # c\n"),
    "remove first in a list of maps": ("v:\n  - a: 1\n    b: 2  # c\n", remove(("v", 0, "a")), "v:\n  - b: 2  # c\n"),
    "remove the last line without a line end": ("a: 1\nb: 2", remove(("b",)), "a: 1"),
    "rename": ("'a b': 1  # why\nc: 2\n", rename(("a b",), "d"), "d: 1  # why\nc: 2\n"),
    "rename a key of a subtree": (
        "v:\n  # a\n  A:\n    x: 'y'  # why\n",
        rename(("v", "A"), "B"),
        "v:\n  # a\n  B:\n    x: 'y'  # why\n",
    ),
    "rename in a map on one line": ("v: {a: 1, b: 'x'}\n", rename(("v", "a"), "x, y"), "v: {\"x, y\": 1, b: 'x'}\n"),
    "move": (
        "a: 1\nb:\n  # in b\n  c: 'd'  # why\n\ne:\n    f: x\n",
        move(("b",), ("e", "b"), ("f",)),
        "a: 1\n\ne:\n    f: x\n    b:\n      # in b\n      c: 'd'  # why\n",
    ),
    "move and rename": ("a: 1  # one\nb: 2\n", move(("a",), ("c",), ("b",)), "b: 2\nc: 1  # one\n"),
    "move a block text": (
        "a: |2\n   x\n\n  y\nv:\n  b: 1\n",
        move(("a",), ("v", "a"), ("b",)),
        "v:\n  b: 1\n  a: |2\n     x\n\n    y\n",
    ),
    "move out of a map on one line": ("v: {a: 'x', b: 1}  # v\n", move(("v", "a"), ("a",)), "a: 'x'\nv: {b: 1}  # v\n"),
    "Windows": ("a: 1\r\nb: 2  # two\r\n", insert(("c",), "3", ("a",)), "a: 1\r\nc: 3\r\nb: 2  # two\r\n"),
    "a file without a key": ("# todo\n", insert(("a",), "1"), "a: 1\n# todo\n"),
    "an anchor elsewhere": ("a: &x 1\nb: *x\nc: 3\n", put(("c",), "4"), "a: &x 1\nb: *x\nc: 4\n"),
}  # fmt: skip
CASES["set in a map on one line"] = (*CASES["set in a map on one line"][:2], "v:\n  A: {c: 'Red', d: 2}  # a\n")


@pytest.mark.parametrize("name", CASES)
def test_an_edit_changes_its_place_alone(name):
    before, operation, after = CASES[name]
    made = edited(PATH, before.encode(), [operation])

    assert made is not None
    assert made.decode() == after


ROUND_TRIPS = {
    "insert behind the first key of a list entry": (
        "v:\n  - a: 1  # one\n    c: 3\nz:   'z'\n",
        insert(("v", 0, "b"), "2", ("a",)),
        "v:\n  - a: 1  # one\n    b: 2\n    c: 3\nz:   'z'\n",
    ),
    "move a value into a list": (
        "a: x\nv:\n  - 'y'  # y\n",
        move(("a",), ("v", 0)),
        "v:\n  - x\n  - 'y'  # y\n",
    ),
    "move lines into a map on one line": (
        "a:\n  b: 'c'\nv: {d: e}\n",
        move(("a",), ("v", "a")),
        "v: {a: {b: 'c'}, d: e}\n",
    ),
}


@pytest.mark.parametrize("name", ROUND_TRIPS)
def test_what_no_cut_can_do_is_done_by_a_round_trip(name):
    before, operation, after = ROUND_TRIPS[name]
    made = edited(PATH, before.encode(), [operation])

    assert made is not None
    assert made.decode() == after


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("a: 1\n", put(("b",), "2")),  # no such place
        ("a: 1\n", put(("a", "b"), "2")),
        ("a: 1\n", put((), "2")),
        ("a: [x]\n", put(("a", 1), "y")),
        ("a: [x]\n", put(("a", -1), "y")),
        ("a: 1\n", insert(("a",), "2")),  # there already
        ("a: 1\n", insert(("b", "c"), "2")),
        ("a: [x]\n", insert(("a", 2), "y")),
        ("a: [x]\n", insert(("a", "b"), "y")),
        ("a: 1\n", remove(("a",))),  # an empty file
        ("v: {a: 1}\n", remove(("v", "a"))),  # an empty map
        ("a: 1\nb: 2\n", rename(("a",), "b")),
        ("a: [x, y]\n", rename(("a", 0), "b")),
        ("a: {b: 1}\n", move(("a",), ("a", "b", "c"))),  # into itself
        ("a: 1\nb: 2\n", move(("a",), ("b",))),
        ("v: [a,  # one\n  b]\n", remove(("v", 0))),  # a comment has no place left
        ("a: 1\r\nb: 2\n", put(("a",), "2")),  # line ends of two kinds
        ("a: [\n", put(("a",), "2")),  # no YAML
        ('a: "x\n', put(("a",), "2")),
    ],
)
def test_what_has_no_place_is_left(text, operation):
    assert edited(PATH, text.encode(), [operation]) is None
