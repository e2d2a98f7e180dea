"""The terms of an asset: why it is hidden, when its rights end, and which file defines the reason or the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.model.asset import Asset, Rights
from packshot.model.file_formats import kind_of
from packshot.model.instants import Instant, day_in
from packshot.model.rights import effective

Params = dict[str, Any]
"""Parameters of the messages `asset-hidden` and `asset-ending`."""


class Terms:
    """An asset with its effective rights: those of its sidecar combined with those of its licence."""

    def __init__(self, reader: Reader, asset: Asset) -> None:
        self.reader = reader
        self.asset = asset
        self.licence = reader.licence(asset.licence) if asset.licence else None
        self.rights: Rights = effective(asset, self.licence)

    @property
    def is_reported(self) -> bool:
        """Return whether another rule already reports that the asset is never shown: its licence does not exist, or its
        rights end before they begin or at the same time.
        """
        embargo, expires = self.rights.embargo, self.rights.expires
        return bool((self.asset.licence and self.licence is None) or (embargo and expires and embargo >= expires))

    def hidden(self, markets: Iterable[str]) -> Params:
        """Return the reason why the asset is hidden in all these markets, as parameters of a message."""
        rights = self.rights
        if self.asset.status != "active":
            return {**self._asset, "reason": "status", "status": self.asset.status, "file": self._sidecar}
        if rights.expires and not self.is_before(rights.expires):
            return {**self._because("expires"), "day": self._day(rights.expires)}
        if rights.embargo and self.is_before(rights.embargo):
            return {**self._because("embargo"), "day": self._day(rights.embargo)}
        return {**self._because("territory" if rights.territory else "channel"), "markets": tuple(markets)}

    def ending(self, end: Instant) -> Params:
        """Return the end of the rights and the file that defines it, as parameters of a message."""
        return {**self._because("expires"), "day": self._day(end)}

    @property
    def _asset(self) -> Params:
        is_image = kind_of(self.reader.original(self.asset.id)) in ("image", "vector")
        return {"asset": self.asset.id, "noun": "image" if is_image else "file"}

    def _because(self, entry: str) -> Params:
        """Return the reason, the file that defines an entry of the rights, and the licence if it is not the sidecar."""
        licence = None if self._is_own(entry) else self.asset.licence
        return {**self._asset, "reason": entry, "licence": licence, "file": self._home(entry)}

    def is_before(self, timestamp: Instant) -> bool:
        """Return whether the current time is before a timestamp. The comparison is recorded, so that the validation
        runs again after the timestamp.
        """
        self.reader.instant(timestamp)
        return self.reader.as_of < timestamp

    def _day(self, timestamp: Instant) -> str:
        catalog = self.reader.catalog()
        return day_in(timestamp, catalog.zone if catalog else "UTC")

    def _is_own(self, entry: str) -> bool:
        """Return whether the sidecar defines an entry of the rights."""
        own = self.asset.rights
        return self.licence is None or (own is not None and entry in own.model_fields_set)

    def _home(self, entry: str) -> str:
        """Return the file that defines an entry of the rights."""
        if self.licence is None or self._is_own(entry):
            return self._sidecar
        return self.reader.path_of(nodes.record(self.licence.entity, self.licence.key))

    @property
    def _sidecar(self) -> str:
        return self.reader.path_of(nodes.asset(self.asset.id))
