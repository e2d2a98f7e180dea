"""A short way to the layer of a locale file that holds texts and their hashes alone, as nearly all do.

Without it a cold validation takes 3 to 7 % more CPU time; a test holds that it ends where `Translation` does.
"""

from __future__ import annotations

from typing import Any

from packshot.model.frozen import EMPTY
from packshot.model.product import HASH, Layer, Translation, split


def texts_alone(raw: dict[str, Any]) -> Layer | None:
    """Return what a locale file says as `Translation` would read it; None where it says more than values and hashes,
    or a hash is invalid.
    """
    layer: Any = split(raw, Translation.own)
    hashes = layer.pop("of", EMPTY)
    values = layer.pop("values")
    if layer or not all(digest.__class__ is str and HASH.fullmatch(digest) for digest in hashes.values()):
        return None
    return _LAYER.model_copy(update={"values": values, "of": hashes})


_LAYER = Layer.model_construct()
"""A copy of it takes a fraction of the time that a new one takes, which copies each default."""
