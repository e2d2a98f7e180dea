"""How many translations follow the present source text."""

from decimal import Decimal

from tests.readiness.judged import Shop

from packshot.model.family import of_hash
from packshot.readiness.translation import Freshness, freshness

RIM = "--- catalog/products/rim/product.yaml\nfamily: bowl\nstatus: active\nsku: RIM\nname: Rim\nstory: Once.\n"


def of(german: str) -> Freshness:
    values = Shop(f"{RIM}--- catalog/products/rim/de.yaml\n{german}").values()
    file = values.sheet.translation("de")
    assert file is not None
    return freshness(values, file)


def test_a_hash_of_the_present_text_is_fresh_and_any_other_is_stale() -> None:
    found = of(f"name: Rand\nname.of: {of_hash('Rim')}\nstory: Einst.\nstory.of: {of_hash('Twice.')}\n")
    assert found == Freshness(1, 1, 0, ("story",))
    assert found.percent == Decimal("50.0")


def test_what_has_no_hash_is_counted_apart() -> None:
    found = of("name: Rand\nstory: Einst.\n")
    assert found == Freshness(0, 0, 2)
    assert found.percent is None


def test_a_translation_of_what_is_gone_does_not_follow() -> None:
    german = "--- catalog/products/rim/de.yaml\nstory: A\nstory.of: 01234567\n"
    values = Shop(RIM.replace("story: Once.\n", "") + german).values()
    file = values.sheet.translation("de")
    assert file is not None
    assert freshness(values, file) == Freshness(0, 1, 0, ("story",))
