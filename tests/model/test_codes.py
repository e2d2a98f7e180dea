"""Codes that others give out: ours agree with independent judges, biip for GTINs and python-stdnum for ISBNs."""

from typing import Any

import pytest
from biip.gtin import Gtin
from biip.rcn import Rcn
from hypothesis import given
from hypothesis import strategies as st
from shop import told
from stdnum import isbn as stdnum_isbn
from stdnum.exceptions import ValidationError

from packshot.findings import Location
from packshot.model import codes, dates
from packshot.model.family import compile_family
from packshot.model.schema import Attribute, Family

DIGITS = "0123456789"
GTINS = st.sampled_from([8, 12, 13, 14]).flatmap(lambda length: st.text(DIGITS, min_size=length, max_size=length))
COUPONS = ("98", "99")


def typed(value: Any, **attribute: Any) -> tuple[Any, list[str]]:
    """The value of an attribute, and what is said of it."""
    held = Attribute(code="it", **attribute)
    family, found = compile_family([Family(key="any", attributes=("it",))], {"it": held}, {})
    assert not found
    values, findings = family.layer({"it": value}, {}, Location("product.yaml"))
    return values.get("it", "nothing"), told(findings)


@given(GTINS)
def test_a_check_digit_is_what_biip_says(code: str) -> None:
    right = code[:-1] + codes.check_digit(code)

    assert codes.is_gtin(right)
    assert Gtin.parse(right).value.endswith(right.lstrip("0") or "0")
    assert codes.check_digit_holds(code) == (code == right)


@given(st.sampled_from([8, 12, 13]), st.integers(0, 999), st.text("123456789", min_size=11, max_size=11))
def test_a_number_of_one_store_is_what_biip_says(length: int, prefix: int, rest: str) -> None:
    bare = f"{prefix:03}{rest}"[: length - 1] + "0"
    code = bare[:-1] + codes.check_digit(bare)
    is_coupon = length == 13 and code.startswith(COUPONS)

    assert codes.is_in_store(code) == (isinstance(Gtin.parse(code), Rcn) or is_coupon)


@given(st.text(DIGITS + "X", min_size=10, max_size=10) | st.text(DIGITS, min_size=10, max_size=10).map("978".__add__))
def test_an_isbn_is_what_stdnum_says(code: str) -> None:
    try:
        is_right = bool(stdnum_isbn.validate(code))
    except ValidationError:
        is_right = False

    assert codes.is_isbn(code) == is_right
    if is_right:
        assert codes.isbn_13(code) == stdnum_isbn.to_isbn13(code)


@given(st.text(DIGITS, min_size=9, max_size=9))
def test_every_book_has_a_check_character(digits: str) -> None:
    code = digits + codes.isbn_check(digits + "0")

    assert stdnum_isbn.is_valid(code)
    assert codes.is_isbn(code)
    assert codes.is_asin(code), "the ASIN of a book is its ISBN"


@pytest.mark.parametrize(
    ("attribute", "written", "value"),
    [
        ({"type": "isbn"}, "978-0-306-40615-7", "9780306406157"),
        ({"type": "isbn"}, "080442957X", "080442957X"),
        ({"type": "mpn"}, "KL 4711/b", "KL 4711/b"),
        ({"type": "mpn", "many": "true"}, ["A-1", "A-2"], ("A-1", "A-2")),
        ({"type": "asin"}, "B07H8KQ2ZX", "B07H8KQ2ZX"),
        ({"type": "url"}, "https://www.fjell.example:8080/a?b=c#d", "https://www.fjell.example:8080/a?b=c#d"),
        ({"type": "url", "many": "true"}, ["http://a.example/"], ("http://a.example/",)),
        ({"type": "email"}, "kari.nordmann+shop@fjell.example", "kari.nordmann+shop@fjell.example"),
        ({"type": "datetime"}, "2026-11-22T08:00:00+01:00", dates.read_instant("2026-11-22T07:00:00Z")),
        ({"type": "date", "min": "2026-01-01"}, "2026-01-01", dates.read_day("2026-01-01")),
    ],
)
def test_a_value_becomes_typed(attribute: dict[str, Any], written: Any, value: Any) -> None:
    assert typed(written, **attribute) == (value, [])


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        ("isbn", "978-0-306-40615", "bad-isbn"),
        ("isbn", "-0306406152", "bad-isbn"),
        ("isbn", "9790306406158", "bad-isbn"),
        ("mpn", "x" * 71, "bad-mpn"),
        ("mpn", " A", "bad-mpn"),
        ("mpn", "A\nB", "bad-mpn"),
        ("asin", "B07H8KQ2Z", "bad-asin"),
        ("asin", "0306406153", "bad-asin"),
        ("url", "javascript:alert(1)", "bad-url"),
        ("url", "https:///path", "bad-url"),
        ("url", "https://a.example:99999/", "bad-url"),
        ("url", "https://kari@a.example/", "bad-url"),
        ("url", "https://a.example/\n", "bad-url"),
        ("url", "https://" + "a" * 2050, "bad-url"),
        ("email", "a@b", "bad-email"),
        ("email", "a..b@c.example", "bad-email"),
        ("email", "a@-c.example", "bad-email"),
        ("email", "a@c.example, d@c.example", "bad-email"),
        ("datetime", "2026-11-22", "bad-instant"),
        ("datetime", "2026-11-22T25:00:00Z", "bad-instant"),
    ],
)
def test_what_is_none_is_told(kind: str, written: str, code: str) -> None:
    value, said = typed(written, type=kind)

    assert (value, said[0].split()[0]) == ("nothing", code)


def test_codes_that_mean_the_same_are_the_same() -> None:
    assert codes.same("gtin", "012345678905") == codes.same("gtin", "00012345678905")
    assert codes.same("isbn", "0306406152") == codes.same("isbn", "9780306406157")
    assert codes.same("mpn", "1") != codes.same("mpn", "01")


def test_an_address_is_mended_only_into_one_that_holds() -> None:
    assert typed("https://a.example/straße", type="url")[1] == ["bad-url it: write https://a.example/stra%C3%9Fe"]
    assert codes.url_flaw(codes.url_encoded("https://straße.example/a b")) is None
