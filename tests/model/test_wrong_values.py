"""Messages about wrong values: what they say of each kind of value."""

from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import SchemaValidator
from shop import raw, read

from packshot.findings import Location
from packshot.messages.template import quoted
from packshot.model import entity, problems
from packshot.model.asset import Asset
from packshot.model.channel import Channel
from packshot.model.lifecycle import Lifecycle
from packshot.model.product import Product
from packshot.model.schema import Attribute
from packshot.model.units import UnitFamily
from packshot.model.value_forms import form_of

GIVEN = {Asset: {"id": "front"}, Channel: {"key": "feed"}, Lifecycle: {}, Product: {"key": "thing"}}
SIDECAR = f"sha256: {'a' * 64}\nbytes: 12\n"
PRODUCT = "family: goods\nsku: A\nstatus: active\n"


@pytest.mark.parametrize(
    ("model", "text", "said"),
    [
        (
            Product,
            "family: a\nsku: A\nstatus: published",
            'invalid status "published". use one of: draft, in-review, active, ',
        ),
        (Product, PRODUCT + "bundle: [A]", "expected a map, found [A]. write each SKU with its quantity, for example "),
        (Product, PRODUCT + "bundle: null", "expected a map, found null. write each SKU with its quantity"),
        (
            Product,
            PRODUCT + "formerly: {a: {b: [c, null]}}",
            "expected a list, found {a: {b: [c, null]}}. write a list, for ",
        ),
        (Product, PRODUCT + "categories: [[a-b]]", "expected a single key, found [a-b]. write a-b without brackets"),
        (Product, PRODUCT + "available_from: [soon]", "expected a single value, found [soon]. write soon without "),
        (Lifecycle, "statuses: {active: {show: {web: often}}}", 'invalid show "often". use one of: always, in-stock'),
        (
            Lifecycle,
            "statuses: {activ: {show: always}}",
            'invalid key "activ" of `statuses`. did you mean active? (one of: draft',
        ),
        (Channel, "delta: {full_every: 2 weeks}", 'invalid number of days "2 weeks". write a whole number and `days`'),
        (Asset, SIDECAR + "decorative: yes", 'invalid boolean "yes". write true'),
        (Asset, SIDECAR + "decorative: perhaps", 'invalid boolean "perhaps". write `true` or `false`'),
    ],
)
def test_a_wrong_value_of_a_file(model: Any, text: str, said: str) -> None:
    found = entity.read(model, raw(text), Location("file.yaml"), **GIVEN[model])[1]

    assert [one for one in found if f"{one.text}. {one.help}".startswith(said)]


@pytest.mark.parametrize(
    ("attribute", "value", "said"),
    [
        ("type: measure, unit: weight", "540", 'invalid measurement "540". write a number, a space and a unit, '),
        ("type: measure, unit: weight", "540", "for example `540 g` (units: g, kg)"),
        (
            "type: measure, unit: weight",
            "540 Kg",
            'unknown unit "Kg" of unit family `weight`. write kg (one of: g, kg)',
        ),
        ("type: measure, unit: weight", "1,5g", 'invalid measurement "1,5g". write 1.5 g'),
        (
            "type: measure, unit: weight",
            "1,234 g",
            '"1,234 g": thousands separator or decimal point?. write 1.234 g or',
        ),
        ("type: measure, unit: weight", "1_2'3 g", "write the amount with a decimal point, for example `1.5 g`"),
        ("type: gtin", "36000291452", 'invalid GTIN "36000291452": it becomes valid with a leading zero. '),
        ("type: gtin", "36000291452", "write 036000291452 (spreadsheets drop leading zeros)"),
        ("type: number, decimals: 0", "1.5", 'too many decimals: "1.5" is not a whole number. round the number to a'),
        (
            "type: number, decimals: 2",
            "1.299",
            '"1.299": thousands separator or decimal point?. write 1299, or a number with fewer decimals',
        ),
        ("type: number", ["a"], "invalid number [a]. write digits with a decimal point, for example 1234.5"),
        ("type: datetime", "2026-13-01", "month 13 does not exist. begin with 2026-01-13 (year, month, day)"),
        (
            "type: date",
            "2026-00-31",
            'invalid date "2026-00-31": month 00 does not exist. write a valid date',
        ),
        ("type: url", "https://a@b.example/", "it contains a user name or a password. remove the user name"),
        (
            "type: rich",
            "<b>x</b> <x>",
            "write `**text**` for bold; remove <x>; if `<` does not start a tag, write `\\<`",
        ),
    ],
)
def test_a_wrong_value_of_an_attribute(attribute: str, value: Any, said: str) -> None:
    family = read(UnitFamily, "base: g\nunits: {g: {factor: 1}, kg: {factor: 1000}}", key="weight")
    form = form_of(read(Attribute, attribute.replace(", ", "\n"), code="it"), {"weight": family})

    with pytest.raises(ValidationError) as failed:
        SchemaValidator(form.core).validate_python(value)
    [found] = problems.findings(failed.value.errors(), value, Location("file.yaml"))

    assert said in f"{found.text}. {found.help}"


def test_a_span_of_days() -> None:
    findings = entity.read(Channel, raw("delta: {full_every: 14}"), Location("file.yaml"), key="feed")[1]
    [found] = [each for each in findings if each.at.keys == ("delta", "full_every")]

    assert (found.code, found.help) == ("bad-days", "write a whole number and `days`, for example `14 days`")


def test_an_error_that_has_no_message() -> None:
    assert problems.describe("of-tomorrow", "x", {}).message == "wrong-value"


def test_values_as_their_file_spells_them() -> None:
    values: tuple[Any, ...] = (None, True, 5, "a\nb", ("a", "b"), (), (("a", ("b", None)),), "x" * 70)

    assert [quoted(each) for each in values] == [
        *("null", "true", "5", '"a\\nb"', "[a, b]", "[]", "{a: [b, null]}", f'"{"x" * 57}..."'),
    ]
