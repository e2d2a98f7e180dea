"""Audiences for which values are resolved and published, and their names in manifests and receipts."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields, replace
from functools import lru_cache

from packshot.model.names import KEY, LOCALE

OVERVIEW = "overview"
"""The flag of a file that links to the pages of all audiences, such as the sitemap."""

_NAMED = ("channel", "group", "partner")
_FORM = re.compile(
    f"((?P<market>{KEY.pattern})/(?P<locale>{LOCALE.pattern})"
    + "".join(f"(,{name}=(?P<{name}>{KEY.pattern}))?" for name in _NAMED)
    + ")?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The audience of a published file. Every field is empty if the file is for all audiences.

    Pages and API documents have no channel. As a string, an identity is the market and locale, `us/en`, followed by the
    other fields with their names: `us/en,channel=google,group=dealer,partner=acme`. If every field
    is empty, the string is empty.
    """

    market: str = ""
    locale: str = ""
    channel: str = ""
    group: str = ""
    partner: str = ""

    def __str__(self) -> str:
        """Return the identity in the form used in views, manifests and receipts, such as `us/en,channel=google`."""
        more = "".join(f",{name}={value}" for name in _NAMED if (value := getattr(self, name)))
        return f"{self.market}/{self.locale}{more}" if any(astuple(self)) else ""

    @classmethod
    def parse(cls, text: str) -> Identity | None:
        """Return the identity that a string represents; None if the string is not an identity."""
        match = _FORM.fullmatch(text)
        return cls(**{name: part or "" for name, part in match.groupdict().items()}) if match else None


_PATTERN = re.compile(
    f"(?:(?P<market>{KEY.pattern})(?:/(?P<locale>{LOCALE.pattern}))?)?"
    + "".join(f"(?:(?:^|(?<!^),){name}=(?P<{name}>{KEY.pattern}|))?" for name in _NAMED),
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class AudiencePattern:
    """A selection of audiences by some fields of their identities; None allows any value.

    As a string, a pattern is the identity without the fields that may have any value: `de` is all audiences of a
    market, `de/en` one of its locales, `de,channel=google` one of its feeds, `partner=acme` all audiences of a partner.
    A name without a value selects audiences without this field: `de,channel=` is the market without its feeds.
    """

    market: str | None = None
    locale: str | None = None
    channel: str | None = None
    group: str | None = None
    partner: str | None = None

    def __str__(self) -> str:
        """Return the pattern as a string, such as `de,channel=google`."""
        place = "/".join(part for part in (self.market, self.locale) if part is not None)
        more = (f"{name}={value}" for name in _NAMED if (value := getattr(self, name)) is not None)
        return ",".join(filter(None, (place, *more)))

    @classmethod
    def parse(cls, text: str) -> AudiencePattern | None:
        """Return the pattern that a string represents; None if the string is not a pattern."""
        match = _PATTERN.fullmatch(text)
        return cls(**match.groupdict()) if match and text else None

    def matches(self, identity: Identity) -> bool:
        """Return whether the pattern selects an audience. Files for all audiences are not selected."""
        pairs = zip(astuple(self), astuple(identity), strict=True)
        return bool(identity.market) and all(expected in (None, value) for expected, value in pairs)


PLACE = ("market", "country", "currency", "zone", "customers", "partner")
"""The fields of an audience except locale, scope and channel."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A market, a locale, a channel scope, a customer group and a partner, with the properties of the market."""

    market: str
    locale: str
    scope: str = ""
    partner: str = ""
    country: str = ""
    currency: str = ""
    zone: str = "UTC"
    customers: str = ""
    """The customer group whose price lists apply; lists without a group apply to all customers."""
    channel: str = ""
    """The key of the channel file whose feed is made; empty for pages and API documents."""

    @property
    def name(self) -> str:
        """Return the name of the audience in messages and addresses: market and locale, such as `de/de-AT`."""
        return f"{self.market}/{self.locale}"

    @property
    def id(self) -> str:
        """Return the identity of the audience as a string, such as `us/en,channel=google`."""
        return str(Identity(self.market, self.locale, self.channel, self.customers, self.partner))

    @property
    def hreflang(self) -> str:
        """Return the tag of the audience for search engines, such as `de-AT` or `zh-Hant-TW`."""
        return hreflang(self.locale, self.country)

    def seen(self, *ignored: str) -> Audience:
        """Return the key by which a result for this audience is cached: the audience without the ignored fields.

        Audiences with the same key get the same result, so a field may be ignored only if the result cannot depend on
        it. The channel is always ignored, because only its scope and customer group affect a result. A new field of
        this class is part of every key by default.
        """
        return _without(self, ignored)


def hreflang(locale: str, country: str) -> str:
    """Return the language and the script of a locale with the country of a market (BCP 47).

    A region of the locale is not used: a market of Austria may have the texts of `de-DE`.
    """
    language, *others = locale.split("-")
    script = next((each for each in others if len(each) == len("Hant")), "")
    return "-".join(filter(None, (language, script, country)))


@lru_cache(maxsize=4096)
def _without(audience: Audience, ignored: tuple[str, ...]) -> Audience:
    blank = {field.name: "" for field in fields(Audience) if field.name in ("channel", *ignored)}
    return replace(audience, **blank)
