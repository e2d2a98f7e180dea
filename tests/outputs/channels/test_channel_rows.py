"""What a channel file makes of one SKU."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from feed_catalogue import channel, fields_of, row_of

from packshot.expr import Failure
from packshot.findings import note, parameters
from packshot.outputs.channels.rows import Excluded, Row

GOOGLE = """
extends: google-primary
markets: [de]
"""

PLAIN = """
markets: [de]
output: {format: rss, file: "{market}-{locale}.xml"}
"""


def test_the_preset_for_google_makes_a_whole_row() -> None:
    assert fields_of(GOOGLE) == {
        "id": "FJ-RED-S",
        "title": "Fjord Shell",
        "description": "Three-layer shell for wet weather. - Taped seams - Two-way zip",
        "link": "https://www.nordlys.example/de/de/products/fjord-shell/?sku=FJ-RED-S",
        "availability": "backorder",
        "availability_date": "2026-12-10T00:00+0100",
        "price": "289.00 EUR",
        "sale_price": "249.00 EUR",
        "brand": "Nordlys",
        "gtin": "9520000010089",
        "google_product_category": "5598",
        "product_type": "Bekleidung > Jacken",
        "item_group_id": "fjord-shell",
        "color": "Rot",
        "product_highlight": ("Taped seams, welded inside", "Two-way zip"),
        "image_link": "https://www.nordlys.example/media/0a/0a1b.jpg",
        "additional_image_link": ("https://www.nordlys.example/media/0c/0c1d.jpg",),
    }


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("{from: name}", "Fjord Shell"),
        ("{from: [class, name]}", "Fjord Shell"),
        ("{value: new}", "new"),
        ("{expr: \"name + ', ' + color.label\"}", "Fjord Shell, Rot"),
        ("{expr: \"'heavy' if weight.to('g') > 1000 else ''\"}", ""),
        ("{expr: \"'heavy' if weight.to('g') > 1000 else ''\", omit_empty: true}", None),
        ('{from: name, if: "waterproof"}', "Fjord Shell"),
        ('{from: name, if: "not waterproof"}', None),
        ("{from: color, map: colors}", "crimson"),
        ('{from: fibres, join: "/"}', "polyamide/elastane"),
        ("{from: fibres.label, repeat: true}", ("Polyamid", "Elastan")),
        ("{from: fibres, pipe: [first, upper]}", "POLYAMIDE"),
        ("{from: fibres, repeat: true, pipe: [upper, cut: 4]}", ("POLY", "ELAS")),
        ("{from: name, repeat: true}", ("Fjord Shell",)),
        ("{from: weight}", "0.54 kg"),
        ("{from: weight, pipe: [unit: g]}", "540 g"),
        ("{from: weight, pipe: [{unit: kg, decimals: 1}]}", "0.5 kg"),
        ("{from: weight, pipe: [decimal: 1]}", "0.5"),
        ("{from: waterproof, pipe: [yesno]}", "yes"),
        ("{from: deposit, pipe: [money]}", "0.25 EUR"),
        ("{from: price.amount, pipe: [{money: CHF}]}", "249.00 CHF"),
        ("{from: stock.date, pipe: [date_iso]}", "2026-12-10T00:00+0100"),
        ("{from: name, pipe: [lower, slug]}", "fjord-shell"),
        ('{from: class, pipe: [default: "?"]}', "?"),
        ('{from: name, pipe: [prefix: "The ", suffix: "!"]}', "The Fjord Shell!"),
        ("{from: name, pipe: [{replace: Shell, by: Jacket}]}", "Fjord Jacket"),
        ("{from: gtin, pipe: [gtin14]}", "09520000010089"),
        ("{from: class}", None),
    ],
)
def test_a_field_gives_its_value(field: str, expected: Any) -> None:
    text = PLAIN + f"values: {{colors: {{red: crimson}}}}\nfields:\n  id: {{from: sku}}\n  x: {field}\n"
    assert fields_of(text).get("x") == expected


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("{from: brand, map: colors}", 'map `colors` has no entry "nordlys"'),
        ("{from: name, pipe: [money]}", "pipe `money`: expected a number, found a text"),
        ("{from: weight, pipe: [unit: furlong]}", 'cannot convert "kg" to "furlong"'),
        ('{expr: "weight > 1000"}', "cannot compare a number with a measurement"),
        ('{from: name, if: "weight == 5"}', "cannot compare a measurement with a number"),
        ("{from: name, pipe: [yesno]}", "pipe `yesno`: expected a boolean, found a text"),
        ("{from: materials}", "a table cannot be converted to text"),
    ],
)
def test_a_value_that_does_not_fit_leaves_the_row_out_and_says_why(field: str, says: str) -> None:
    text = PLAIN + f"values: {{colors: {{red: crimson}}}}\nfields:\n  id: {{from: sku}}\n  x: {field}\n"
    made = row_of(text, materials={"shell": {"note": "Recycled"}})
    assert isinstance(made, Excluded)
    (reason,) = made.reasons
    assert (reason.message, dict(reason.params)["field"]) == ("left-out.field", "x")
    assert says in reason.text


def left_out(select: str, reason: str) -> Excluded:
    return Excluded((note("left-out.select", select=select, reason=reason),))


def test_a_condition_that_fails_leaves_the_row_out_for_its_reason() -> None:
    assert row_of(GOOGLE, status="draft") == left_out("live", "not on sale")
    assert row_of(GOOGLE, price=None, price__amount=None) == left_out("priced", "no price in this market")
    assert row_of(GOOGLE, price__amount=Decimal(0)) == left_out("above-zero", "the price is 0")


def test_broken_rules_leave_the_row_out_and_are_all_told() -> None:
    made = row_of(GOOGLE, gtin="9520000010088", stock__date=None, price__was="junk", name="x" * 200)
    assert isinstance(made, Excluded)
    assert [reason.text for reason in made.reasons] == [
        "field price: pipe `money`: expected a number, found a text",
        "rule availability_date: missing required value",
        "rule price: missing required value",
    ]


def test_an_optional_field_that_breaks_a_rule_is_dropped_and_the_row_kept() -> None:
    made = row_of(GOOGLE, gtin="9520000010088", mpn="00123")
    assert isinstance(made, Row)
    assert "gtin" not in made.fields
    assert made.fields["mpn"] == "00123"
    assert [note.text for note in made.notes] == ['no gtin: "9520000010088" has a wrong check digit']


def test_rules_see_a_row_without_its_dropped_fields() -> None:
    made = row_of(GOOGLE, gtin="9520000010088")
    assert isinstance(made, Row)
    assert [note.message for note in made.notes] == ["dropped.rule", "warned.required"]
    required = row_of(GOOGLE + "rules: {gtin: {required: true, check: gtin}}\n", gtin="9520000010088")
    assert isinstance(required, Excluded)


def test_a_warning_reports_and_keeps_the_row() -> None:
    made = row_of(GOOGLE, gtin=None)
    assert isinstance(made, Row)
    assert [dict(reason.params)["field"] for reason in made.notes] == ["mpn"]
    assert row_of(GOOGLE, gtin=None, mpn="00123").notes == ()  # type: ignore[union-attr]  # a row, see above


def test_a_gtin_kept_as_text_is_sent_only_if_its_check_digit_holds() -> None:
    text = GOOGLE + "fields:\n  gtin: {from: ean, pipe: [gtin]}\n"
    assert fields_of(text, ean="4006381333931")["gtin"] == "4006381333931"
    assert fields_of(text, ean="400-6381 333931")["gtin"] == "4006381333931"
    assert "gtin" not in fields_of(text, ean="4006381333932")
    assert "gtin" not in fields_of(text, ean="2006381333937")
    assert "gtin" not in fields_of(text, ean="unknown")


def test_a_sale_must_be_below_the_price() -> None:
    made = row_of(GOOGLE + 'fields:\n  sale_price: {value: "289.00 EUR"}\n')
    assert isinstance(made, Row)
    assert "sale_price" not in made.fields
    assert made.notes[0].text == 'no sale_price: "289.00 EUR" is not below the price 289.00 EUR'


def test_a_sale_has_its_period_if_it_begins_and_ends() -> None:
    period = ("2026-12-01T00:00:00Z", "2026-12-24T23:00:00Z")
    fields = fields_of(GOOGLE, price__period=period)
    assert fields["sale_price_effective_date"] == "2026-12-01T01:00+0100/2026-12-25T00:00+0100"
    assert "sale_price_effective_date" not in fields_of(GOOGLE)
    assert "sale_price_effective_date" not in fields_of(GOOGLE, price__period=period, price__was=None)


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("2026-12-01", "is not a period"),
        ("2026-12-24T00:00Z/2026-12-01T00:00Z", "does not end after it begins"),
        ("2026-12-01T00:00Z/2026-12-24", "is not a period"),
    ],
)
def test_a_period_is_two_timestamps_in_order(period: str, says: str) -> None:
    made = row_of(f"{GOOGLE}fields: {{sale_price_effective_date: {{value: {period!r}}}}}\n")
    assert isinstance(made, Row)
    assert says in made.notes[0].text


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("{max: 5}", "longer than 5 chars"),
        ("{min: 50}", "shorter than 50 chars"),
        ("{max: 11, unit: bytes}", None),
        ('{pattern: "[A-Z]+"}', "does not match"),
        ('{pattern: "Fjord .*"}', None),
        ("{enum: [a, b]}", "is not one of a, b"),
        ("{check: price}", "is not a price"),
        ("{check: url}", "that a URL must encode"),
        ("{check: instant}", "is not a timestamp"),
        ("{max: 5, when: \"out.id == 'other'\"}", None),
        ('{max: 5, when: "out.id == sku"}', "longer than 5"),
        ("{max: 5, reason: too long for them}", "too long for them"),
    ],
)
def test_rules_look_at_what_is_written(rule: str, says: str | None) -> None:
    text = PLAIN + f"fields:\n  id: {{from: sku}}\n  x: {{from: name}}\nrules:\n  x: {rule}\n"
    made = row_of(text)
    assert isinstance(made, Row)
    if says is None:
        assert (made.notes, made.fields["x"]) == ((), "Fjord Shell")
    else:
        assert "x" not in made.fields
        assert says in made.notes[0].text


def test_what_a_channel_reads_is_known_before_any_row() -> None:
    compiled = channel(
        PLAIN
        + """
