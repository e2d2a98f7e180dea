"""The careful YAML reader: libyaml's events with their marks, and a finding for all that is not accepted.

This is the definition of the accepted language. It builds plain values and never looks at what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from packshot.findings import Edit, Finding, Location, error
from packshot.yaml.events import DEEPEST, Mark, StopError, end_of, events, place, start_of, too_deep
from packshot.yaml.text import CONTROL, Loaded, Raw, text_of, traps

_NULLS = ("~", "Null", "NULL")
_NO_EMPTY = "Write `null` if there is none, or delete the key."


def load(data: bytes, path: str) -> Loaded:
    """Read one YAML file; never raises."""
    text, findings = text_of(data, path)
    if text is None:
        return Loaded({}, findings)
    builder = _Builder(path, text)
    try:
        builder.build()
    except StopError as stop:
        builder.value = {}
        # What was read up to there is no whole; a tab that breaks the syntax has its own finding already.
        builder.findings = [each for each in builder.findings if each.code != "yaml-not-a-mapping"]
        builder.findings += [] if findings and stop.finding.code == "yaml-syntax" else [stop.finding]
    value = builder.value if isinstance(builder.value, dict) else {}
    return Loaded(value, [*findings, *builder.findings, *traps(text, builder.covered, builder.known, path)])


@dataclass(slots=True)
class _Frame:
    """A mapping or list being read. In a mapping `key` is the key whose value comes next."""

    value: dict[str, Raw] | list[Raw]
    keys: tuple[str | int, ...]
    start: Mark
    key: str | None = None
    repeated: bool = False
    lines: dict[str, int] = field(default_factory=dict)
    """Key -> the line where it stands first."""

    def next_keys(self) -> tuple[str | int, ...]:
        """The key path of what comes next."""
        if isinstance(self.value, list):
            return (*self.keys, len(self.value))
        return self.keys if self.key is None else (*self.keys, self.key)

    def wants_key(self) -> bool:
        """Whether what comes next is a key."""
        return self.key is None and isinstance(self.value, dict)


@dataclass(slots=True)
class _Builder:
    """Builds the value and collects findings. `covered` are the spans in which ` #` is text, up to `known`."""

    path: str
    text: str
    value: Raw = None
    findings: list[Finding] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)
    known: int = 0
    stack: list[_Frame] = field(default_factory=list)
    documents: int = 0

    def build(self) -> None:
        """Read all events."""
        for event in events(self.text, self.path):
            self._take(event)
            self.known = end_of(event).index
        self.known = len(self.text)
        if not self.documents:
            self.findings.append(
                error(
                    "yaml-empty-file", Location(self.path), "The file is empty.", "Write its keys, or delete the file."
                )
            )

    def _take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._close()
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            self._document(event)
        elif isinstance(event, DocumentEndEvent) and event.explicit:
            self._marker("...", event)

    def _document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        mark = start_of(event)
        if event.version or event.tags:
            self._say("yaml-directive", mark, "A `%` directive is not accepted.", "Delete the line and the `---`.")
        elif self.documents > 1:
            raise StopError(
                error(
                    "yaml-several-documents",
                    place(mark, self.path),
                    "The file holds several documents.",
                    "Make each a file of its own.",
                )
            )
        elif event.explicit:
            self._marker("---", event)

    def _marker(self, marker: str, event: Event) -> None:
        self._say(
            "yaml-document-marker",
            start_of(event),
            f"The document marker `{marker}` is not accepted.",
            "Delete the line.",
        )

    # Values.

    def _scalar(self, event: ScalarEvent) -> None:
        if event.style:
            self._cover(event)
        self._refuse_properties(event)
        if self.stack and self.stack[-1].wants_key():
            self._key(event)
        else:
            self._put(self._text_of(event), start_of(event))

    def _cover(self, event: ScalarEvent) -> None:
        """Remember where ` #` is text. Behind the `|` of a block text a comment may stand."""
        start, end = start_of(event).index, end_of(event).index
        if event.style in ("|", ">"):
            start = self.text.find("\n", start, end)
        if start >= 0:
            self.covered.append((start, end))

    def _text_of(self, event: ScalarEvent) -> str | None:
        """The text of a scalar; words that mean null in YAML, and empty values, are findings."""
        value: str = event.value
        if not event.style and value in ("null", "", *_NULLS):
            self._null(event, value)
            return None
        if value == "":
            self._say("yaml-empty-value", start_of(event), "The value is an empty text.", _NO_EMPTY)
        self._refuse_hidden(event)
        return value

    def _null(self, event: ScalarEvent, written: str) -> None:
        if written == "":
            self._say("yaml-empty-value", start_of(event), *self._missing(start_of(event).index))
        elif written != "null":
            at = self._place(start_of(event))
            edit = Edit(Location(self.path, at.keys), "null", safe=True)
            self.findings.append(
                error(
                    "yaml-null-spelling",
                    at,
                    f"`{written}` is not how null is written.",
                    "Write `null` if there is none; quote it if it is a text.",
                    edit,
                )
            )

    def _missing(self, index: int) -> tuple[str, str]:
        """What is missing, and the cure. Within braces a comma ends a text, and its rest then stands as a key."""
        behind = self.text[max(0, index - 200) : index].rstrip()
        if not behind or behind[-1] in ":-?,[{":
            return "The value is missing.", _NO_EMPTY
        rest = behind[max(behind.rfind(","), behind.rfind("{")) + 1 :].strip()
        return (
            f'Behind "{rest}" no colon and no value stand.',
            "If the comma before it belongs to the text, put the whole text in quotes; else write a value.",
        )

    def _refuse_hidden(self, event: ScalarEvent) -> None:
        """Escapes in double quotes may hide characters that no output can hold."""
        hit = CONTROL.search(event.value) if event.style == '"' else None
        if hit:
            self._say(
                "yaml-control-character",
                start_of(event),
                f"The text holds the character U+{ord(hit[0]):04X}.",
                "Delete the escape.",
            )

    def _open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self._refuse_properties(event)
        mark = start_of(event)
        if len(self.stack) >= DEEPEST:
            raise StopError(too_deep(place(mark, self.path)))
        if self.stack and self.stack[-1].wants_key():
            raise StopError(
                error(
                    "yaml-key",
                    self._place(mark, "key"),
                    "A mapping or list cannot be a key.",
                    "Write a text as key, or quote it.",
                )
            )
        value: dict[str, Raw] | list[Raw] = {} if isinstance(event, MappingStartEvent) else []
        frame = _Frame(value, self._keys(), mark)
        self._put(value, mark)
        self.stack.append(frame)

    def _close(self) -> None:
        frame = self.stack.pop()
        if not frame.value:
            kind = "mapping" if isinstance(frame.value, dict) else "list"
            at = place(frame.start, self.path, frame.keys)
            self.findings.append(error("yaml-empty-value", at, f"The {kind} is empty.", _NO_EMPTY))

    def _alias(self, event: AliasEvent) -> None:
        what, cure = f"`*{event.anchor}` is an alias.", "Write the value itself, or quote the text."
        if self.stack and self.stack[-1].wants_key():
            raise StopError(error("yaml-anchor", self._place(start_of(event), "key"), what, cure))
        self._say("yaml-anchor", start_of(event), what, cure)
        self._put(None, start_of(event))

    def _put(self, value: Raw, mark: Mark) -> None:
        """Put a value where it belongs; of a repeated key the first value stays."""
        if not self.stack:
            self._top(value, mark)
            return
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
        elif frame.key is not None:
            if not frame.repeated:
                frame.value[frame.key] = value
            frame.key, frame.repeated = None, False

    def _top(self, value: Raw, mark: Mark) -> None:
        self.value = value
        if not isinstance(value, dict):
            self._say("yaml-not-a-mapping", mark, "The file does not hold a mapping.", "Write `key: value` lines.")

    # Keys.

    def _key(self, event: ScalarEvent) -> None:
        frame, key, plain = self.stack[-1], event.value, not event.style
        if key == "" or (plain and key in ("null", *_NULLS)):
            self._say("yaml-key", start_of(event), f"`{key}` is no key.", "Write another text as key.", "key")
        elif plain and key == "<<":
            self._say("yaml-merge-key", start_of(event), "Merge keys are not accepted.", "Write the keys here.", "key")
        self._refuse_hidden(event)
        frame.key, frame.repeated = key, key in frame.value
        if frame.repeated:
            self._say(
                "yaml-duplicate-key",
                start_of(event),
                f'The key "{key}" stands twice in one mapping: here and in line {frame.lines[key]}.',
                "Keep one of them. A copied line needs a key of its own.",
                "key",
            )
        frame.lines.setdefault(key, start_of(event).line + 1)

    def _refuse_properties(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor is not None:
            self._say(
                "yaml-anchor",
                start_of(event),
                f"`&{event.anchor}` is an anchor.",
                "Delete it and write the values out, or quote the text.",
            )
        if event.tag is not None:
            self._say("yaml-tag", start_of(event), f"`{event.tag}` is a tag.", "Delete it, or quote the text.")

    # Places.

    def _keys(self) -> tuple[str | int, ...]:
        return self.stack[-1].next_keys() if self.stack else ()

    def _place(self, mark: Mark, on: Literal["key", "value"] = "value") -> Location:
        return Location(self.path, self._keys(), on, mark.line + 1, mark.column + 1)

    def _say(self, code: str, mark: Mark, what: str, cure: str, on: Literal["key", "value"] = "value") -> None:
        self.findings.append(error(code, self._place(mark, on), what, cure))
