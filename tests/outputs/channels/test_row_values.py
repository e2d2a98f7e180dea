"""Rows are typed values: they survive the state unchanged, and each format gives them its own notation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from feed_catalogue import channel, findings, row_of
from hypothesis import given
from hypothesis import strategies as st

from packshot.engine.types import Page
from packshot.outputs.channels import formats
from packshot.outputs.channels.feed import Head, feed, frame
from packshot.outputs.channels.row_values import Measurement, Money, Timestamp, Value, decode, encode
from packshot.outputs.channels.rows import Excluded, Row

HEAD = """
markets: [de]
output: {format: jsonl, file: "{market}-{locale}.jsonl"}
"""

NESTED = (
    HEAD
    + """
fields:
  id: {from: sku}
  qty: {expr: "len(features)"}
  price: {from: price.amount, pipe: [money]}
  weight: {from: weight, pipe: [unit: g]}
  waterproof: {from: waterproof}
  since: {from: stock.date}
  ships: {from: stock.date, pipe: [date_iso]}
  brand.name: {from: brand.name}
  brand.country.code: {from: market.country}
  highlight: {from: features, repeat: true}
  material: {each: materials}
  material.part: {from: each.key, pipe: [upper]}
  material.share: {from: each.share}
  material.note: {from: each.note}
  fibre: {each: fibres.label, if: waterproof}
  fibre.label: {from: each}
  fibre.of: {from: sku}