select: [{id: live, if: "status == 'active'", reason: no}]
fields:
  id: {from: sku}
  price: {from: [price.was, price.amount], pipe: [money], if: "waterproof"}
rules:
  price: {required: true, when: "out.id == color.label"}
images:
  image_link: {from: assets.main, preset: hero, format: webp}
"""
    )
    assert {".".join(path) for path in compiled.paths} == {
        "status",
        "sku",
        "price.was",
        "price.amount",
        "waterproof",
        "market.currency",
        "color.label",
        "image.hero.webp.assets.main",
    }


@pytest.mark.parametrize(
    ("link", "published"),
    [
        ("https://x.example/de/a?b=c&d=%20#e", "https://x.example/de/a?b=c&d=%20#e"),
        ("https://x.example/größe 5", "https://x.example/gr%C3%B6%C3%9Fe%205"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ],
)
def test_addresses_are_encoded_once(link: str, published: str) -> None:
    assert fields_of(GOOGLE, link=link)["link"] == published


@pytest.mark.parametrize("link", ["/6", "ftp://x.example/a", "https://", "javascript:alert(1)", "https://[::1/a"])
def test_an_address_that_is_none_leaves_the_row_out(link: str) -> None:
    assert isinstance(row_of(GOOGLE, link=link), Excluded)


UNRENDERED = Failure("field-value.image-format", parameters({"value": "phone", "format": "HEIC"}))


def test_an_image_without_renditions_is_the_reason_for_a_missing_row() -> None:
    made = row_of(GOOGLE, **{"image.hero.jpeg.assets.main": UNRENDERED})
    assert isinstance(made, Excluded)
    assert [reason.text for reason in made.reasons] == [
        'field image_link: packshot cannot make images from HEIC, the format of "phone"'
    ]


def test_a_row_is_kept_without_an_optional_image_that_has_no_renditions() -> None:
    made = row_of(GOOGLE, **{"image.hero.jpeg.assets.gallery": UNRENDERED})
    assert isinstance(made, Row)
    assert "additional_image_link" not in made.fields
    assert [note.text for note in made.notes] == [
        'no additional_image_link: packshot cannot make images from HEIC, the format of "phone"'
    ]
