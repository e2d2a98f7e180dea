"""Division of the values of a model and its variants among product, axis values and SKUs, without repetition.

Each SKU resolves (format rule 28) to exactly the values that it has in the source, for every channel and locale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from packshot.authoring.write import Plain


class Slot(NamedTuple):
    """The key of a value: attribute path, locale (empty: not localizable), and channel or scope (empty: none)."""

    path: str
    locale: str = ""
    scope: str = ""


Values = Mapping[Slot, Plain]


def scoped(values: Values, order: Sequence[str], scopes: Mapping[str, str]) -> dict[Slot, Plain]:
    """Return values by channel as values by scope.

    The channels are processed in the order of `order`. The first value of a slot has no scope. A value of a later
    channel has the scope of its channel, and is kept only if it differs from the first. `scopes` maps channels to
    scopes.
    """
    rank = {channel: number for number, channel in enumerate(order)}
    found: dict[Slot, Plain] = {}
    for slot in sorted(values, key=lambda slot: rank.get(slot.scope, -1)):
        base = slot._replace(scope="")
        if found.setdefault(base, values[slot]) != values[slot]:
            found[slot._replace(scope=scopes[slot.scope])] = values[slot]
    return found


def difference(values: Values, layers: Sequence[Values]) -> dict[Slot, Plain]:
    """Return the values that a SKU or an axis value must set so that it resolves to `values`.

    `layers` are the inherited values, the nearest layer first.
    """
    expected = dict(values)
    for slot in {slot for layer in layers for slot in layer if slot.scope}:
        base = slot._replace(scope="")
        if slot not in expected and base in expected:
            expected[slot] = expected[base]
    return {slot: value for slot, value in expected.items() if resolved(slot, expected, layers) != value}


def resolved(slot: Slot, own: Values, layers: Sequence[Values]) -> Plain:
    """Return the value that a slot resolves to if the SKU does not set this slot; None if there is no value.

    If no layer has a slot with a scope, the slot without the scope applies. `own` are the values of the SKU; `layers`
    are the inherited values, the nearest layer first.
    """
    for layer in layers:
        if slot in layer:
            return layer[slot]
    if not slot.scope:
        return None
    base = slot._replace(scope="")
    return own[base] if base in own else resolved(base, own, layers)
