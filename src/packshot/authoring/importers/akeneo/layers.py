"""Divides the values of a model and its variants into product, axis value and SKU, so that each value is written once.

The written values make each SKU resolve (format rule 28) to exactly the values that it has in the source, for every
channel and locale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from packshot.authoring.write import Plain


class Slot(NamedTuple):
    """The key of a value: the path of the attribute, the locale (empty: not localizable), and the channel scope."""

    path: str
    locale: str = ""
    scope: str = ""


Values = Mapping[Slot, Plain]


def scoped(values: Values, order: Sequence[str], scopes: Mapping[str, str]) -> dict[Slot, Plain]:
    """Convert values by channel to values by scope. The first channel that has a value gives the value without a scope.

    `order` lists the channels; `scopes` maps them to their new names. Only values that differ from the first keep a
    scope.
    """
    rank = {channel: number for number, channel in enumerate(order)}
    found: dict[Slot, Plain] = {}
    for slot in sorted(values, key=lambda slot: rank.get(slot.scope, -1)):
        base = slot._replace(scope="")
        if found.setdefault(base, values[slot]) != values[slot]:
            found[slot._replace(scope=scopes[slot.scope])] = values[slot]
    return found


def difference(values: Values, layers: Sequence[Values]) -> dict[Slot, Plain]:
    """Return the values that a SKU must set so that it resolves to `values`.

    `layers` are the inherited values, the nearest layer first.
    """
    expected = dict(values)
    for slot in {slot for layer in layers for slot in layer if slot.scope}:
        base = slot._replace(scope="")
        if slot not in expected and base in expected:
            expected[slot] = expected[base]
    return {slot: value for slot, value in expected.items() if resolved(slot, expected, layers) != value}


def resolved(slot: Slot, own: Values, layers: Sequence[Values]) -> Plain:
    """Return the value that a slot resolves to if the SKU does not set it in exactly this scope."""
    for layer in layers:
        if slot in layer:
            return layer[slot]
    if not slot.scope:
        return None
    base = slot._replace(scope="")
    return own[base] if base in own else resolved(base, own, layers)
