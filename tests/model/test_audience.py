"""The identity of an audience: written and read in one place, and part of every cache key."""

from dataclasses import astuple, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packshot.engine.parsing import audience as is_audience
from packshot.model.audience import Audience, AudiencePattern, Identity
from packshot.model.names import KEY, LOCALE

keys, optional_keys = (st.from_regex(KEY, fullmatch=True), st.just("") | st.from_regex(KEY, fullmatch=True))
identities = st.builds(
    Identity, keys, st.from_regex(LOCALE, fullmatch=True), optional_keys, optional_keys, optional_keys
)
NAMES = tuple(field.name for field in fields(Identity))


@given(st.just(Identity()) | identities)
def test_an_identity_is_read_as_it_is_written(identity: Identity) -> None:
    assert Identity.parse(str(identity)) == identity
    assert is_audience(str(identity))


@given(identities, identities)
def test_two_identities_have_two_texts(one: Identity, other: Identity) -> None:
    assert (str(one) == str(other)) == (one == other)


@pytest.mark.parametrize(
    ("identity", "text"),
    [
        (Identity(), ""),
        (Identity("us", "en"), "us/en"),
        (Identity("us", "en", group="dealer"), "us/en,group=dealer"),
        (
            Identity("us", "zh-Hant-TW", "google", "dealer", "acme"),
            "us/zh-Hant-TW,channel=google,group=dealer,partner=acme",
        ),
    ],
)
def test_the_text_names_all_parts_but_market_and_locale(identity: Identity, text: str) -> None:
    assert str(identity) == text


@pytest.mark.parametrize(
    "text",
    ["us", "us/", "/en", "us/EN", "us/en,", "us/en,channel=", "us/en,group=a,channel=b", "us/en,scope=web", "us/en\n"],
)
def test_no_other_text_is_an_identity(text: str) -> None:
    assert Identity.parse(text) is None


patterns = st.builds(
    lambda identity, kept: AudiencePattern(*(value if name in kept else None for name, value in identity.items())),
    identities.map(lambda identity: dict(zip(NAMES, astuple(identity), strict=True))),
    st.sets(st.sampled_from(NAMES), min_size=1).map(lambda kept: kept | {"market"} if "locale" in kept else kept),
)


@given(patterns, identities)
def test_a_pattern_selects_the_audiences_that_have_its_fields(pattern: AudiencePattern, other: Identity) -> None:
    assert AudiencePattern.parse(str(pattern)) == pattern
    named = {name: value for name in NAMES if (value := getattr(pattern, name)) is not None}
    assert pattern.matches(other) == all(getattr(other, name) == value for name, value in named.items())
    assert pattern.matches(replace(other, **named))
    assert not pattern.matches(Identity())


@pytest.mark.parametrize(
    "text",
    ["", "de/", "/en", "de,", ",channel=a", "channel=a/en", "a=b", "market=de", "group=a,channel=b", "de channel=a"],
)
def test_no_other_text_is_a_pattern(text: str) -> None:
    assert AudiencePattern.parse(text) is None


def test_an_audience_is_identified_without_its_scope_and_the_properties_of_its_market() -> None:
    audience = Audience("us", "en", "web", country="US", currency="USD", customers="dealer", channel="google")
    assert audience.id == "us/en,channel=google,group=dealer"


AUDIENCE = Audience(**{field.name: field.name for field in fields(Audience)})


@pytest.mark.parametrize("name", [field.name for field in fields(Audience) if field.name != "channel"])
def test_each_field_is_part_of_a_cache_key_until_it_is_ignored(name: str) -> None:
    other = replace(AUDIENCE, **{name: "another"})
    assert AUDIENCE.seen() != other.seen()
    assert AUDIENCE.seen(name) == other.seen(name)


def test_the_channel_itself_is_never_part_of_a_cache_key() -> None:
    assert AUDIENCE.seen() == replace(AUDIENCE, channel="another").seen()


@pytest.mark.parametrize(
    ("locale", "country", "tag"),
    [
        ("de", "AT", "de-AT"),
        ("de-DE", "AT", "de-AT"),
        ("en-US", "DE", "en-DE"),
        ("zh-Hant", "TW", "zh-Hant-TW"),
        ("zh-Hans-CN", "SG", "zh-Hans-SG"),
        ("es-419", "MX", "es-MX"),
    ],
)
def test_the_tag_for_search_engines_has_the_country_of_the_market(locale: str, country: str, tag: str) -> None:
    assert Audience("m", locale, country=country).hreflang == tag
