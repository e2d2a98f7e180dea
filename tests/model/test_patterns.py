"""Patterns of users: compiled alone, then matched against a whole text."""

import pytest

from packshot.model.patterns import is_pattern, matcher


@pytest.mark.parametrize(
    ("pattern", "whole", "not_whole"),
    [
        ("a|b", "b", "aXXX"),
        ("(a)|(b)", "b", "XXXb"),
        ("[A-Z]+", "AB", "ABc"),
        ("a(?x) # comment\n|b", "b", "XXXb"),
        ("(?m)^a$", "a", "a\nb"),
    ],
)
def test_a_pattern_describes_all_of_a_text(pattern: str, whole: str, not_whole: str) -> None:
    matches = matcher(pattern)
    assert matches is not None
    assert (matches(whole), matches(not_whole)) == (True, False)


@pytest.mark.parametrize("pattern", ["a)|(b", "(", "a)", "(?=a)", "[", "a\\", "(?x)a # )"])
def test_what_is_no_pattern_alone_is_none(pattern: str) -> None:
    assert not is_pattern(pattern)
    assert matcher(pattern) is None
