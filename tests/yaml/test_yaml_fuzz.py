"""The fast reader against the careful one: what it accepts, the careful reader accepts with the same value."""

import os

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from samples import SAMPLES

from packshot.yaml import careful as carefulyaml
from packshot.yaml import fast as fastyaml
from packshot.yaml import guard, reader
from packshot.yaml.plain_lines import are_ordinary

RUNS = int(os.environ.get("PACKSHOT_FUZZ", "300"))
fuzz = settings(max_examples=RUNS, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.sampled_from(
    [
        *("null", "~", "Null", "NULL", "true", "false", "yes", "no", "True", "null: a", '"null"', "'null'"),
        *("1", "0", "-0", "+1", ".5", "1.", "-.5", "-1.", "1.0", "0.5", "1e3", "1.5e3", "0x1F", "0o7", "1_000", "1,5"),
        *("1:30", "007", "nan", "NaN", ".nan", "inf", "-inf", ".inf", "infinity", "Infinity", "2026-11-22", "19 %"),
        *("<<", "=", "-", "- a", "?", "? a", "|", ">", "|-", "|2", ">+", "---", "...", "%", "@", "`", ": ", ":", ", "),
        *("*", "&", "!", "*a", "&a", "!t", "!!str", "#", "#8", " #8", "  # c", "Screw", "x#8", "a:b", "a:", ":a", ",a"),
        *("[a", "]a", "{a", "}a", '"a', "'a", "a'", 'a"', '""', "''", "[]", "{}", "[null]", "{a}", "[", "]", "{", "}"),
        *(
            "http://a/b",
            "Größe",
            "日本",
            "\u2028",
            "\x85",
            "\u00a0",
            "\ufeff",
            "\\",
            "\\n",
            '"\\n"',
            '"\\0"',
            "'it''s'",
        ),
        *('"a\\"b"', "fjord-shell/*", "FJ-RED-M", "**b**", "red", "a b", "\t", "\r", "\0"),
    ]
)
BLANKS = st.sampled_from([" ", "  ", "", "\n", "\n  ", "\t", "\r\n", " \n", "\n\n", "\n    ", "\n\t"])
TEXTS = st.one_of(WORDS, st.text(max_size=12), st.lists(st.one_of(WORDS, BLANKS), max_size=5).map("".join))
SCALARS = st.one_of(
    TEXTS,
    TEXTS.map(lambda text: f'"{text}"'),
    TEXTS.map(lambda text: f"'{text}'"),
)
COMMENTS = st.sampled_from(["", "", "", "  # note", " # note", "  # null", " #8", "#x"])
FLOW = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(SCALARS, inner), max_size=3).map(
            lambda rows: f"{{{', '.join(f'{k}: {v}' for k, v in rows)}}}"
        ),
    ),
    max_leaves=5,
)


def indented(text: str, by: str) -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))


def mapping(rows: list[tuple[str, str, str]]) -> str:
    return "\n".join(f"{key}:{value}{comment}" for key, value, comment in rows)


def below(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may stand behind a colon: on its line, or indented below it."""
    steps = st.sampled_from(["  ", "    ", " ", ""])
    heads = st.sampled_from([" |", " >", " |-", " |+", " >-", " |2", " | # c", "", "  # c", " &a", " !t"])
    return st.one_of(
        FLOW.map(lambda text: " " + text),
        st.tuples(heads, inner, steps).map(lambda parts: f"{parts[0]}\n{indented(parts[1], parts[2])}"),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: "\n" + "\n".join(f"- {item}" for item in items)),
    )


KEYS = st.one_of(st.sampled_from(["a", "b", "name", "label", "no", "FJ-RED-M", '"%"', "fjord/*", "name.of"]), SCALARS)
BLOCKS = st.recursive(
    st.lists(st.tuples(KEYS, FLOW.map(lambda text: " " + text), COMMENTS), min_size=1, max_size=4).map(mapping),
    lambda inner: st.lists(st.tuples(KEYS, below(inner), COMMENTS), min_size=1, max_size=4).map(mapping),
    max_leaves=6,
)


def agrees(data: bytes) -> None:
    fast = fastyaml.read(data)
    careful = carefulyaml.load(data, "a.yaml")
    if fast is not None:
        assert careful.findings == []
        assert in_order(fast) == in_order(careful.value)
    assert reader.load(data, "a.yaml").findings == careful.findings
    assert not are_ordinary(data) or guard.passes(data)


def in_order(value: reader.Raw) -> object:
    """With the order of the keys and the types made visible to `==`."""
    if isinstance(value, dict):
        return [(key, in_order(child)) for key, child in value.items()]
    return [in_order(child) for child in value] if isinstance(value, list) else (type(value), value)


@fuzz
@given(BLOCKS, st.sampled_from(["\n", "", "\n\n", "\r\n", "\n...\n", "\n# end\n", "\n  "]))
@example("a: b", "\n")
def test_accepted_fast_is_accepted_carefully_with_the_same_value(text: str, end: str) -> None:
    agrees((text + end).encode("utf-8", "surrogatepass"))


PIECES = st.one_of(WORDS, BLANKS, st.text(max_size=3)).map(lambda text: text.encode("utf-8", "surrogatepass"))


@fuzz
@given(st.sampled_from(SAMPLES), st.data())
def test_a_file_with_pieces_put_in_and_cut_out(sample: str, data: st.DataObject) -> None:
    content = bytearray(sample.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 6))
        content[start : start + cut] = data.draw(st.one_of(PIECES, st.binary(max_size=3)))
    agrees(bytes(content))


@fuzz
@given(st.binary(max_size=60))
def test_any_bytes(content: bytes) -> None:
    agrees(content + b"\n")


def test_the_samples_take_the_fast_path() -> None:
    taken = [sample for sample in SAMPLES if fastyaml.read(sample.encode()) is not None]
    assert len(taken) == len(SAMPLES)


def test_a_file_as_the_program_writes_it_is_ordinary() -> None:
    assert are_ordinary(SAMPLES[-1].encode())
