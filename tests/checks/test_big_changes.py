"""One change that breaks thousands of products is told as one, with its count."""

import pytest
from tests.checks.cases import HERE, NOW, laid_over

from packshot.catalog.finding_report import as_json, text
from packshot.checks.run import validate

PRODUCTS = 4000
SOUND = (HERE / "sound.txt").read_text()


def _file(path: str) -> str:
    """One file of the sound catalogue, as a case writes it."""
    return f"--- {path}\n" + SOUND.split(f"--- {path}\n")[1].partition("\n--- ")[0] + "\n"


def _products(line: str) -> str:
    return "".join(
        f"--- catalog/products/bowl/b{number}/product.yaml\n"
        f"family: bowl\nstatus: active\nsku: B-{number}\n\nname: Bowl\n\n{line.format(number)}\n"
        for number in range(PRODUCTS)
    )


ATTRIBUTES = _file("catalog/attributes/main.yaml")
NUMBERS = ATTRIBUTES.replace("mpn: {type: text,", "mpn: {type: number,")


@pytest.mark.parametrize(
    ("change", "line", "code"),
    [
        ("", "color: moss", "unknown-option"),
        (NUMBERS, "mpn: HV {0}", "bad-number"),
        ("", "color: c{0}", "unknown-option"),
    ],
)
def test_thousands_of_broken_products_take_a_screen(change: str, line: str, code: str) -> None:
    found = validate(laid_over(change + _products(line)), NOW).findings
    shown = text(found)
    assert len(shown.splitlines()) < 20
    assert f"error[{code}]" in shown
    assert "and in 3,994 more places\n" in shown
    assert shown.endswith("\n4,000 errors\n")
    assert as_json(found)["counts"]["error"] == len(as_json(found)["findings"]) == PRODUCTS
