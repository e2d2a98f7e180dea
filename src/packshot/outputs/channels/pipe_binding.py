"""The binding of the pipes in a channel file to their functions, and the validation of `unit` pipes against the units
of the attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.expr import Path
from packshot.findings import Finding, Location, report
from packshot.model.channel import Step
from packshot.model.frozen import Raw
from packshot.model.names import choices, suggested, unlisted
from packshot.outputs.channels.pipes import PIPES, Bound, InvalidArgumentError
from packshot.rules.paths import Vocabulary

_CONVERTING = "unit"
_SAME = frozenset({"first", _CONVERTING})
"""Pipes that keep the value of the attribute, so that its unit is known before and after them."""


def bind(step: Step, raw: Raw, at: Location) -> Bound | Finding:
    """Return a step as a pipe with its argument and options, or a finding if the step is invalid.

    Strings are read from the raw data, so that spaces at the end are kept.
    """
    pipe = PIPES.get(step.name)
    if pipe is None:
        return unlisted("unknown-pipe", at, step.name, sorted(PIPES))
    if step.argument is None and pipe.argument is not None and not pipe.optional:
        return report("pipe-argument", at, pipe=step.name)
    values: dict[str, object] = {}
    for word in step.options:
        text = str(raw[word])
        read = pipe.argument if word == step.name else pipe.options.get(word)
        option = word if word != step.name else None
        if read is None and option is None:
            return report("pipe-option.argument", at, pipe=step.name)
        if read is None:
            return report("pipe-option", at, pipe=step.name, name=word, **choices(word, sorted(pipe.options)))
        try:
            values[word] = read(text)
        except InvalidArgumentError as problem:
            finding = report("pipe-argument.invalid", at, pipe=step.name, option=option, value=text)
            return finding.with_params(expected=problem.expected, known=problem.known)
    argument = (values.pop(step.name),) if step.name in values else ()
    return Bound(step.name, pipe, argument, values)


def unfit_units(sources: Iterable[Path], pipes: Iterable[Bound], words: Vocabulary, at: Location) -> Iterator[Finding]:
    """Yield findings about the source attributes that the first `unit` pipe of a field cannot convert.

    A `unit` pipe is validated only if no pipe other than `first` precedes it, because the unit of the value is unknown
    otherwise.
    """
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
        yield report("unit-on-no-measure", at, attribute=attribute.code, type=attribute.type)
        return
    units = words.units.get(attribute.unit or "", ())
    if units and unit not in units:
        finding = report("unknown-unit.pipe", at, suggestion=suggested(unit, units), name=unit, **choices(unit, units))
        yield finding.with_params(attribute=attribute.code, family=attribute.unit)
