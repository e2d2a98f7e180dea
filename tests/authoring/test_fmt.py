"""fmt keeps what people wrote, and changes nothing that is canonical."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packshot.authoring import fmt
from packshot.findings import RefusedError

PRODUCT = "catalog/products/a/x/product.yaml"
PRICES = "catalog/prices/eu.yaml"


def test_reference_is_canonical(test_data):
    folder = test_data.parent / "reference" / "format"
    if not folder.is_dir():
        pytest.skip("no reference repository beside the test data")
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}

    assert len(files) == 38
    assert list(fmt.check(files.items())) == []
    assert all(fmt.formatted(data.decode(), path) == data.decode() for path, data in files.items())
    # the slow way says the same as the quick test
    assert all(fmt._round_trip(path, data.decode()) == data.decode() for path, data in files.items())


CASES = {
    "indentation": (PRODUCT, "by:\n    color:\n        red: {a: b}\n", "by:\n  color:\n    red: {a: b}\n"),
    "lists in a block are indented": (PRODUCT, "f:\n- a b\n- c\n", "f:\n  - a b\n  - c\n"),
    "texts of a list stand in lines": (PRODUCT, "features: [a b, c]\n", "features:\n  - a b\n  - c\n"),
    "codes of a list stand on a line": (PRODUCT, "categories:\n  - a\n  - b\n", "categories: [a, b]\n"),
    "quotes stay": (PRODUCT, "a: 'no'\nb:   \"x\"\n", "a: 'no'\nb: \"x\"\n"),
    "null, numbers and words stay": (PRODUCT, "a: null\nb: 0012\nc:  1e3\n", "a: null\nb: 0012\nc: 1e3\n"),
    "prices are sorted, comments move along": (
        PRICES,
        "currency: EUR\n\nprices:   # all\n  # bee\n  B: 1\n  A:  2  # ay\n  # end\n",
        "currency: EUR\n\nprices:   # all\n  A: 2   # ay\n  # bee\n  B: 1\n  # end\n",
    ),
    "blocks move whole": (
        PRICES,
        "prices:\n  B:\n    price: 1\n\n    was: 2\n  A: 2\n",
        "prices:\n  A: 2\n  B:\n    price: 1\n\n    was: 2\n",
    ),
    "a long variant stands in a block": (
        PRODUCT,
        f"variants:\n  B: {{color: red, note: {'x' * 110}}}\n  A: {{color: blue}}\n",
        f"variants:\n  A: {{color: blue}}\n  B:\n    color: red\n    note: {'x' * 110}\n",
    ),
    "one line end at the end": (PRODUCT, "a: b\n\n\n", "a: b\n"),
    "no line end at the end": (PRODUCT, "a: b", "a: b\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_case(name):
    path, text, wanted = CASES[name]

    assert fmt.formatted(text, path) == wanted
    assert fmt.formatted(wanted, path) == wanted
    (finding,) = fmt.check([(path, text.encode())])
    assert finding.code == "not-canonical"
    assert finding.at.path == path
    assert finding.at.line
    assert "@@" in finding.text


def test_unreadable_files_are_left_to_validate():
    assert list(fmt.check([(PRODUCT, b"a: [\n"), (PRODUCT, b"a: b\na: c\n"), ("assets/a.jpg", b"\xff")])) == []
    with pytest.raises(RefusedError):
        fmt.formatted("a: [\n", PRODUCT)


LINES = st.lists(
    st.sampled_from(
        [
            *(
                "a: b",
                "# note",
                "  # deep",
                "b: 'x'  # why",
                "c:",
                "  d: 1",
                "    e: 2",
                "- x",
                "  - x y",
                "",
                "  f: [a, b c]",
            ),
            *("variants:", "  B: {a: 1}", "  A: {b: c d}  # a", f"  C: {{a: {'x' * 120}}}", "g: |", "    x", "   y  "),
        ]
    ),
    max_size=9,
)


@given(LINES)
def test_twice_is_once(lines):
    text = "\n".join(lines) + "\n"
    try:
        once = fmt.formatted(text, PRODUCT)
    except RefusedError:
        return
    assert fmt.formatted(once, PRODUCT) == once
