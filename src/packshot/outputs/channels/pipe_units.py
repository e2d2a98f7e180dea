"""Whether pipes fit what the field reads, as far as the declarations of attributes tell: units of measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.expr import Path
from packshot.findings import Finding, Location, error
from packshot.model.names import nearest, suggestion
from packshot.outputs.channels.pipes import Bound
from packshot.rules.paths import Vocabulary

_CONVERTING = "unit"
_SAME = frozenset({"first", _CONVERTING})
"""Pipes before which, and after which, a value is still what the attribute holds."""


def unfit_units(sources: Iterable[Path], pipes: Iterable[Bound], words: Vocabulary, at: Location) -> Iterator[Finding]:
    """The first `unit` pipe, where it asks for a unit that an attribute cannot be converted into."""
    for place, pipe in enumerate(pipes):
        if pipe.name == _CONVERTING and pipe.arguments:
            here = Location(at.path, (*at.keys, place))
            for source in sources:
                yield from _unfit(source, str(pipe.arguments[0]), words, here)
        if pipe.name not in _SAME or pipe.name == _CONVERTING:
            return


def _unfit(source: Path, unit: str, words: Vocabulary, at: Location) -> Iterator[Finding]:
    attribute = words.attributes.get(source[0]) if len(source) == 1 else None
    if attribute is None:
        return
    if attribute.type != "measure":
        what = f'"{attribute.code}" is of type {attribute.type}, and only measures have units.'
        yield error("unit-on-no-measure", at, what, "Take the pipe away, or name a measure in from:.")
        return
    units = words.units.get(attribute.unit or "", ())
    if units and unit not in units:
        near, listed = nearest(unit, units), ", ".join(units)
        what = f'"{attribute.code}" cannot be converted into "{unit[:40]}", which is no unit of {attribute.unit}.'
        cure = f"{suggestion(near)} All are {listed}." if near and len(units) > 1 else f"Write one of {listed}."
        yield error("unknown-unit", at, what, cure)
