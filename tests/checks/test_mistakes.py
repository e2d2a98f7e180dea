"""What is said of the mistakes of the first weeks, word for word, and that the cures it names are cures."""

import pytest
from tests.checks.mistake_cases import cured, cured_names, expected, found, mistaken, names, printed, shop


def test_of_the_sound_shop_nothing_is_said() -> None:
    assert printed(shop()) == "No findings.\n"


@pytest.mark.parametrize("name", names())
def test_a_mistake_is_told_in_words_of_the_trade(name: str) -> None:
    assert printed(mistaken(name)) == expected(name)


@pytest.mark.parametrize("name", cured_names())
def test_the_named_cure_is_one(name: str) -> None:
    assert found(cured(name)) == []
