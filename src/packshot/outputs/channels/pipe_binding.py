"""Pipes as a channel file writes them: bound to their functions, argument and options read, or the finding why not; and
whether they fit what the field reads, as far as the declarations of attributes tell: units of measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.expr import Path
from packshot.findings import Finding, Location, error
from packshot.model.channel import Step
from packshot.model.frozen import Raw
from packshot.model.names import nearest, suggestion, unknown
from packshot.outputs.channels.pipes import PIPES, Bound, Pipe
from packshot.rules.paths import Vocabulary

_CONVERTING = "unit"
_SAME = frozenset({"first", _CONVERTING})
"""Pipes before which, and after which, a value is still what the attribute holds."""


def bind(step: Step, raw: Raw, at: Location) -> Bound | Finding:
    """The pipe of a step, ready to be used. Texts are taken from the raw data: a blank at their end counts."""
    pipe = PIPES.get(step.name)
    if pipe is None:
        return unknown("pipe", step.name, PIPES, at)
    if step.argument is None and pipe.argument is not None and not pipe.optional:
        return error("pipe-argument", at, f"The pipe {step.name} lacks its argument.", f"Write {step.name}: ...")
    values: dict[str, object] = {}
    for word in step.options:
        text = str(raw[word])
        read = pipe.argument if word == step.name else pipe.options.get(word)
        if read is None:
            return error("pipe-option", at, f'The pipe {step.name} takes no "{word[:100]}".', _takes(pipe))
        try:
            values[word] = read(text)
        except ValueError as problem:
            return error("pipe-argument", at, f'"{text[:100]}" does not fit {step.name}.', f"Write {problem}.")
    argument = (values.pop(step.name),) if step.name in values else ()
    return Bound(step.name, pipe, argument, values)


def _takes(pipe: Pipe) -> str:
    return (
        f"It takes {', '.join(sorted(pipe.options))}." if pipe.options else "Write its name alone, or name: argument."
    )


def unfit_units(sources: Iterable[Path], pipes: Iterable[Bound], words: Vocabulary, at: Location) -> Iterator[Finding]:
    """The first `unit` pipe, where it asks for a unit that an attribute cannot be converted into."""
    for position, pipe in enumerate(pipes):
        if pipe.name == _CONVERTING and pipe.arguments:
            here = Location(at.path, (*at.keys, position))
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
