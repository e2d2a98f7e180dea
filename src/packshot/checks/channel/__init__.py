"""Rules of channel files."""

from __future__ import annotations

from functools import cached_property

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks.document import held
from packshot.findings import Finding, Location
from packshot.model.names import is_key
from packshot.outputs.channels.compile import compile_channel
from packshot.outputs.channels.compiled import CompiledChannel
from packshot.rules.paths import vocabulary


class Subject:
    """A channel, compiled as it will run."""

    def __init__(self, reader: Reader, stem: str) -> None:
        self.reader = reader
        self.stem = stem
        self.path = reader.path_of(nodes.channel(stem)) or f"channels/{stem}.yaml"
        self.at = Location(self.path)
        self.document = held(reader, nodes.channel(stem))

    @cached_property
    def compiled(self) -> tuple[CompiledChannel | None, list[Finding]]:
        """The channel and what is wrong with it; nothing where the catalogue itself cannot be read."""
        words = vocabulary(self.reader) if self.document.is_readable else None
        if words is None:
            return None, []
        return compile_channel(self.stem if is_key(self.stem) else "unnamed", self.document.raw, self.path, words)


def subject(reader: Reader, key: str) -> Subject:
    """The channel of that file."""
    return Subject(reader, key)
