"""What is said of the mistakes of the first weeks, word for word, and that the fixes it names are fixes."""

import pytest
from tests.checks.mistake_cases import expected, fixed, fixed_names, found, mistaken, names, printed, shop


def test_the_valid_shop_has_no_findings() -> None:
    assert printed(shop()) == "No findings.\n"


@pytest.mark.parametrize("name", names())
def test_a_mistake_is_told_in_words_of_the_trade(name: str) -> None:
    assert printed(mistaken(name)) == expected(name)


@pytest.mark.parametrize("name", fixed_names())
def test_the_named_fix_is_one(name: str) -> None:
    assert found(fixed(name)) == []
