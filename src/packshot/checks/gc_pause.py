"""Work that makes many lasting objects, without the collector going through all of them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collections() -> Iterator[None]:
    """No cyclic garbage is collected inside: parsed files and facts are very many, and hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # what has been made is not gone through once more; it goes when nobody names it
            gc.enable()
