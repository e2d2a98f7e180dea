"""What paths find of an asset, as the table `OF_ASSETS` in `paths` names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from packshot.catalog.reader import Reader
from packshot.expr import Path
from packshot.model.asset import Asset
from packshot.model.labels import label_in
from packshot.model.rights import effective


class AssetValues:
    """The lookup of one asset: its sidecar, in one chain of locales."""

    def __init__(self, reader: Reader, asset: Asset, chain: tuple[str, ...]) -> None:
        self.reader = reader
        self.asset = asset
        self.chain = chain

    def __call__(self, path: Path) -> object:
        """The value of a path; None where the sidecar says none."""
        answer = _ANSWERS.get(path[0])
        return answer(self, path[1:]) if answer else plain(getattr(self.asset, path[0]))

    def label(self, name: str) -> str | None:
        """A text of the sidecar in the first locale that has one."""
        return label_in(getattr(self.asset, name), self.chain, "") or None

    def creators(self, rest: Path) -> object:
        """Those who made it, or what is said of each."""
        said = (getattr(person, rest[0] if rest else "name") for person in self.asset.creator)
        return tuple(text for text in said if text is not None) or None

    def copyright(self, rest: Path) -> object:
        """Whose work it is: the holder, or what is asked."""
        held = self.asset.copyright
        if held is None:
            return None
        if rest == ("notice",):
            return label_in(held.notice, self.chain, "") or None
        return plain(getattr(held, rest[0] if rest else "holder"))

    def rights(self, rest: Path) -> object:
        """Its rights together with its licence's: when they begin or end; true where nothing is asked."""
        licence = self.reader.licence(self.asset.licence) if self.asset.licence else None
        return getattr(effective(self.asset, licence), rest[0]) if rest else True


def plain(value: object) -> object:
    """A value as expressions compute with it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return None if value == () else value


_ANSWERS: Mapping[str, Callable[[AssetValues, Path], object]] = {
    "alt": lambda asset, _: asset.label("alt"),
    "copyright": AssetValues.copyright,
    "creator": AssetValues.creators,
    "description": lambda asset, _: asset.label("description"),
    "rights": AssetValues.rights,
    "title": lambda asset, _: asset.label("title"),
}
