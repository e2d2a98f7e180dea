"""Templates of messages: `str.format` with additional forms for values, lists and counts.

{name}            the text of a value; a list as `a, b, c`
{value!q}         a value as the user wrote it, shortened: "text" in double quotes, null, [a, b]
{steps:chain}     a list as `a -> b -> c`
{names:and}       a list as `a, b and c`; {names:or} as `a, b or c`
{files:file|files}  a count with its noun: 1 file, 3,000 files
{excerpt:lines}   a text of several lines, unchanged
{problem:message} the text of another message, given as its id and parameters; {problem:help} its help
{digest:short}    the first 12 characters of a digest, or of each digest in a list
{missing:notes}   the texts of a list of notes (see `findings.note`), as `a, b, c`
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from packshot.messages import message
from packshot.messages.message import By, Text

LONGEST = 200
"""Characters of a value that a message shows; `!q` shows `QUOTED`."""

QUOTED = 60


class _Template(Formatter):
    """The formatter of messages; knows no attribute and no index, so a template reads parameters alone."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs[field_name], field_name

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return quoted(value) if conversion == "q" else super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in _FORMS:
            return _FORMS[format_spec](value)
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{value:,} {one if value == 1 else many}"
        if format_spec:
            return format(value, format_spec)
        return value if isinstance(value, str) and len(value) <= QUOTED and value.isprintable() else _plain(value)


_TEMPLATE = _Template()


def render(text: Text, parameters: Mapping[str, Any]) -> str:
    """Return the text of a message with its parameters inserted; empty if no alternative has all its parameters."""
    if isinstance(text, By):
        return _by(text, parameters)
    if isinstance(text, str):
        return _TEMPLATE.vformat(text, (), parameters)
    return next((_TEMPLATE.vformat(each, (), parameters) for each in text if _is_complete(each, parameters)), "")


def _by(text: By, parameters: Mapping[str, Any]) -> str:
    """Return the text for the value of a parameter; of a list the texts for all its members, each once."""
    value = parameters.get(text.parameter)
    members = value if value and isinstance(value, tuple | list) else (value,)
    each = {member: {**parameters, text.parameter: member} for member in members}
    texts = (render(text.cases.get(str(member), text.otherwise), own) for member, own in each.items())
    return "; ".join(dict.fromkeys(texts))


def _is_complete(template: str, parameters: Mapping[str, Any]) -> bool:
    return all(parameters.get(name) not in (None, "", ()) for name in names(template))


def described(text: Text) -> Iterator[str]:
    """Yield the alternatives of a text for the manual, with parameters as names: `"<value>"`, `<files> files`.

    If one template of a list is the beginning of another, only the longer one is yielded.
    """
    if isinstance(text, By):
        for case in dict.fromkeys((*text.cases.values(), text.otherwise)):
            yield from described(case)
    elif isinstance(text, tuple):
        found = [each for template in text for each in described(template)]
        yield from (each for each in found if not any(other != each and other.startswith(each) for other in found))
    else:
        yield "".join(before + _placeholder(*field) for before, *field in _TEMPLATE.parse(text))


def _placeholder(field: str | None, spec: str | None, conversion: str | None) -> str:
    if field is None:
        return ""
    if conversion == "q":
        return f'"<{field}>"'
    return f"<{field}> {spec.split('|')[1]}" if spec and "|" in spec else f"<{field}>"


def names(text: Text) -> Iterator[str]:
    """Yield the names of the parameters in all alternatives of a text; a name may occur several times."""
    if isinstance(text, By):
        yield text.parameter
        for case in (*text.cases.values(), text.otherwise):
            yield from names(case)
    elif isinstance(text, tuple):
        for each in text:
            yield from names(each)
    else:
        yield from (field for _, field, _, _ in _TEMPLATE.parse(text) if field)


def quoted(value: Any) -> str:
    """Return a value as written in its file, on one line and shortened; a string is in double quotes."""
    if isinstance(value, str):
        return '"' + _short(value, QUOTED) + '"'
    return _short(_flow(value), QUOTED)


def _flow(value: Any) -> str:
    if _is_map(value):
        return "{" + ", ".join(f"{each[0]}: {_flow(each[1])}" for each in value) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _is_map(value: Any) -> bool:
    """Whether a parameter was a map: its entries are pairs."""
    is_list = isinstance(value, tuple | list) and len(value) > 0
    return is_list and all(isinstance(each, tuple) and len(each) == 2 for each in value)


def _short(text: str, longest: int) -> str:
    line = text.replace("\n", "\\n")
    return line if len(line) <= longest else line[: longest - 3] + "..."


def _plain(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(_plain, value))
    return _short(value, LONGEST) if isinstance(value, str) else _flow(value)


def _joined(last: str) -> Callable[[Any], str]:
    def join(values: Any) -> str:
        *head, tail = map(_plain, values)
        return f"{', '.join(head)} {last} {tail}" if head else tail

    return join


def _message(problem: Any) -> str:
    return render(message(problem[0]).text, dict(problem[1]))


_FORMS: Mapping[str, Callable[[Any], str]] = {
    "and": _joined("and"),
    "or": _joined("or"),
    "chain": lambda values: " -> ".join(map(_plain, values)),
    "lines": str,
    "message": _message,
    "help": lambda problem: render(message(problem[0]).help, dict(problem[1])),
    "short": lambda value: (
        ", ".join(each[:12] for each in value) if isinstance(value, tuple | list) else str(value)[:12]
    ),
    "notes": lambda problems: ", ".join(map(_message, problems)),
}
