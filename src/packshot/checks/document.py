"""One file while it is judged: its plain value, and what is wrong with its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from packshot.findings import Finding, Location
from packshot.model import noun
from packshot.model.noun import Noun
from packshot.source import yaml
from packshot.source.reader import Reader

N = TypeVar("N", bound=Noun)


def mistakes(reader: Reader, path: str) -> list[Finding]:
    """What is wrong with the text of a file. The node `file/<path>` exists where anything may be."""
    return list(yaml.load(reader.files.tree.read(path), path).findings) if reader.has(f"file/{path}") else []


class Document:
    """A file: where it lies, its plain value, and the findings of its text."""

    def __init__(self, reader: Reader, path: str, raw: Any) -> None:
        self.path = path
        self.raw = raw
        self.text = mistakes(reader, path)

    @property
    def is_readable(self) -> bool:
        """Whether there is anything to judge besides the text."""
        return bool(self.raw) or not self.text

    def read(self, model: type[N], **given: Any) -> tuple[N | None, list[Finding]]:
        """The noun of the whole file, and what is wrong with it beyond its text."""
        if not self.is_readable:
            return None, []
        found, findings = noun.read(model, self.raw, Location(self.path), **given)
        return found, list(self.beyond_text(findings))

    def beyond_text(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings at places of which the text's own findings do not speak already."""
        told = {(finding.at.path, finding.at.keys) for finding in self.text}
        return (finding for finding in findings if (finding.at.path, finding.at.keys) not in told)


def whole(reader: Reader, path: str) -> Document:
    """A file read anew as one value, for those whose facts are cut into many nodes."""
    reader.note(f"file/{path}")
    loaded = yaml.load(reader.files.tree.read(path), path)
    document = Document.__new__(Document)
    document.path, document.raw, document.text = path, loaded.value, list(loaded.findings)
    return document
