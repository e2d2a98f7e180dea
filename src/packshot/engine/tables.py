"""The form of the lines in each table of a state. A state is untrusted input: a line with another form is damaged.

Keys are strings joined by NUL, so that all entries of a path, node or listing are neighbours. In tables and keys, a
task is called a record.

    files     path -> [blob, {node: digest}, [[index, key, value]], [record]]     the facts of each file
    nodes     node, path -> digest                                               the files that have a node
    index     name, key, value, path -> 1                                        the named indexes
    makers    record, path -> 1                                                  the files that make a record
    records   record -> {n, reads, at, claims, items, lists, found}              the results of an evaluation, with
                                                                                 marks of its lines in other tables
    numbers   n -> record                                                        numbers of records, for bitmaps
    readers   shared node -> set of n (see `bitmap`)                             readers of a node except its owner
    clock     timestamp, record -> 1                                             records to evaluate at a timestamp
    claims    path, maker, part -> [key, digest, bytes, type, audiences, expires, flags, output]
    listings  listing, record -> [output, size, data, buckets, ordered, indexed] aggregates
    sizes     listing -> count of its members
    items     listing, place, member, record -> data                             items of listings; the place is
                                                                                 the hash of the group or member, or ~
                                                                                 and the sort key
    pages     listing, number -> [first, [[path, part]]]                         the claims of each page; if ordered,
                                                                                 the key of its first item
    findings  record -> [finding]                                                current warnings and suggestions
"""

from __future__ import annotations

from dataclasses import dataclass

from packshot.engine.parsing import (
    Check,
    audiences,
    digest,
    either,
    exactly,
    fields,
    flag,
    free,
    instant,
    many,
    mapping,
    matching,
    number,
    optional,
    row,
    text,
)
from packshot.engine.types import Json
from packshot.findings import Edit, Finding, Location, Param, Severity, Suggestion


def key(*parts: str) -> str:
    """Return the key that joins these parts.

    An empty last part gives the prefix of all keys that begin with the other parts.
    """
    joined = "\0".join(parts)
    if joined.count("\0") == len(parts) - 1 and "\1" not in joined:
        return joined
    return "\0".join(part.replace("\1", "\1\2").replace("\0", "\1\1") for part in parts)


def parts(joined: str) -> list[str]:
    """Return the parts of a key."""
    split = joined.split("\0")
    return [part.replace("\1\1", "\0").replace("\1\2", "\1") for part in split] if "\1" in joined else split


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the lines of a table.

    It has the number of parts of a key (0 for any number), the check of a value, and the check of one part of a key.
    """

    parts: int
    value: Check
    part: tuple[int, Check] | None = None

    def fits(self, joined: str, value: object) -> bool:
        """Return whether a line, given as its key and its value, has this form."""
        if (self.parts and joined.count("\0") != self.parts - 1) or not self.value(value):
            return False
        return self.part is None or self.part[1](parts(joined)[self.part[0]])


_SEVERITY = exactly(*(severity.value for severity in Severity))
_KEYS = many(either(text, number))
_ON = exactly("key", "value")


def _is_param(value: object, depth: int = 12) -> bool:
    if isinstance(value, list):
        return depth > 0 and all(_is_param(each, depth - 1) for each in value)
    return value is None or isinstance(value, str | int | float)


_PARAMS = many(row(text, _is_param))
_SUGGESTION = optional(row(text, exactly("typo", "case", "renamed", "label")))
_HEAD = (matching(r"[a-z][A-Za-z0-9_.-]*"), _SEVERITY)
_FINDING = row(
    *_HEAD,
    row(text, _KEYS, _ON, optional(number), optional(number)),
    _PARAMS,
    _SUGGESTION,
    optional(row(text, _KEYS, _ON)),
)
_ONE = exactly(1)

LOCATION = row(text, _KEYS, _ON, optional(number), optional(number), optional(row(text, number)))
FINDING = row(
    *(*_HEAD, LOCATION, _PARAMS, _SUGGESTION, optional(LOCATION)),
    many(row(LOCATION, either(optional(text), many(text)), flag)),
)
"""The check of a finding with its edits, as programs store it in items and artifacts."""


def finding_line(finding: Finding) -> Json:
    """Return a finding as stored in a line of the state, without its edits."""
    see = finding.see[:3] if finding.see else None
    return [finding.message, finding.severity.value, finding.at[:5], finding.params, finding.suggestion, see]


def finding_row(finding: Finding) -> Json:
    """Return a finding with its edits as JSON, the form in which programs store it in items and artifacts."""
    edits = [[edit.at, edit.new, edit.safe] for edit in finding.edits]
    head = (finding.message, finding.severity.value, finding.at, finding.params, finding.suggestion, finding.see)
    return [*head, edits]


def read_finding(row: Json) -> Finding:
    """Return the finding in a row with edits, or in a line of the state without edits."""
    message, severity, at, params, suggestion, see, *rest = row
    edits = rest[0] if rest else ()
    return Finding(
        message,
        Severity(severity),
        _location(at),
        tuple((name, _param(value)) for name, value in params),
        tuple(Edit(_location(at), tuple(new) if isinstance(new, list) else new, safe) for at, new, safe in edits),
        Suggestion(*suggestion) if suggestion else None,
        _location(see) if see else None,
    )


def _param(value: Json) -> Param:
    return tuple(map(_param, value)) if isinstance(value, list | tuple) else value


def _location(row: Json) -> Location:
    path, keys, *rest = row
    if rest[3:] and rest[3]:
        rest[3] = tuple(rest[3])
    return Location(path, tuple(keys), *rest)


_UNMADE = "unmade:"

DIGEST = either(digest, matching(f"{_UNMADE}[0-9a-f]{{64}}"))
"""The check of the digest of bytes, or of its substitute in a plan (`unmade`)."""


def unmade(made: str) -> str:
    """Return the substitute for the digest of bytes that a plan does not make, given their cache key."""
    return f"{_UNMADE}{made}"


def is_unmade(found: str) -> bool:
    """Return whether a digest stands for bytes that are not made."""
    return found.startswith(_UNMADE)


BUCKETS = 1 << 16
"""The largest number of buckets that a listing may set."""


def _is_count(value: object) -> bool:
    return number(value) and int(value) <= BUCKETS  # type: ignore[call-overload]  # a number has been checked


_MAKER = matching("[^#][^\0]*|#[^\0]*#[0-9]{1,9}")
_NUMBER = matching("[0-9a-f]{8}")
_PLACE = either(_NUMBER, matching("~(?s:.*)"))
_PLACED = (text, text, text, text)

FORMS = {
    "files": Form(1, row(text, mapping(text), many(row(text, text, text)), many(text))),
    "nodes": Form(2, text),
    "index": Form(4, _ONE),
    "makers": Form(2, _ONE),
    "records": Form(
        1,
        fields(
            n=number,
            reads=many(text),
            at=many(instant),
            claims=many(row(text, text)),
            items=many(either(row(*_PLACED), row(*_PLACED, text))),
            lists=many(row(text, text)),
            found=text,
        ),
    ),
    "numbers": Form(1, text),
    "readers": Form(1, either(text, many(number))),
    "clock": Form(2, _ONE, (0, instant)),
    "claims": Form(3, row(digest, DIGEST, number, text, audiences, optional(instant), many(text), text), (1, _MAKER)),
    "listings": Form(2, row(text, number, free, _is_count, flag, flag)),
    "sizes": Form(1, number),
    "items": Form(4, free, (1, _PLACE)),
    "pages": Form(2, row(text, many(row(text, text))), (1, _NUMBER)),
    "findings": Form(1, many(_FINDING)),
}
