"""The careful YAML reader, which builds values from the events of libyaml and reports all syntax that is not accepted.

This reader defines the accepted language. It builds plain values: every scalar is text, except that null is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

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

from packshot.findings import Edit, Finding, Location, report
from packshot.yaml.events import DEEPEST, Mark, StopError, end_of, events, place, start_of, too_deep
from packshot.yaml.text import CONTROL, Loaded, Raw, text_of, traps

_NULLS = ("~", "Null", "NULL")


def load(data: bytes, path: str) -> Loaded:
    """Read one YAML file, and return its value and findings. Syntax errors become findings, not exceptions."""
    text, findings = text_of(data, path)
    if text is None:
        return Loaded({}, findings)
    builder = _Builder(path, text)
    try:
        builder.build()
    except StopError as stop:
        builder.value = {}
        # The value read so far is incomplete; a tab that breaks the syntax has its own finding already.
        builder.findings = [each for each in builder.findings if each.code != "yaml-not-a-mapping"]
        builder.findings += [] if findings and stop.finding.code == "yaml-syntax" else [stop.finding]
    value = builder.value if isinstance(builder.value, dict) else {}
    return Loaded(value, [*findings, *builder.findings, *traps(text, builder.covered, builder.known, path)])


@dataclass(slots=True)
class _Frame:
    """A mapping or list being read. In a mapping, `key` is the key of the next value."""

    value: dict[str, Raw] | list[Raw]
    keys: tuple[str | int, ...]
    start: Mark
    key: str | None = None
    repeated: bool = False
    lines: dict[str, int] = field(default_factory=dict)
    """Key -> the line of its first use."""

    def next_keys(self) -> tuple[str | int, ...]:
        """Return the keys of the next value."""
        if isinstance(self.value, list):
            return (*self.keys, len(self.value))
        return self.keys if self.key is None else (*self.keys, self.key)

    def expects_key(self) -> bool:
        """Return whether the next scalar is a key."""
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
        """Build the value of the file from all events."""
        for event in events(self.text, self.path):
            self._take(event)
            self.known = end_of(event).index
        self.known = len(self.text)
        if not self.documents:
            self.findings.append(report("yaml-empty-file", Location(self.path)))

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
            self._report("yaml-directive", mark)
        elif self.documents > 1:
            raise StopError(report("yaml-several-documents", place(mark, self.path)))
        elif event.explicit:
            self._marker("---", event)

    def _marker(self, marker: str, event: Event) -> None:
        self._report("yaml-document-marker", start_of(event), marker=marker)

    # Values.

    def _scalar(self, event: ScalarEvent) -> None:
        if event.style:
            self._cover(event)
        self._refuse_properties(event)
        if self.stack and self.stack[-1].expects_key():
            self._key(event)
        else:
            self._put(self._text_of(event), start_of(event))

    def _cover(self, event: ScalarEvent) -> None:
        """Record where ` #` is text. A comment may follow the `|` of a block text."""
        start, end = start_of(event).index, end_of(event).index
        if event.style in ("|", ">"):
            start = self.text.find("\n", start, end)
        if start >= 0:
            self.covered.append((start, end))

    def _text_of(self, event: ScalarEvent) -> str | None:
        """Return the text of a scalar; report empty values and words that mean null in YAML."""
        value: str = event.value
        if not event.style and value in ("null", "", *_NULLS):
            self._null(event, value)
            return None
        if value == "":
            self._report("yaml-empty-value", start_of(event), kind="text")
        self._refuse_hidden(event)
        return value

    def _null(self, event: ScalarEvent, written: str) -> None:
        if written == "":
            self._missing(start_of(event))
        elif written != "null":
            at = self._place(start_of(event))
            edit = Edit(Location(self.path, at.keys), "null", safe=True)
            self.findings.append(report("yaml-null-spelling", at, edit, value=written))

    def _missing(self, mark: Mark) -> None:
        """Report a missing value. Within braces a comma ends a text, and the rest of the text is read as a key."""
        before = self.text[max(0, mark.index - 200) : mark.index].rstrip()
        if not before or before[-1] in ":-?,[{":
            self._report("yaml-empty-value", mark, kind="value")
        else:
            rest = before[max(before.rfind(","), before.rfind("{")) + 1 :].strip()
            self._report("yaml-empty-value.flow", mark, text=rest)

    def _refuse_hidden(self, event: ScalarEvent) -> None:
        """Report characters that no output can contain, which escapes in double quotes may hide."""
        hit = CONTROL.search(event.value) if event.style == '"' else None
        if hit:
            self._report("yaml-control-character", start_of(event), code=ord(hit[0]), kind="escape")

    def _open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self._refuse_properties(event)
        mark = start_of(event)
        if len(self.stack) >= DEEPEST:
            raise StopError(too_deep(place(mark, self.path)))
        if self.stack and self.stack[-1].expects_key():
            raise StopError(report("yaml-key.collection", self._place(mark, "key")))
        value: dict[str, Raw] | list[Raw] = {} if isinstance(event, MappingStartEvent) else []
        frame = _Frame(value, self._keys(), mark)
        self._put(value, mark)
        self.stack.append(frame)

    def _close(self) -> None:
        frame = self.stack.pop()
        if not frame.value:
            kind = "mapping" if isinstance(frame.value, dict) else "list"
            at = place(frame.start, self.path, frame.keys)
            self.findings.append(report("yaml-empty-value", at, kind=kind))

    def _alias(self, event: AliasEvent) -> None:
        if self.stack and self.stack[-1].expects_key():
            raise StopError(report("yaml-anchor.alias", self._place(start_of(event), "key"), name=event.anchor))
        self._report("yaml-anchor.alias", start_of(event), name=event.anchor)
        self._put(None, start_of(event))

    def _put(self, value: Raw, mark: Mark) -> None:
        """Add a value to its mapping or list; of a repeated key the first value stays."""
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
            self._report("yaml-not-a-mapping", mark)

    # Keys.

    def _key(self, event: ScalarEvent) -> None:
        frame, key, plain = self.stack[-1], event.value, not event.style
        if key == "" or (plain and key in ("null", *_NULLS)):
            self._report("yaml-key", start_of(event), "key", key=key)
        elif plain and key == "<<":
            self._report("yaml-merge-key", start_of(event), "key")
        self._refuse_hidden(event)
        frame.key, frame.repeated = key, key in frame.value
        if frame.repeated:
            self._report("yaml-duplicate-key", start_of(event), "key", key=key, line=frame.lines[key])
        frame.lines.setdefault(key, start_of(event).line + 1)

    def _refuse_properties(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor is not None:
            self._report("yaml-anchor", start_of(event), name=event.anchor)
        if event.tag is not None:
            self._report("yaml-tag", start_of(event), tag=event.tag)

    # Locations.

    def _keys(self) -> tuple[str | int, ...]:
        return self.stack[-1].next_keys() if self.stack else ()

    def _place(self, mark: Mark, on: Literal["key", "value"] = "value") -> Location:
        return Location(self.path, self._keys(), on, mark.line + 1, mark.column + 1)

    def _report(self, message: str, mark: Mark, on: Literal["key", "value"] = "value", **params: Any) -> None:
        self.findings.append(report(message, self._place(mark, on), **params))
