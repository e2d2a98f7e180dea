"""Visible assets. Visibility depends on the status of an asset, then on its rights, then on its replacement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from packshot.catalog.reader import Reader
from packshot.engine.types import Timestamp
from packshot.findings import Note, note
from packshot.model.asset import Asset
from packshot.model.audience import Audience
from packshot.model.lifecycle import Status
from packshot.model.rights import Decision, decide

Refusal = Callable[[Status], Note | None]
"""Returns why entities of a status are hidden from an audience; None if they are visible."""


@dataclass(frozen=True, slots=True)
class VisibleAsset:
    """An asset that may be shown. `path` is the path of its original; `until` is the end of the permission (None: no
    end).
    """

    asset: Asset
    path: str
    until: Timestamp | None


def asset_steps(
    reader: Reader, audience: Audience, refusal: Refusal, id_: str, then: Timestamp | None
) -> Iterator[tuple[VisibleAsset | None, Decision]]:
    """Yield an asset and the decision about it at a timestamp (default: now), then the same for each replacement in
    turn.

    A hidden asset is None.
    """
    seen: set[str] = set()
    name: str | None = id_
    while name and name not in seen:
        seen.add(name)
        asset, path = reader.asset(name), reader.original(name)
        decision = _decision(reader, audience, refusal, asset, path, then)
        yield VisibleAsset(asset, path, decision.until) if asset and decision.allowed else None, decision
        name = decision.replace


def _decision(
    reader: Reader, audience: Audience, refusal: Refusal, asset: Asset | None, path: str, then: Timestamp | None
) -> Decision:
    if asset is None or not path:
        return Decision(False, note("rights.no-original" if asset else "rights.no-asset"))
    if reason := refusal(asset.status):
        return Decision(False, reason, replace=asset.on_expiry.replace if asset.on_expiry else None)
    licence = reader.licence(asset.licence) if asset.licence else None
    decision = decide(asset, licence, audience, then or reader.as_of)
    for moment in decision.instants if then is None else ():
        reader.instant(moment)
    return decision
