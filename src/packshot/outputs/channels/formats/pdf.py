"""PDF: channel files with this format are validated; this version does not build them."""

from __future__ import annotations

from packshot.outputs.channels.format import Format

FORMAT = Format("application/pdf", (".pdf",))
