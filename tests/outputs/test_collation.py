"""The order of names in a language, against ICU."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judges import icu
from packshot.outputs import collation_rules
from packshot.outputs.collation import Collator, sort_key

WORDS = 1_500
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FOREIGN = "éèêëáàâäãåæçíîñóôöõøœßúüûşčžšłđ"
LIGATURES = "æœß"
OTHERS = " -.,'&/0123456789"
SCRIPTS = {"ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ"}


def sample(locale: str, count: int) -> list[str]:
    """Random words of a language in three cases, with some foreign letters, digits and punctuation."""
    dice = random.Random(locale)
    letters = [*re.findall("[&<=/]+([^&<=/]+)", collation_rules.RULES.get(locale, "")), *SCRIPTS.get(locale, "")]
    own = [letter for letter in letters if letter[0].isalpha()]
    foreign = FOREIGN.translate(dict.fromkeys(map(ord, LIGATURES))) if locale == "fr-CA" else FOREIGN
    kinds = [own or LETTERS, own or LETTERS, LETTERS, LETTERS, foreign, OTHERS]
    words = ["".join(dice.choice(dice.choice(kinds)) for _ in range(dice.randint(1, 4))) for _ in range(count)]
    return [dice.choice([str.lower, str.upper, str.title])(word) for word in words]


def ordered(words: list[str], locale: str) -> list[str]:
    return sorted(words, key=lambda word: sort_key(word, locale))


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        ("de", ["a b", "A-b", "a1", "a10", "a2", "Apfel", "Äpfel", "Apfelmus", "Straße", "Strasse 2"]),
        ("en", ["3 mugs", "co-op", "coop", "zoe", "Zoe", "zoë", "Zoë"]),
        ("sv", ["Apa", "Zebra", "Ål", "Ärta", "Öl"]),
        ("da", ["Zebra", "Æble", "Øl", "Ål", "Aalborg"]),
        ("cs", ["cihla", "čaj", "hora", "chata", "ihned", "řeka"]),
        ("hu", ["cukor", "csésze", "Gabona", "gyertya"]),
        ("tr", ["Iğdır", "ısı", "isim", "İzmir", "jant"]),
        ("es", ["nube", "ñandú", "oca"]),
        ("fr-CA", ["cote", "côte", "coté", "côté"]),
        ("ja", ["12", "Tea", "お茶", "茶"]),
    ],
)
def test_names_sort_by_letters_then_accents_then_case(locale: str, names: list[str]) -> None:
    assert ordered(random.Random(1).sample(names, len(names)), locale) == names


@given(st.text(), st.text(), st.sampled_from([*collation_rules.RULES, "en"]))
def test_any_text_has_a_key_that_does_not_depend_on_other_texts(text: str, other: str, locale: str) -> None:
    alone = Collator(locale).key(text)
    sort_key(other, locale)
    assert sort_key(text, locale) == alone
    assert alone.encode()


def test_names_sort_as_icu_sorts_them() -> None:
    locales = [*collation_rules.RULES, "und", "de", "en", "fr", "fr-CA", "nl", *SCRIPTS]
    assert icu.misplaced({locale: ordered(sample(locale, WORDS), locale) for locale in locales}) == {}
