"""Rights: who may see an asset, where and until when."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop import read, read_all, told

from packshot.findings import note
from packshot.model.asset import Asset
from packshot.model.audience import Audience
from packshot.model.record import Licence
from packshot.model.rights import Decision, decide

BLOCK = f"sha256: {'0' * 64}\nbytes: 1\n"
GERMANY = Audience("de", "de", "web", country="DE", currency="EUR", zone="Europe/Berlin")


def asset(text: str) -> Asset:
    return read(Asset, BLOCK + text, id="front")


def licence(text: str) -> Licence:
    return read(Licence, text, key="studio", entity="licence")


def may(
    sidecar: str, as_of: str = "2026-06-01T00:00:00Z", terms: str | None = None, audience: Audience = GERMANY
) -> Decision:
    return decide(asset(sidecar), None if terms is None else licence(terms), audience, as_of)


def test_an_asset_without_rights_is_free() -> None:
    assert may("type: packshot") == Decision(True)


WINDOW = "rights: {embargo: 2026-09-01T00:00:00+02:00, expires: 2027-03-01T00:00:00+01:00}"
WITH_ZONE = "write 2027-03-01T00:00:00+01:00 (one hour ahead of UTC) or 2027-03-01T00:00:00Z (UTC)"
EDGES = ("2026-08-31T22:00:00Z", "2027-02-28T23:00:00Z")


@pytest.mark.parametrize(
    ("as_of", "allowed", "reason"),
    [
        ("2026-08-31T21:59:59Z", False, "under embargo until 2026-08-31T22:00:00Z"),
        ("2026-08-31T22:00:00Z", True, ""),
        ("2027-02-28T22:59:59Z", True, ""),
        ("2027-02-28T23:00:00Z", False, "rights ended at 2027-02-28T23:00:00Z"),
    ],
)
def test_the_window_is_half_open_and_its_edges_are_told(as_of: str, allowed: bool, reason: str) -> None:
    decision = may(WINDOW, as_of)

    assert (decision.allowed, decision.reason.text if decision.reason else "") == (allowed, reason)
    assert decision.instants == EDGES
    assert decision.until == (EDGES[1] if allowed else None)


def test_an_expired_asset_names_its_replacement_and_an_embargoed_one_does_not() -> None:
    text = WINDOW + "\non_expiry: {replace: back}"

    assert may(text, "2028-01-01T00:00:00Z").replace == "back"
    assert may(text, "2026-01-01T00:00:00Z").replace is None


@pytest.mark.parametrize(
    ("rights", "allowed"),
    [
        ("territory: {allow: [DE, AT]}", True),
        ("territory: {allow: [AT]}", False),
        ("territory: {deny: [DE]}", False),
        ("territory: {deny: [AT]}", True),
        ("channel: {allow: [web]}", True),
        ("channel: {allow: [google]}", False),
        ("channel: {deny: [web, api]}", False),
        ("channel: {deny: [google]}", True),
    ],
)
def test_territory_and_channel(rights: str, allowed: bool) -> None:
    assert may(f"rights: {{{rights}}}").allowed is allowed


def test_where_it_is_not_licensed_no_clock_is_asked() -> None:
    decision = may("rights: {expires: 2027-01-01T00:00:00Z, territory: {allow: [AT]}}")

    assert decision == Decision(False, note("rights.territory", country="DE"))


def test_the_sidecar_replaces_the_licence_entry_by_entry() -> None:
    terms = "rights: {expires: 2026-01-01T00:00:00Z, territory: {allow: [AT]}}"

    assert not may("licence: studio", terms=terms).allowed
    decision = may("licence: studio\nrights: {expires: 2027-01-01T00:00:00Z}", terms=terms)
    assert decision.reason == note("rights.territory", country="DE")
    assert may("licence: studio\nrights: {expires: null, territory: {allow: [DE]}}", terms=terms) == Decision(True)


def test_a_licence_that_is_not_there_allows_nothing() -> None:
    assert may("licence: studio") == Decision(False, note("rights.no-licence", licence="studio"))


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        ("territory: {allow: [DE], deny: [FR]}", "bad-combination rights.territory: remove `allow` or `deny`"),
        (
            "territory: {allow: [Germany]}",
            "bad-country rights.territory.allow.0: write two capital letters, for example DE",
        ),
        (
            "expires: 2027-03-01",
            f"bad-instant rights.expires: {WITH_ZONE}",
        ),
        (
            "expired: 2027-03-01T00:00:00Z",
            "unknown-key rights.expired: did you mean expires? (one of: embargo, expires, territory, channel)",
        ),
        (
            "embargo: 2027-03-01T00:00:00Z, expires: 2027-03-01T00:00:00Z",
            "bad-combination rights: set `expires` to a timestamp after 2027-03-01T00:00:00Z",
        ),
    ],
)
def test_rights_that_make_no_sense(rights: str, said: str) -> None:
    _, findings = read_all(Asset, BLOCK + f"rights: {{{rights}}}", id="front")

    assert told(findings) == [said]


INSTANTS = st.integers(0, 9).map(lambda hour: f"2026-06-01T0{hour}:00:00Z")
MAYBE = st.one_of(st.none(), INSTANTS)


@given(embargo=MAYBE, expires=MAYBE, as_of=INSTANTS)
def test_allowed_means_embargo_not_after_now_and_now_before_expires(embargo: Any, expires: Any, as_of: str) -> None:
    if embargo and expires and embargo >= expires:
        return
    decision = may(f"rights: {{embargo: {embargo or 'null'}, expires: {expires or 'null'}}}", as_of)

    assert decision.allowed == ((embargo or "") <= as_of < (expires or "9"))
    assert decision.instants == tuple(one for one in (embargo, expires) if one)
