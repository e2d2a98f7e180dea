"""A fast path for locale files that contain only texts and their hashes, as nearly all locale files do.

Without this module, a cold validation takes 3 to 7 % more CPU time. A test verifies that the result equals that of
`Translation`.
"""

from __future__ import annotations

from typing import Any

from packshot.model.frozen import EMPTY
from packshot.model.product import HASH, Layer, Translation, split


def texts_alone(raw: dict[str, Any]) -> Layer | None:
    """Return the layer of a locale file as `Translation` would read it.

    Return None if the file has keys other than values and hashes, or if a hash is invalid.
    """
    layer: Any = split(raw, Translation.own)
    hashes = layer.pop("of", EMPTY)
    values = layer.pop("values")
    if layer or not all(digest.__class__ is str and HASH.fullmatch(digest) for digest in hashes.values()):
        return None
    return _LAYER.model_copy(update={"values": values, "of": hashes})


_LAYER = Layer.model_construct()
"""Copying it takes a fraction of the time of a new layer, which copies each default."""
