"""A pipe as a channel file writes it, bound to its function: the argument and options read, or the finding why not."""

from __future__ import annotations

from packshot.findings import Finding, Location, error
from packshot.model.channel import Step
from packshot.model.frozen import Raw
from packshot.model.names import unknown
from packshot.outputs.channels.pipes import PIPES, Bound, Pipe


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
