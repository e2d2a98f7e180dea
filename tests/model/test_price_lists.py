"""Price lists: forms of a line, what is in force when, tax; stock lists."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop import raw, read, read_all, told

from packshot.findings import Location
from packshot.model import entity
from packshot.model.price import InForce, PriceLine, PriceList, converted, in_force, ties
from packshot.model.stock import StockLine, StockList

BERLIN = "Europe/Berlin"
HEAD = "currency: EUR\ntax: included\n"


def line(text: str) -> PriceLine:
    found, findings = entity.read(PriceLine, raw(f"line: {text}")["line"], Location("prices.yaml"))
    assert not findings, findings
    assert found
    return found


def price_list(text: str = "") -> PriceList:
    return read(PriceList, HEAD + text, key="retail")


def amount(text: str, as_of: str, head: str = "", zone: str = BERLIN) -> Decimal | None:
    entry = in_force(line(text), price_list(head), as_of, zone).entry
    return None if entry is None else entry.amount


WITH_ZONE = "write 2026-02-01T00:00:00+01:00 (one hour ahead of UTC) or 2026-02-01T00:00:00Z (UTC)"


@pytest.mark.parametrize(
    ("text", "tiers", "was"),
    [
        ("289.00", [(1, "289.00")], None),
        ("{10: 139.00, 1: 149.00}", [(1, "149.00"), (10, "139.00")], None),
        ("{price: 12.90, was: 14.90}", [(1, "12.90")], "14.90"),
        ("{price: {1: 279.00, 5: 269.00}}", [(1, "279.00"), (5, "269.00")], None),
        ("[7.00]", [(1, "7.00")], None),
    ],
)
def test_forms_of_a_line(text: str, tiers: list[tuple[int, str]], was: str | None) -> None:
    (entry,) = line(text).entries

    assert [(least, str(price)) for least, price in entry.tiers] == tiers
    assert entry.was == (Decimal(was) if was else None)


def test_null_means_not_sold_here() -> None:
    assert line("null").entries == ()


OFFER = "[289.00, {price: 249.00, was: 289.00, from: 2026-11-20, to: 2026-12-01}]"


@pytest.mark.parametrize(
    ("as_of", "price"),
    [
        ("2026-11-19T22:59:59Z", "289.00"),
        ("2026-11-19T23:00:00Z", "249.00"),
        ("2026-11-30T22:59:59Z", "249.00"),
        ("2026-11-30T23:00:00Z", "289.00"),
    ],
)
def test_plain_dates_begin_at_midnight_in_the_zone(as_of: str, price: str) -> None:
    assert amount(OFFER, as_of) == Decimal(price)


def test_the_zone_matters() -> None:
    assert amount(OFFER, "2026-11-20T04:59:59Z", zone="America/New_York") == Decimal("289.00")
    assert amount(OFFER, "2026-11-20T05:00:00Z", zone="America/New_York") == Decimal("249.00")


def test_of_two_windows_the_one_that_began_last_wins() -> None:
    text = "[{price: 3.00, from: 2026-03-01}, {price: 1.00, from: 2026-01-01}, {price: 2.00, to: 2027-01-01}, 9.00]"

    assert amount(text, "2026-06-01T00:00:00Z") == Decimal("3.00")
    assert amount(text, "2026-02-01T00:00:00Z") == Decimal("1.00")
    assert amount(text, "2025-02-01T00:00:00Z") == Decimal("2.00")


def test_the_lists_own_window_cuts_every_line() -> None:
    head = "from: 2026-01-01\nto: 2027-01-01"

    assert amount("9.00", "2025-12-31T22:59:59Z", head) is None
    assert amount("9.00", "2025-12-31T23:00:00Z", head) == Decimal("9.00")
    assert amount("9.00", "2026-12-31T23:00:00Z", head) is None


def test_the_instants_that_matter_are_told() -> None:
    offer, head = line(OFFER), price_list("from: 2026-01-01\nto: 2026-11-25")

    inside = in_force(offer, head, "2026-06-01T00:00:00Z", BERLIN)
    before = in_force(offer, head, "2025-06-01T00:00:00Z", BERLIN)

    assert inside.instants == ("2025-12-31T23:00:00Z", "2026-11-19T23:00:00Z", "2026-11-24T23:00:00Z")
    assert before == InForce(None, ("2025-12-31T23:00:00Z", "2026-11-24T23:00:00Z"))


def test_lines_that_begin_together_tie() -> None:
    assert list(ties(line("[1.00, 2.00]"), BERLIN)) == [(0, 1)]
    assert list(ties(line("[1.00, {price: 2.00, to: 2026-01-01}]"), BERLIN)) == []
    same = "[{price: 1.00, from: 2026-01-01}, {price: 2.00, from: 2025-12-31T23:00:00Z, to: 2027-01-01}]"
    assert list(ties(line(same), BERLIN)) == [(0, 1)]
    assert list(ties(line(same), "UTC")) == []


EDGE = st.integers(1, 9)
WINDOWS = st.lists(st.tuples(st.none() | EDGE, st.none() | EDGE), max_size=5)


@given(windows=WINDOWS, now=EDGE)
def test_in_force_equals_the_obvious(windows: list[tuple[int | None, int | None]], now: int) -> None:
    windows = [(begin, end) for begin, end in windows if not (begin and end and begin >= end)]
    entries: list[Any] = []
    for place, (begin, end) in enumerate(windows):
        entry = {"price": str(place), "from": f"2026-01-0{begin}", "to": f"2026-01-0{end}"}
        entries.append({key: value for key, value in entry.items() if not value.endswith("None")})
    prices, findings = entity.read(PriceLine, entries, Location("x"))
    assert prices, findings

    found = in_force(prices, price_list(), f"2026-01-0{now}T00:00:00Z", "UTC")

    holding = [
        ((begin is not None or end is not None, begin or 0), -place)
        for place, (begin, end) in enumerate(windows)
        if (begin or 0) <= now < (end or 99)
    ]
    expected = -max(holding)[1] if holding else None
    assert (None if found.entry is None else int(found.entry.amount)) == expected
    assert found.instants == tuple(
        sorted({f"2026-01-0{edge}T00:00:00Z" for window in windows for edge in window if edge})
    )


LATER = "bad-combination prices.A: set `to:` (exclusive) to a date or timestamp after 2026-02-01"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{price: 1.00, form: 2026-01-01}",
            "unknown-key prices.A.form: did you mean from? (one of: price, was, from, to)",
        ),
        ("{price: 1.00, from: 2026-02-01, to: 2026-02-01}", LATER),
        ("{price: 1.00, from: 2026-02-01T00:00:00}", f"bad-date prices.A.from: {WITH_ZONE}"),
        ("1,00", "bad-number prices.A: write 1.00"),
        ("{1: 2.00, x: 1.00}", "unknown-key prices.A.x: use one of: price, was, from, to, or remove the key"),
        ("{0: 2.00}", "too-small prices.A.0: write 1 or more"),
        ("{price: {x: 1.00}}", "bad-number prices.A.price.x: write digits only, for example 12"),
        ("-1.00", "too-small prices.A: write 0 or more"),
    ],
)
def test_lines_that_cannot_be_read(text: str, said: str) -> None:
    _, findings = read_all(PriceList, f"{HEAD}prices:\n  A: {text}", key="retail")

    assert said in told(findings)


def test_a_price_without_an_amount_is_none() -> None:
    found, _ = read_all(PriceList, f"{HEAD}prices:\n  A: {{price: {{x: 1.00}}, was: 2.00}}\n  B: 1.00", key="retail")

    assert found is not None
    assert list(found.prices) == ["B"]


def test_keys_of_a_price_list() -> None:
    found = price_list("prices: {A b/c: 1.00, fjord-shell/*: 2.00}")
    _, findings = read_all(PriceList, HEAD + "prices: {fjord shell/*: 1.00, ok: 2.00}", key="retail")

    assert list(found.prices) == ["A b/c", "fjord-shell/*"]
    assert [one.code for one in findings] == ["bad-sku"]


@pytest.mark.parametrize(
    ("given_", "rate", "listed", "wanted", "currency", "result"),
    [
        ("119.00", "19", "included", "excluded", "EUR", "100.00"),
        ("100.00", "19", "excluded", "included", "EUR", "119.00"),
        ("0.25", "10", "excluded", "included", "EUR", "0.28"),
        ("0.05", "10", "excluded", "included", "EUR", "0.06"),
        ("12.345", "19", "included", "included", "EUR", "12.345"),
        ("100", "8.1", "excluded", "included", "JPY", "108"),
        ("1.0005", "0", "excluded", "included", "KWD", "1.001"),
    ],
)
def test_tax_is_converted_half_up(given_: str, rate: str, listed: str, wanted: str, currency: str, result: str) -> None:
    assert str(converted(Decimal(given_), Decimal(rate), listed, wanted, currency)) == result


def stock(text: str) -> StockLine:
    found, findings = entity.read(StockLine, raw(f"line: {text}")["line"], Location("stock.yaml"))
    assert not findings, findings
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "qty", "state"),
    [
        ("14", 14, "in_stock"),
        ("0", 0, "out_of_stock"),
        ("{qty: 0, state: backorder, date: 2026-12-10}", 0, "backorder"),
        ("{state: in_stock}", None, "in_stock"),
        ("{qty: 3}", 3, "in_stock"),
    ],
)
def test_stock_lines(text: str, qty: int | None, state: str) -> None:
    found = stock(text)

    assert (found.qty, found.state) == (qty, state)


def test_stock_lines_that_cannot_be_read() -> None:
    text = "unlisted: gone\nstock:\n  A: 1.5\n  B: {date: 2026-01-01}\n  C: {state: preordr}\n  D: null\n  E: 4"

    found, findings = read_all(StockList, text, key="central")

    assert [line.split(":")[0] for line in sorted(told(findings))] == [
        "bad-choice stock.C.state",
        "bad-choice unlisted",
        "bad-combination stock.B",
        "bad-number stock.A",
        "not-a-map stock.D",
    ]
    assert found is not None
    assert list(found.stock) == ["E"]
