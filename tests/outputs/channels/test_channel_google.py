"""Feeds for Google before Google's own types, and ten broken rows before types and rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from feed_catalogue import FACTS, channel, row_of

from judges import google
from packshot.engine.types import Page
from packshot.outputs.channels.feed import Head, feed, frame
from packshot.outputs.channels.formats import rss
from packshot.outputs.channels.row_values import cell
from packshot.outputs.channels.rows import Excluded, Row, row

CHANNEL = "extends: google-primary\nmarkets: [de]\n"


def written(*rows: tuple[str, Any]) -> bytes:
    listing = feed("feeds/x/de-de.xml", "rss", Head("Shop", "https://x.example", "de"), channel(CHANNEL).columns).data
    views = [*frame(listing), *rss.FORMAT.compose(listing, Page(0, 1, len(rows), rows))]
    return b"".join(rss.FORMAT.make(view.data, ()) for view in sorted(views, key=lambda view: view.part))


def test_every_field_of_the_preset_reaches_googles_types() -> None:
    made = row_of(CHANNEL)
    assert isinstance(made, Row)
    (item,) = google.items(written(("FJ-RED-S", made.data())))
    message = google.product_input(item)
    assert message.offer_id == "FJ-RED-S"
    attributes = message.product_attributes
    assert attributes.title == "Fjord Shell"
    assert attributes.price.amount_micros == 289_000_000
    assert attributes.price.currency_code == "EUR"
    assert attributes.sale_price.amount_micros == 249_000_000
    assert attributes.availability.name == "BACKORDER"
    assert attributes.availability_date.isoformat() == "2026-12-09T23:00:00+00:00"
    assert list(attributes.gtins) == ["9520000010089"]
    assert list(attributes.product_highlights) == ["Taped seams, welded inside", "Two-way zip"]
    assert len(attributes.additional_image_links) == 1


def test_words_whole_numbers_and_measures_reach_googles_types() -> None:
    fields = """
fields:
  is_bundle: {expr: "'yes' if waterproof else 'no'"}
  multipack: {expr: "len(features)"}
  product_weight: {from: weight, pipe: [{unit: g, decimals: 0}]}
  condition: {value: refurbished}
"""
    made = row_of(CHANNEL + fields)
    assert isinstance(made, Row)
    (item,) = google.items(written(("FJ-RED-S", made.data())))
    attributes = google.product_input(item).product_attributes
    assert attributes.is_bundle is True
    assert attributes.multipack == 2
    assert (attributes.product_weight.value, attributes.product_weight.unit) == (540, "g")
    assert attributes.condition.name == "REFURBISHED"


def test_the_number_of_an_energy_label_reaches_googles_types_as_a_certification() -> None:
    made = row_of(CHANNEL, eprel="1<23")
    assert isinstance(made, Row)
    parts = ("certification_authority", "certification_name", "certification_code")
    assert cell(made.fields["certification"], parts) == "EC:EPREL:1<23"  # as in a feed of plain text
    plain = row_of(CHANNEL)
    assert isinstance(plain, Row)
    (bare,) = google.items(written(("FJ-RED-S", plain.data())))
    (labelled,) = google.items(written(("FJ-RED-S", made.data())))
    (found,) = google.product_input(labelled).product_attributes.certifications
    assert (found.certification_authority.name, found.certification_name.name) == ("EC", "EPREL")
    assert found.certification_code == "1<23"
    assert not google.product_input(bare).product_attributes.certifications


def test_a_certification_without_its_parts_is_dropped() -> None:
    made = row_of(CHANNEL + "fields: {certification.certification_name: {value: EPREL}}\n")

    assert isinstance(made, Row)
    assert "certification" not in made.fields
    assert "names no authority" in made.notes[0].text


def test_no_row_of_many_is_refused() -> None:
    rows = []
    for place, state in enumerate(["in_stock", "out_of_stock", "preorder", "backorder"] * 10):
        made = row_of(
            CHANNEL, sku=f"SKU-{place}", stock__state=state, price__was=None if place % 3 else FACTS["price.was"]
        )
        assert isinstance(made, Row)
        rows.append((f"SKU-{place}", made.data()))
    assert list(google.problems(written(*rows))) == []


@pytest.fixture
def defects(test_data: Path) -> list[Any]:
    """Ten rows, each with one fault."""
    return google.items((test_data / "sample-feeds/google-primary.defects.xml").read_bytes())


def test_each_of_ten_broken_rows_is_refused_by_type_or_rule(defects: list[Any], test_data: Path) -> None:
    said = set(google.problems((test_data / "sample-feeds/google-primary.defects.xml").read_bytes()))
    by_type = {problem.partition(":")[0] for problem in said}
    by_rule = {name for name, reasons in map(_by_rules, defects) if reasons}
    names = [dict(google.fields(item))["id"] for item in defects]
    assert len(names) == 10
    assert {name for name in names if name not in by_type | by_rule} == set()
    assert "D01-bad-gtin: stands twice" in said  # the ninth: an id that the first has already


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("D01", "has a wrong check digit"),
        ("D02", "is not one of in_stock"),
        ("D03", "is not a price"),
        ("D04", "is not below the price"),
        ("D05", "missing required value"),
        ("D06", "is not an absolute http(s) URL"),
        ("D07", "does not match"),
        ("D08", "denies the identifiers"),
        ("D10", "has HTML tags or entities"),
    ],
)
def test_the_rules_say_what_is_wrong_with_a_broken_row(defects: list[Any], number: str, says: str) -> None:
    item = next(each for each in defects if dict(google.fields(each))["id"].startswith(number))
    _, reasons = _by_rules(item)
    assert any(says in reason for reason in reasons), reasons


def _by_rules(item: Any) -> tuple[str, list[str]]:
    """What the rules of the preset say of a row that is written as it stands."""
    fields = google.fields(item)
    lines = [f"  {name}: {{value: {text!r}}}" for name, text in fields]
    own = {name for name, _ in fields}
    preset = {field.name for field in channel(CHANNEL).fields} - own
    images = {"image_link", "additional_image_link"}
    text = (
        CHANNEL
        + "select: [{id: live, if: null}, {id: priced, if: null}, {id: above-zero, if: null}]\nfields:\n"
        + "\n".join([*lines, *(f"  {name}: null" for name in sorted(preset - images))])
        + "\nimages: {image_link: null, additional_image_link: null}\n"
    )
    made = row(channel(text), lambda path: None)
    notes = made.reasons if isinstance(made, Excluded) else made.notes
    return dict(fields)["id"], [note.text for note in notes]
