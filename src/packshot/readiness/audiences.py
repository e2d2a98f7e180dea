"""The audiences for which readiness is measured: every market and locale, for each channel scope in use."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.catalog.audiences import audiences
from packshot.catalog.reader import Reader
from packshot.catalog.scopes import of_channels
from packshot.model.audience import Audience
from packshot.model.config import SITE_SCOPE


def measured(reader: Reader) -> tuple[Audience, ...]:
    """Return the audiences by scope, then by market and locale.

    The scopes are in this order:

    - the scope of the site, which is always measured, in all markets;
    - the scope of each channel file, in the markets of all channels with this scope;
    - every other scope under `scopes:` or `thresholds:` in catalog.yaml, in all markets.
    """
    return reader.remembered(("measured",), lambda inner: tuple(_measured(inner)))


def _measured(reader: Reader) -> Iterator[Audience]:
    channels = _channels(reader)
    catalog = reader.catalog()
    others = (*catalog.scopes, *(each for each in catalog.thresholds.completeness if each != "all")) if catalog else ()
    for scope in dict.fromkeys((SITE_SCOPE, *channels, *others)):
        yield from audiences(reader, scope, channels.get(scope))


def _channels(reader: Reader) -> dict[str, tuple[str, ...] | None]:
    """Return the scopes of channel files with their markets; None for all markets."""
    found: dict[str, tuple[str, ...] | None] = {SITE_SCOPE: None}
    for scope, markets in of_channels(reader):
        before = found.get(scope, ())
        found[scope] = None if before is None else tuple(dict.fromkeys((*before, *markets)))
    return found
