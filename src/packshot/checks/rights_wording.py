"""The terms of an asset in words: why it may not be shown, until when it may, and where that is written."""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.model.asset import Asset, Rights
from packshot.model.file_formats import kind_of
from packshot.model.instants import Instant, day_in
from packshot.model.rights import effective

Words = tuple[str, str]
"""What is so, and the help."""


class Terms:
    """An asset with its rights and those of its licence."""

    def __init__(self, reader: Reader, asset: Asset) -> None:
        self.reader = reader
        self.asset = asset
        self.licence = reader.licence(asset.licence) if asset.licence else None
        self.rights: Rights = effective(asset, self.licence)

    @property
    def is_told(self) -> bool:
        """Whether its own check tells already that it is never shown: its licence is not there, or leaves no time."""
        embargo, expires = self.rights.embargo, self.rights.expires
        return bool((self.asset.licence and self.licence is None) or (embargo and expires and embargo >= expires))

    def hidden(self, markets: str) -> Words:
        """Why it may be shown in none of these markets."""
        rights, other = self.rights, f"name another {self._noun}"
        if self.asset.status != "active":
            cure = f"Write status: active in {self._sidecar}, or {other}."
            return f'"{self.asset.id}" is {self.asset.status}', cure
        if rights.expires and not self.is_before(rights.expires):
            return f"{self._owner('expires')} ended on {self._day(rights.expires)}", self.renew()
        if rights.embargo and self.is_before(rights.embargo):
            day, home = self._day(rights.embargo), self._home("embargo")
            cure = f"Write available_from: {day} here, {other}, or an earlier day (rights: embargo:) in {home}."
            return f'"{self.asset.id}" is under embargo until {day}', cure
        entry = "territory" if rights.territory else "channel"
        cure = f"{other.capitalize()} here, or widen the licence (rights: {entry}:) in {self._home(entry)}."
        return f"{self._owner(entry)} covers none of the places that show it ({markets})", cure

    def ending(self, end: Instant) -> Words:
        """Until when it may be seen."""
        return f"{self._owner('expires')} ends on {self._day(end)}", self.renew()

    def renew(self) -> str:
        """What is to be done about its end."""
        home = self._home("expires")
        return f"Have it renewed and write its new end (rights: expires:) in {home}, or name another {self._noun} here."

    def is_before(self, moment: Instant) -> bool:
        """Whether it is earlier than that instant; the clock was looked at."""
        self.reader.instant(moment)
        return self.reader.as_of < moment

    def _day(self, moment: Instant) -> str:
        catalog = self.reader.catalog()
        return day_in(moment, catalog.zone if catalog else "UTC")

    def _is_own(self, entry: str) -> bool:
        """Whether the sidecar itself says an entry of its rights."""
        own = self.asset.rights
        return self.licence is None or (own is not None and entry in own.model_fields_set)

    def _owner(self, entry: str) -> str:
        named = "" if self._is_own(entry) else f" {self.asset.licence}"
        return f'The licence{named} of "{self.asset.id}"'

    def _home(self, entry: str) -> str:
        """The file that says an entry of its rights."""
        if self.licence is None or self._is_own(entry):
            return self._sidecar
        return self.reader.path_of(nodes.record(self.licence.entity, self.licence.key))

    @property
    def _sidecar(self) -> str:
        return self.reader.path_of(nodes.asset(self.asset.id))

    @property
    def _noun(self) -> str:
        return "picture" if kind_of(self.reader.original(self.asset.id)) in ("image", "vector") else "file"
