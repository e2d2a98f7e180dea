"""What is said of typical mistakes, word for word."""

import pytest
from tests.checks.cases import NOW, expected, laid_over, names, printed

from packshot.checks.run import validate


def test_without_mistakes_nothing_is_said() -> None:
    assert validate(laid_over(""), NOW, whole=True).findings == []


@pytest.mark.parametrize("name", names())
def test_mistakes_are_told_with_place_and_cure(name: str) -> None:
    assert printed(name) == expected(name)
