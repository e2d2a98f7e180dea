"""The output `renditions.copy`: an original published as it is, such as a manual."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.build.types import Json, View
from packshot.outputs.pictures import original_of
from packshot.outputs.renditions.recipe import folder
from packshot.source.visible import ShownAsset

TYPES = {"pdf": "application/pdf"}
"""Extensions of originals that are published as they are, with their media types."""


class Copy:
    """The bytes of the original."""

    name = "renditions.copy"

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """The original, whose digest was verified when it was read."""
        return originals[0]


def view(shown: ShownAsset) -> View | None:
    """The asset as a file of its own; None when its kind is not published so."""
    extension = shown.path.rpartition(".")[2].lower()
    if extension not in TYPES:
        return None
    name = shown.asset.sha256[:32]
    path = f"{folder(shown.until)}/{name[:2]}/{name}.{extension}"
    return View(path, OUTPUT.name, {}, TYPES[extension], expires=shown.until, originals=(original_of(shown),))


OUTPUT = Copy()
