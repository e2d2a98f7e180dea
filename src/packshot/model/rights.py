"""The rights of assets. Only `decide` determines whether an asset may be shown."""

from __future__ import annotations

from dataclasses import dataclass

from packshot.findings import Note, note
from packshot.model.asset import Asset, Choice, Rights
from packshot.model.audience import Audience
from packshot.model.instants import Instant
from packshot.model.record import Licence


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision whether an asset may be shown to an audience at a timestamp.

    `reason` is set if the asset may not be shown. `instants` contains the timestamps at which the decision may change.
    `until` is the timestamp at which the permission ends; None if the permission has no end or is not given. `replace`
    is the id of the replacement for an expired asset.
    """

    allowed: bool
    reason: Note | None = None
    instants: tuple[Instant, ...] = ()
    until: Instant | None = None
    replace: str | None = None


def effective(asset: Asset, licence: Licence | None) -> Rights:
    """Return the rights of an asset: the rights of its licence, overridden by the rights in its sidecar.

    A right in the sidecar overrides the licence even if it is null.
    """
    shared = licence.rights if licence else Rights()
    own = asset.rights
    if own is None:
        return shared
    return shared.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})


def decide(asset: Asset, licence: Licence | None, audience: Audience, as_of: Instant) -> Decision:
    """Return the decision whether the audience may see the asset.

    The asset may be seen if embargo <= as_of < expires and if the country and the channel scope are permitted.
    `licence` is the record to which the sidecar refers. If the sidecar refers to a licence and `licence` is None, the
    asset may not be shown.
    """
    if asset.licence is not None and licence is None:
        return Decision(False, note("rights.no-licence", licence=asset.licence))
    rights = effective(asset, licence)
    return _by_place(rights, audience) or _by_clock(rights, asset, as_of)


def _by_place(rights: Rights, audience: Audience) -> Decision | None:
    if not _allows(rights.territory, audience.country):
        return Decision(False, note("rights.territory", country=audience.country))
    if not _allows(rights.channel, audience.scope):
        return Decision(False, note("rights.channel", scope=audience.scope))
    return None


def _by_clock(rights: Rights, asset: Asset, as_of: Instant) -> Decision:
    compared = tuple(moment for moment in (rights.embargo, rights.expires) if moment)
    if rights.embargo and as_of < rights.embargo:
        return Decision(False, note("rights.embargo", embargo=rights.embargo), compared)
    if rights.expires and as_of >= rights.expires:
        replace = asset.on_expiry.replace if asset.on_expiry else None
        return Decision(False, note("rights.expired", expires=rights.expires), compared, replace=replace)
    return Decision(True, None, compared, until=rights.expires)


def _allows(choice: Choice | None, name: str) -> bool:
    return choice is None or ((choice.allow is None or name in choice.allow) and name not in (choice.deny or ()))