"""
)
MATERIALS = {"shell": {"share": Decimal("62.5"), "note": "Recycled"}, "lining": {"share": Decimal(100)}}
CELLS = {f"materials.{row}.{column}": value for row, cells in MATERIALS.items() for column, value in cells.items()}
FACTS = {"materials": MATERIALS, "market.country": "DE", **CELLS}


def made(text: str = NESTED, **changes: Any) -> Row:
    found = row_of(text, within=("materials",), **FACTS | changes)
    assert isinstance(found, Row), found
    return found


def file_of(form: str, text: str, row: Row) -> bytes:
    """The bytes of a feed with one row."""
    listing = feed(f"feeds/x.{form}", form, Head("Shop", "https://x.example", "de"), channel(text).columns).data
    found = formats.known(form)
    views = [*frame(listing), *found.compose(listing, Page(0, 1, 1, [("A", row.data())]))]
    return b"".join(found.make(view.data, ()) for view in sorted(views, key=lambda view: view.part))


def test_a_row_has_values_of_the_types_of_the_catalogue() -> None:
    assert made().fields == {
        "id": "FJ-RED-S",
        "qty": Decimal(2),
        "price": Money(Decimal("249.00"), "EUR"),
        "weight": Measurement(Decimal(540), "g"),
        "waterproof": True,
        "since": date(2026, 12, 10),
        "ships": Timestamp(datetime(2026, 12, 9, 23, tzinfo=UTC)),
        "brand": {"name": "Nordlys", "country": {"code": "DE"}},
        "highlight": ("Taped seams, welded inside", "Two-way zip"),
        "material": (
            {"part": "SHELL", "share": Decimal("62.5"), "note": "Recycled"},
            {"part": "LINING", "share": Decimal(100)},
        ),
        "fibre": ({"label": "Polyamid", "of": "FJ-RED-S"}, {"label": "Elastan", "of": "FJ-RED-S"}),
    }


def test_json_has_numbers_and_trees() -> None:
    assert file_of("jsonl", NESTED, made()).decode() == (
        '{"id":"FJ-RED-S","qty":2,"price":{"amount":249.00,"currency":"EUR"},"weight":{"value":540,"unit":"g"},'
        '"waterproof":true,"since":"2026-12-10","ships":"2026-12-10T00:00:00+01:00",'
        '"brand":{"name":"Nordlys","country":{"code":"DE"}},'
        '"highlight":["Taped seams, welded inside","Two-way zip"],'
        '"material":[{"part":"SHELL","share":62.5,"note":"Recycled"},{"part":"LINING","share":100}],'
        '"fibre":[{"label":"Polyamid","of":"FJ-RED-S"},{"label":"Elastan","of":"FJ-RED-S"}]}\n'
    )


def test_xml_has_elements_within_elements() -> None:
    text = file_of("rss", NESTED, made()).decode()
    assert "<g:brand><g:name>Nordlys</g:name><g:country><g:code>DE</g:code></g:country></g:brand>" in text
    assert (
        "<g:material><g:part>SHELL</g:part><g:share>62.5</g:share><g:note>Recycled</g:note></g:material>"
        "<g:material><g:part>LINING</g:part><g:share>100</g:share></g:material>"
    ) in text
    assert "<g:price>249.00 EUR</g:price><g:weight>540 g</g:weight><g:waterproof>true</g:waterproof>" in text


def test_a_table_has_the_parts_of_a_field_in_one_cell() -> None:
    head, line = file_of("tsv", NESTED, made()).decode().splitlines()
    cells = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert cells["brand(name:country.code)"] == "Nordlys:DE"
    assert cells["material(part:share:note)"] == "SHELL:62.5:Recycled,LINING:100:"
    assert cells["ships"] == "2026-12-10T00:00+0100"


def test_a_repeated_field_without_members_is_left_out() -> None:
    assert "material" not in made(materials=None).fields
    assert "fibre" not in made(waterproof=False).fields


def test_a_part_that_cannot_be_computed_leaves_the_row_out() -> None:
    found = row_of(NESTED.replace("each.share}", "each.note, pipe: [money]}"), within=("materials",), **FACTS)
    assert isinstance(found, Excluded)
    assert found.reasons[0].text == "field material.share: pipe `money`: expected a number, found a text"


def test_a_field_of_a_preset_whose_condition_names_an_unknown_attribute_is_left_out() -> None:
    preset = 'fields:\n  label: {value: A, if: energy}\noutput: {format: jsonl, file: "{market}-{locale}.jsonl"}\n'
    found = row_of("extends: labels\nmarkets: [de]\nfields: {id: {from: sku}}\n", {"labels": preset})
    assert isinstance(found, Row)
    assert found.fields == {"id": "FJ-RED-S"}


def test_rules_see_the_text_of_parts_and_of_cells() -> None:
    rules = "rules:\n  brand.name: {max: 3}\n  material: {max: 10, unit: bytes}\n  brand: {required: true}\n"
    found = made(NESTED + rules)
    assert [note.text for note in found.notes] == [
        'no brand.name: "Nordlys" is longer than 3 chars (use the pipe `cut`)',
        'no material: "SHELL:62.5:Recycled" is longer than 10 bytes (use the pipe `cut`)',
        'no material: "LINING:100:" is longer than 10 bytes (use the pipe `cut`)',
    ]
    assert found.fields["brand"] == {"country": {"code": "DE"}}
    assert "material" not in found.fields


def test_a_field_of_which_each_part_is_dropped_is_missing() -> None:
    rules = "rules:\n  brand.name: {max: 3}\n  brand.country.code: {max: 1}\n  brand: {required: true}\n"
    found = row_of(NESTED + rules, within=("materials",), **FACTS)
    assert isinstance(found, Excluded)
    assert [reason.text for reason in found.reasons] == ["rule brand: missing required value"]


@pytest.mark.parametrize(
    ("fields", "message", "shown"),
    [
        ("{x: {value: a}, x.y: {value: b}}", "field-twice.parts", "x.y"),
        ("{x: {each: name}, x.y: {from: each}}", "each-of-one", "name"),
        ("{x: {each: features}}", "each-without-parts", "x.value"),
        ("{x: {each: features, pipe: [first]}, x.y: {from: each}}", "field-source.each", "pipe"),
        ("{x: {each: features}, x.y: {each: fibres}, x.y.z: {from: each}}", "each-in-each", "x.y"),
        ("{x: {each: materials}, x.y: {from: each.colour}}", "unknown-path", "each.colour"),
        ("{x: {each: materials}, x.y: {from: each}}", "unknown-path.incomplete", "each.note"),
        ("{x: {from: each}}", "unknown-path", "each"),
        ("{a.b.c.d.e: {value: x}}", "bad-field-name", "a.b.c.d.e"),
        ("{a..b: {value: x}}", "bad-field-name", "a..b"),
    ],
)
def test_a_nested_field_that_cannot_be_made_is_a_finding(fields: str, message: str, shown: str) -> None:
    found = findings(f"{HEAD}fields: {fields}\n")
    assert message in [finding.message for finding in found]
    assert any(shown in f"{finding.text} {finding.help}" for finding in found if finding.message == message)


TEXTS = st.text(max_size=8)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
CODES = st.text("ABCdef", min_size=1, max_size=5)
OFFSETS = st.integers(-12 * 60, 12 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
LEAVES = st.one_of(
    TEXTS,
    st.booleans(),
    NUMBERS,
    st.dates(),
    st.datetimes(timezones=OFFSETS),
    st.builds(Timestamp, st.datetimes(timezones=OFFSETS)),
    st.builds(Money, NUMBERS, CODES),
    st.builds(Measurement, NUMBERS, CODES),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(CODES, inner, max_size=3),
    max_leaves=9,
)


@given(st.dictionaries(CODES, VALUES, max_size=4))
def test_a_row_survives_the_state(row: Mapping[str, Value]) -> None:
    back = decode(json.loads(json.dumps(encode(row))))
    assert back == row
    assert encode(back) == encode(row)  # the order of fields, and the digits of numbers
