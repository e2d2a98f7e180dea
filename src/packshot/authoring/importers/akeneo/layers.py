"""Values of a model and its variants, folded onto product, axis value and SKU so that each is said once.

The measure is the resolver (format rule 28): what is written is exactly what makes each SKU resolve to the values
that it has in the source, channel by channel and language by language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from packshot.authoring.write import Plain


class Slot(NamedTuple):
    """A place of a value: the path of the attribute, the locale (none: not localizable), the channel scope."""

    path: str
    locale: str = ""
    scope: str = ""


Values = Mapping[Slot, Plain]


def scoped(values: Values, order: Sequence[str], scopes: Mapping[str, str]) -> dict[Slot, Plain]:
    """Values by channel as values by scope: the first channel that has one is the value without a scope.

    `order` names the channels; `scopes` their names here. Only values that differ from the first keep a scope.
    """
    rank = {channel: number for number, channel in enumerate(order)}
    found: dict[Slot, Plain] = {}
    for slot in sorted(values, key=lambda slot: rank.get(slot.scope, -1)):
        base = slot._replace(scope="")
        if found.setdefault(base, values[slot]) != values[slot]:
            found[slot._replace(scope=scopes[slot.scope])] = values[slot]
    return found


def difference(values: Values, layers: Sequence[Values]) -> dict[Slot, Plain]:
    """What a SKU must say itself so that it resolves to the values; `layers` are those below it, nearest
    first.
    """
    expected = dict(values)
    for slot in {slot for layer in layers for slot in layer if slot.scope}:
        base = slot._replace(scope="")
        if slot not in expected and base in expected:
            expected[slot] = expected[base]
    return {slot: value for slot, value in expected.items() if resolved(slot, expected, layers) != value}


def resolved(slot: Slot, own: Values, layers: Sequence[Values]) -> Plain:
    """What a slot resolves to where the SKU does not say it itself in this very scope."""
    for layer in layers:
        if slot in layer:
            return layer[slot]
    if not slot.scope:
        return None
    base = slot._replace(scope="")
    return own[base] if base in own else resolved(base, own, layers)
