"""Messages whose case is in no file of golden/: too long, or too small, to be a file."""

import pytest
from tests.checks.cases import NOW, laid_over

from packshot.catalog.originals import Originals
from packshot.checks.run import validate
from packshot.engine.types import Original
from packshot.findings import RefusedError
from packshot.git.tree import MemoryTree

BUNDLE = """
--- catalog/products/bowl/set-{number}/product.yaml
family: bowl
status: active
sku: SET-{number}
name: Set {number}
bundle: {{{part}: 2}}
"""


def reported(files: str, message: str) -> list[tuple[str, str]]:
    """Text and help of all findings of a message."""
    found = validate(laid_over(files), NOW).findings
    return [(finding.text, finding.help) for finding in found if finding.message == message]


def test_a_bundle_that_is_nested_too_deep() -> None:
    files = "".join(BUNDLE.format(number=n, part=f"SET-{n + 1}" if n < 10 else "RIM-M") for n in range(1, 11))
    text, help_ = reported(files, "bundle-deep")[0]
    assert text == f"more than 8 nested bundles: {' -> '.join(f'set-{n}' for n in range(1, 11))}"
    assert help_ == "replace the inner bundles with their parts"


CASES = {
    "unit-family-twice": (
        "--- catalog/units.yaml\n"
        + "".join(f"{key}: {{base: g, units: {{g: {{factor: 1}}}}}}\n" for key in ("v", "V")),
        'duplicate unit family "V": differs from "v" only in case',
        "rename one of the two unit families",
    ),
    "unknown-file.record": (
        "--- catalog/records/brand/havn.v2.yaml\nname: Havn\n",
        'invalid locale "v2" in the name of the file: the key of a record cannot contain a dot',
        (
            "for a translation, write a locale between the dots, for example havn.de.yaml; for a record, remove the "
            "dots from its key"
        ),
    ),
    "wrong-family.record": (
        "--- catalog/families/brand.yaml\nkind: mixin\nattributes: [name, description]\n",
        'invalid family "brand": it is a mixin, not a family for records',
        "write `kind: record` in the family, or move the file to the folder of a family for records",
    ),
    "gtin-shared": (
        "--- catalog/products/bowl/bowl-deep/product.yaml\n"
        "family: bowl\nstatus: active\nname: Deep bowl\ngtin: 9520000010072\naxes: [volume]\nvariants:\n"
        + "".join(f"  DEEP-{n}: {{volume: {n} l}}\n" for n in range(1, 7)),
        "duplicate GTIN: it applies to DEEP-1, DEEP-2, DEEP-3, DEEP-4 and 2 more SKUs",
        "write the GTIN of each SKU under `variants:`",
    ),
}


@pytest.mark.parametrize("message", CASES)
def test_a_message(message: str) -> None:
    files, text, help_ = CASES[message]
    assert reported(files, message) == [(text, help_)]


def test_an_original_that_is_not_the_one_of_its_sidecar_is_refused() -> None:
    read = Originals(MemoryTree({"assets/rim.jpg": b"other"}))
    with pytest.raises(RefusedError) as refused:
        read(Original("rim", "0" * 64, "assets/rim.jpg"))
    (finding,) = refused.value.findings
    assert (finding.message, finding.at.path) == ("original-differs.sha256", "assets/rim.jpg")
