"""The expression language, as a person writes it in a channel file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packshot.expr import Expression, Failure, Quantity, parse
from packshot.findings import Finding, Location
from packshot.messages import message
from packshot.messages.template import render

WORDS = [
    "a",
    "b.c",
    "'x'",
    "1",
    "+",
    "-",
    "*",
    "/",
    "(",
    ")",
    "[",
    "]",
    ",",
    ".",
    "in",
    "not",
    "is",
    "if",
    "else",
    "and",
]
HUGE = Decimal("9" * 24 + "." + "9" * 24)
"""As many digits as a file may write."""

SCALES = {
    "kg": (Fraction(1000), Fraction(0)),
    "Mt": (Fraction(10**12), Fraction(0)),
    "ng": (Fraction(1, 10**9), Fraction(7, 3)),
}
OPERANDS: tuple[object, ...] = (
    None,
    "text",
    True,
    HUGE,
    -HUGE,
    Decimal(0),
    Quantity(HUGE, "Mt", SCALES),
    Quantity(Decimal(0), "ng", SCALES),
    date(2026, 2, 1),
    datetime(2026, 2, 1, tzinfo=UTC),
    (),
    ("a", "b"),
    (HUGE, None),
    {"row": {"share": HUGE}},
)
"""A value of each kind that a path may find, the extremes among them."""

BINARY = (" + ", " - ", " * ", " / ", " == ", " < ", " >= ", " in ", " not in ", " and ", " or ")
UNARY = (
    "not {}",
    "-{}",
    "round({}, 9)",
    "round({})",
    "len({})",
    "text({})",
    "{}.to('ng')",
    "{}.join(', ')",
    "{}.lower()",
)
CALLS = st.recursive(
    st.sampled_from(("a", "b", "c", "1", "'x'")),
    lambda inner: (
        st.tuples(inner, st.sampled_from(BINARY), inner).map(lambda parts: f"({''.join(parts)})")
        | st.tuples(st.sampled_from(UNARY), inner).map(lambda parts: parts[0].format(f"({parts[1]})"))
        | st.lists(inner, max_size=2).map(lambda members: f"[{', '.join(members)}]")
    ),
    max_leaves=5,
)
"""Expressions that can be read, of all there is."""

AT = Location("channels/google-de.yaml", ("select", 0, "if"))


KILO = {"g": (Fraction(1), Fraction(0)), "kg": (Fraction(1000), Fraction(0))}

FACTS: dict[str, Any] = {
    "status": "active",
    "name": "Fjord Shell",
    "class": "A",
    "waterproof": True,
    "pockets": Decimal(0),
    "features": ("Taped seams", "Two-way zip"),
    "weight": Quantity(Decimal("0.54"), "kg", KILO),
    "heaviest": Quantity(HUGE, "Mt", SCALES),
    "launched": date(2026, 2, 1),
    "price.amount": Decimal("249.00"),
    "price.was": Decimal("289.00"),
    "color": "red",
    "color.label": "Rot",
    "maps.google": "5598",
    "empty": "",
}


def value(text: str) -> object:
    expression = parse(text, AT)
    assert isinstance(expression, Expression), expression
    return expression.evaluate(lambda path: FACTS.get(".".join(path)))


def refusal(text: str) -> Finding:
    finding = parse(text, AT)
    assert isinstance(finding, Finding)
    return finding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("status in ['active', 'phase-out']", True),
        ("status not in ['active']", False),
        ("status == 'active' and not legal_note", True),
        ("price.amount < price.was", True),
        ("price.amount >= 249", True),
        ("weight.to('g') > 500 and weight.to('g') < 600", True),
        ("'heavy' if weight and weight.to('g') > 1000 else ''", ""),
        ("name + ', ' + color.label", "Fjord Shell, Rot"),
        ("name.lower().startswith('fjord')", True),
        ("feed_title or name", "Fjord Shell"),
        ("'Two-way zip' in features", True),
        ("'Shell' in name", True),
        ("len(features) == 2", True),
        ("features.join('; ')", "Taped seams; Two-way zip"),
        ("launched >= '2026-01-01'", True),
        ("class == 'A'", True),
        ("waterproof == true", True),
        ("0.1 + 0.2 == 0.3", True),
        ("round(price.amount / 3, 2)", Decimal("83.00")),
        ("round(999999999999999999999999.5, 9)", Decimal("999999999999999999999999.500000000")),
        ("-price.amount + 1", Decimal("-248.00")),
        ("text(weight)", "0.54 kg"),
        ("legal_note is null", True),
        ("name is not null", True),
        ('maps.google == "5598"', True),
        ("(1 + 2) * 3 - 4 / 2", Decimal(7)),
        ("name.replace('Fjord', 'Sea').upper()", "SEA SHELL"),
        ("pockets", Decimal(0)),
    ],
)
def test_an_expression_gives_its_value(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("absent", None),
        ("absent == 'x'", False),
        ("absent != 'x'", True),
        ("absent == absent", False),
        ("absent < 5", False),
        ("absent > 5", False),
        ("absent in ['x']", False),
        ("absent not in ['x']", True),
        ("'x' in absent", False),
        ("absent.to('g') > 5", False),
        ("absent + 'x'", None),
        ("not absent", True),
        ("len(absent) > 3", False),
    ],
)
def test_what_is_absent_is_false_and_equals_nothing(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weight > 1000", "cannot compare a number with a measurement"),
        ("pockets == '0'", "cannot compare a number with a text"),
        ("color == ['red']", "use `in` to test whether a list contains a value"),
        ("name + pockets", "as in `text(volume)`"),
        ("weight.to('furlong')", 'cannot convert "kg" to "furlong"'),
        ("1 / pockets", "cannot divide 1 by 0"),
        ("launched > 'spring'", 'invalid date "spring"'),
        ("name.to('g')", "cannot convert a text: a measurement and the sign of a unit are required"),
        ("weight.to(5)", "write the unit as a text, for example `'g'`"),
        ("9999999999999999 * 9999999999999999", "too large"),
        ("round(9999999999999999 * 999999999999 * 9, 9)", "too large"),
        ("heaviest.to('ng')", "too large"),
        ("'x' in pockets", "expected a list, a text or a table after `in`, found a number"),
    ],
)
def test_values_that_do_not_fit_are_a_failure_that_says_why(text: str, says: str) -> None:
    failure = value(text)
    assert isinstance(failure, Failure)
    help_text = render(message(failure.message).help, dict(failure.params))
    assert says in f"{failure.text}. {help_text}"
    assert help_text


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", 1, "empty expression"),
        ("status = 'active'", 8, 'unknown character "="'),
        ("status == 'active", 11, "closing quote"),
        ("status === 'a'", 10, 'unknown character "="'),
        ("price.amount > 1,5", 17, '","'),
        ("weight > 1e3", 10, 'invalid number "1e3"'),
        ("weight > 1_000", 10, 'invalid number "1_000"'),
        ("'a' if status", 14, "without `else`"),
        ("1 < pockets < 3", 13, "chained comparisons"),
        ("__import__('os')", 1, 'unknown character "_"'),
        ("name.__class__", 6, 'unknown character "_"'),
        ("open('x')", 1, 'unknown function or method "open"'),
        ("name.format(1)", 6, 'unknown function or method "format"'),
        ("lambda", 1, 'unexpected "lambda"'),
        ("[x for x in y]", 4, "missing"),
        ("name.lower(1)", 6, "wrong number of arguments for `lower`: 1"),
        ("status is 'active'", 11, "missing `null` after `is`"),
        ("name.", 6, "expected a name after the dot"),
        ("status and", 11, "unexpected end"),
        ("(status", 8, "missing `)`"),
        ("2 ** 9", 4, 'unexpected "*"'),
        ("'a\\n'", 1, "backslash"),
        ("(" * 200 + "1" + ")" * 200, 41, "nested too deep"),
        ("not " * 200 + "a", None, "too many operators"),
        ("+".join(["1"] * 300), None, "too many operators"),
        ("a" * 2000, None, "2,000 characters"),
        ("1 + " + "9" * 29, 5, "number too long"),
    ],
)
def test_a_mistake_names_its_column(text: str, column: int | None, says: str) -> None:
    finding = refusal(text)
    assert says in finding.text
    assert finding.at == AT
    assert finding.help
    if column is not None:
        assert dict(finding.params)["column"] == column


def test_the_paths_it_reads_are_known_without_running_it() -> None:
    expression = parse("price.was and 'x' in categories and color.label.lower() == brand.name", AT)
    assert isinstance(expression, Expression)
    assert expression.reads == (
        (("price", "was"), 1),
        (("categories",), 22),
        (("color", "label"), 37),
        (("brand", "name"), 60),
    )


def test_a_result_has_a_limit() -> None:
    long = "'" + "x" * 900 + "'"
    expression = parse(f"name.replace('l', {long}).replace('x', name)", AT)
    assert isinstance(expression, Expression)
    failure = expression.evaluate(lambda path: "l" * 90)
    assert isinstance(failure, Failure)
    assert "longer than" in failure.text


@given(
    st.text(max_size=60) | st.lists(st.sampled_from(WORDS)).map(" ".join) | CALLS,
    st.lists(st.sampled_from(OPERANDS), min_size=1),
)
def test_any_text_is_an_expression_or_a_finding(text: str, operands: list[object]) -> None:
    found = parse(text, AT)
    if isinstance(found, Expression):
        place = {path: place for place, path in enumerate(sorted(found.paths))}
        found.evaluate(lambda path: operands[place[path] % len(operands)])
    else:
        assert found.text
        assert found.help
