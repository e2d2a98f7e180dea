"""Units convert into each other exactly; rounding is left to whoever writes."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop import raw, read, read_all, told

from packshot.expr import Expression, Failure, Quantity, parse
from packshot.findings import Location
from packshot.model.units import Scale, UnitFamily, quantity
from packshot.model.values import Measure, canonical, exact_text

TEMPERATURE = """
base: °C
units:
  °C: {factor: 1, cldr: temperature-celsius}
  K: {factor: 1, offset: -273.15}
  °F: {factor: 5/9, offset: -160/9}
"""
AMOUNTS = st.decimals(-(10**6), 10**6, places=3)


def temperature() -> UnitFamily:
    return read(UnitFamily, TEMPERATURE, key="temperature")


def asked(text: str, **values: Quantity) -> object:
    expression = parse(text, Location("channels/x.yaml"))
    assert isinstance(expression, Expression), expression
    return expression.evaluate(lambda path: values.get(path[0]))


@pytest.mark.parametrize(
    ("written", "base"),
    [("0 °C", "0"), ("32 °F", "0"), ("212 °F", "100"), ("-40 °F", "-40"), ("273.15 K", "0"), ("0 K", "-273.15")],
)
def test_a_temperature_has_an_offset(written: str, base: str) -> None:
    assert quantity(written, temperature().scales) == Fraction(base)


def test_a_fraction_stays_one_until_it_is_written() -> None:
    measure = Measure(Decimal(1), "°F", Scale(Fraction(5, 9), Fraction(-160, 9)).to_base(Decimal(1)), "°C")

    assert measure.base == Fraction(-155, 9)
    assert canonical(measure) == "-155/9 °C"
    assert exact_text(Fraction(1, 8)) == "0.125"
    assert exact_text(Fraction(10**30)) == f"1{'0' * 30}"


@given(AMOUNTS, st.sampled_from(["°C", "K", "°F"]), st.sampled_from(["°C", "K", "°F"]))
def test_what_is_converted_there_and_back_is_the_same(amount: Decimal, here: str, there: str) -> None:
    scales = temperature().scales
    gone = Quantity(amount, here, scales).to(there)

    assert round(Quantity(gone, there, scales).to(here), 9) == amount


@given(AMOUNTS, AMOUNTS)
def test_measures_are_compared_by_what_they_mean(celsius: Decimal, fahrenheit: Decimal) -> None:
    scales = temperature().scales
    left, right = Quantity(celsius, "°C", scales), Quantity(fahrenheit, "°F", scales)

    assert asked("a < b", a=left, b=right) == (Fraction(celsius) < (Fraction(fahrenheit) - 32) * Fraction(5, 9))
    assert asked("a == b", a=right, b=right) is True


def test_equal_in_thirds() -> None:
    scales = {"m": Scale(), "step": Scale(Fraction(1, 3))}

    assert asked("a == b", a=Quantity(Decimal(3), "step", scales), b=Quantity(Decimal(1), "m", scales)) is True
    assert asked("round(a.to('m') * 3, 2)", a=Quantity(Decimal(1), "step", scales)) == Decimal("1.00")


def test_units_that_do_not_convert_are_told_with_those_that_do() -> None:
    answer = asked("a.to('kg')", a=Quantity(Decimal(3), "K", temperature().scales))

    assert isinstance(answer, Failure)
    assert (answer.text, dict(answer.params)["known"]) == (
        'cannot convert "K" to "kg" (in "a.to(\'kg\')")',
        ("°C", "K", "°F"),
    )


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        ("factor: 5 / 9", "bad-number units.x.factor: write a number such as 0.45, or a fraction such as 5/9"),
        ("factor: 1/0", "bad-number units.x.factor: write a number such as 0.45, or a fraction such as 5/9"),
        ('factor: "0,45"', "bad-number units.x.factor: write 0.45"),
        (
            "factor: -1/3",
            (
                "bad-combination units.x: write the number of base units in one unit, "
                "for example 1000 for kg with the base unit g"
            ),
        ),
        ("offset: 3", "missing-key units.x: add `factor:` with its value"),
    ],
)
def test_factors_that_are_none(factor: str, said: str) -> None:
    assert told(read_all(UnitFamily, f"base: m\nunits: {{m: {{factor: 1}}, x: {{{factor}}}}}", key="length")[1]) == [
        said
    ]


def test_the_base_has_no_offset() -> None:
    found = read_all(UnitFamily, "base: K\nunits: {K: {factor: 1, offset: 2}}", key="heat")[1]

    assert told(found) == ['bad-combination : correct or add the unit "K", or set another base']
    assert raw(TEMPERATURE)["units"]["°F"]["factor"] == "5/9"
