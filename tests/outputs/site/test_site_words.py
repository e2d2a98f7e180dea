"""The interface words and the paths."""

from __future__ import annotations

import re

import pytest

from packshot.outputs import addresses
from packshot.outputs.site import theme
from packshot.outputs.site.words import ENGLISH, LANGUAGES, direction, fill, words

TEMPLATES = ("base", "cards", "category", "chooser", "home", "missing", "prices", "product", "redirect", "tables")
FOR_VIEWS = {"home", *list(ENGLISH)[list(ENGLISH).index("moved_text") + 1 :]}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_every_word(language: str) -> None:
    assert LANGUAGES[language].keys() == ENGLISH.keys()


def test_every_word_is_used_and_every_used_word_exists() -> None:
    text = "".join(theme.source(f"site/{name}.html") for name in TEMPLATES)
    assert set(re.findall(r"\bwords\.(\w+)", text)) | FOR_VIEWS == set(ENGLISH)


def test_a_locale_speaks_its_language_and_others_english() -> None:
    assert words("de-AT", {})["next"] == "Weiter"
    assert words("it", {})["next"] == "Next"


def test_a_repository_puts_its_own_words() -> None:
    own = words("it", {"next": "Avanti"})
    assert (own["next"], own["previous"]) == ("Avanti", "Previous")


def test_a_word_cannot_reach_into_what_fills_it() -> None:
    assert fill("{n} {n.__class__} {0}", 3) == "3 {n.__class__} {0}"


def test_direction_follows_the_language() -> None:
    assert (direction("ar-EG"), direction("he"), direction("de")) == ("rtl", "rtl", "ltr")


def test_paths_stand_for_ever() -> None:
    assert addresses.product("de", "de-AT", "fjord") == "de/de-AT/products/fjord/index.html"
    assert addresses.category("de", "de", "jackets") == "de/de/categories/jackets/index.html"
    assert addresses.category("de", "de", "jackets", 1) == "de/de/categories/jackets/2/index.html"


def test_links_end_with_the_folder_and_lie_below_the_base() -> None:
    assert addresses.href("index.html") == "/"
    assert addresses.href("de/de/products/fjord/index.html", "/shop/") == "/shop/de/de/products/fjord/"
    assert addresses.href("feeds/google/a b.xml") == "/feeds/google/a%20b.xml"


def test_the_catalogues_url_gives_origin_and_base() -> None:
    assert addresses.address("https://www.x.example") == ("https://www.x.example", "/")
    assert addresses.address("https://x.example/shop/") == ("https://x.example", "/shop/")


def test_an_anchor_holds_no_blank() -> None:
    assert addresses.anchor("FJ/RED 1%") == "FJ%2FRED%201%25"
