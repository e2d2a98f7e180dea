"""A channel file as the subject of rules: compiled, with its presets merged."""

from __future__ import annotations

from collections.abc import Sequence

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding
from packshot.outputs.channels.catalog_channels import understood_channel
from packshot.outputs.channels.compiled import CompiledChannel


class ChannelFile(SourceFile):
    """A channel file as the subject of rules."""

    def __init__(self, reader: Reader, stem: str) -> None:
        node = nodes.channel(stem)
        super().__init__(reader, reader.path_of(node) or f"channels/{stem}.yaml", node)

    @property
    def compiled(self) -> tuple[CompiledChannel | None, list[Finding]]:
        """Return the compiled channel and its findings. The channel is None if errors prevent its compilation.

        If the file or the declarations of the catalogue cannot be read, the channel is None and there are no findings.
        """
        return understood_channel(self.reader, self.key) if self.document.is_readable else (None, [])

    @property
    def shape(self) -> Sequence[Finding]:
        """Return the findings of the file and of the presets that it extends."""
        return self.document.beyond_text(self.compiled[1])
