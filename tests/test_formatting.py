"""Formats for people and for machines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packshot import formatting
from packshot.model.currencies import decimals_of, in_minor_units


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("129", "EUR", "129.00"),
        ("0.005", "EUR", "0.01"),
        ("2.345", "EUR", "2.35"),
        ("1500", "JPY", "1500"),
        ("1.2345", "KWD", "1.235"),
        ("1E+3", "CHF", "1000.00"),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(amount: str, currency: str, expected: str) -> None:
    assert str(in_minor_units(Decimal(amount), currency)) == expected


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        (date(2026, 12, 10), "Europe/Berlin", "2026-12-10T00:00+0100"),
        (date(2026, 7, 10), "Europe/Berlin", "2026-07-10T00:00+0200"),
        (datetime(2026, 7, 10, 12, 30, tzinfo=UTC), "America/New_York", "2026-07-10T08:30-0400"),
        (datetime(2026, 7, 10, 12, 30, tzinfo=UTC), "UTC", "2026-07-10T12:30+0000"),
    ],
)
def test_instants_for_machines_carry_their_offset(value: date, zone: str, expected: str) -> None:
    assert formatting.to_minute(formatting.in_zone(value, zone)) == expected


def test_instants_for_people_are_told_in_their_zone() -> None:
    late = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)

    assert formatting.moment(late, "Europe/Berlin", "de") == "1. Februar 2026, 00:30"
    assert formatting.moment(late, "America/New_York", "en") == "January 31, 2026, 6:30\u202fPM"


@pytest.mark.parametrize(
    ("value", "locale", "decimals", "expected"),
    [
        ("1234567.50", "de", None, "1.234.567,50"),
        ("1234567.50", "fr", None, "1\u202f234\u202f567,50"),
        ("567.5", "de-CH", 1, "567.5"),
        ("-0.5", "en", 0, "-1"),
        ("12345678", "en-IN", 1, "1,23,45,678.0"),
        ("1234.5", "sv-ZZ", None, "1\u00a0234,5"),
        (f"{'9' * 24}.{'9' * 24}", "en", None, f"999{',999' * 7}.{'9' * 24}"),
        ("1E+90", "sv", None, "\u00a0".join(["1", *["000"] * 30])),
    ],
)
def test_numbers_for_people(value: str, locale: str, decimals: int | None, expected: str) -> None:
    assert formatting.number(Decimal(value), locale, decimals) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "locale", "expected"),
    [
        ("540", "mass-gram", "de", "540 g"),
        ("0.50", "volume-liter", "fr", "0,50\u202fl"),
        ("92", "concentr-percent", "de", "92 %"),
        ("92", "concentr-percent", "en", "92%"),
    ],
)
def test_measures_for_people(amount: str, unit: str, locale: str, expected: str) -> None:
    written = formatting.measure(Decimal(amount), unit, locale)
    assert plain(written) == plain(expected)


def test_the_long_form_of_a_unit_has_its_plural() -> None:
    assert formatting.measure(Decimal(1), "mass-kilogram", "en", length="long") == "1 kilogram"
    assert formatting.measure(Decimal(2), "mass-kilogram", "en", length="long") == "2 kilograms"


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "expected"),
    [
        ("1234.5", "EUR", "de", "1.234,50\u00a0€"),
        ("1234.5", "EUR", "de-AT", "€\u00a01.234,50"),
        ("234.5", "CHF", "de-CH", "CHF\u00a0234.50"),
        ("1234.5", "USD", "en-US", "$1,234.50"),
        ("2.345", "EUR", "fr", "2,35\u00a0€"),
        ("1500", "JPY", "en", "¥1,500"),
        ("1.5", "KWD", "en", "KWD\u00a01.500"),
        (f"{'9' * 24}.995", "EUR", "en", f"€1{',000' * 8}.00"),
    ],
)
def test_money_for_people(amount: str, currency: str, locale: str, expected: str) -> None:
    assert formatting.price(Decimal(amount), currency, locale) == expected


def test_dates_for_people() -> None:
    assert formatting.day(date(2026, 2, 1), "de") == "1. Februar 2026"
    assert formatting.day(date(2026, 2, 1), "fr", "short") == "01/02/2026"


def test_what_is_known() -> None:
    assert formatting.is_unit("mass-gram")
    assert not formatting.is_unit("mass-stein")


@given(
    st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_an_amount_is_rounded_by_at_most_half_a_minor_unit(amount: Decimal, currency: str) -> None:
    assert abs(in_minor_units(amount, currency) - amount) * 2 <= Decimal(1).scaleb(-decimals_of(currency))
