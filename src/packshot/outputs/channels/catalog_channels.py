"""The channels of a catalogue, each compiled once, with the findings about it."""

from __future__ import annotations

from packshot.catalog import nodes
from packshot.catalog.entities import UNNAMED
from packshot.catalog.reader import Reader
from packshot.findings import Finding
from packshot.model.names import is_key
from packshot.outputs.channels.compile import compile_channel
from packshot.outputs.channels.compiled import CompiledChannel
from packshot.rules.paths import vocabulary


def compiled(reader: Reader, stem: str) -> CompiledChannel | None:
    """Return a compiled channel; None if its key is invalid, or if its file has errors that prevent the compilation.

    The result is also None if the declarations of the catalogue cannot be read.
    """
    return understood_channel(reader, stem)[0] if is_key(stem) else None


def understood_channel(reader: Reader, stem: str) -> tuple[CompiledChannel | None, list[Finding]]:
    """Return a compiled channel and all findings about its file. The channel is None if the file has errors that
    prevent the compilation.

    If the declarations of the catalogue cannot be read, the channel is None and there are no findings.
    """
    return reader.remembered(("channel", stem), lambda inner: _understood(inner, stem))


def _understood(reader: Reader, stem: str) -> tuple[CompiledChannel | None, list[Finding]]:
    node, words = nodes.channel(stem), vocabulary(reader)
    if words is None:
        return None, []
    return compile_channel(stem if is_key(stem) else UNNAMED, reader.raw(node), reader.path_of(node), words)
