"""The feed format RSS 2.0 with Google's `g:` namespace, which is declared at the root element.

Every field of a row is a `g:` element, including title, link and description, so that all programs read these fields in
the same way and no field conflicts with an RSS element of the same name. Title, link and description of the channel are
plain RSS elements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from packshot.engine.types import Json
from packshot.outputs.channels.format import Format, InParts
from packshot.outputs.channels.row_values import Row, Value, text

NAMESPACE = "http://base.google.com/ns/1.0"

_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF


def head(about: Json) -> bytes:
    """Return the XML before the first item: the declaration, and the title, link and description of the channel."""
    title, link, description = (escape(about.get(name, ""), quote=False) for name in ("title", "link", "description"))
    return _xml(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:g="{NAMESPACE}" version="2.0">\n<channel>\n'
        f"<title>{title}</title>\n<link>{link}</link>\n<description>{description}</description>\n"
    )


def rows(rows: Sequence[Row], about: Json) -> bytes:
    """Return the items as XML. A repeated field has one element per value, and a nested field has child elements."""
    return _xml("".join(f"<item>{_elements(row)}</item>\n" for row in rows))


def tail(about: Json) -> bytes:
    """Return the XML after the last item."""
    return b"</channel>\n</rss>\n"


def _elements(fields: Row) -> str:
    return "".join(
        f"<g:{name}>{_content(each)}</g:{name}>"
        for name, value in fields.items()
        for each in (value if isinstance(value, tuple) else (value,))
    )


def _content(value: Value) -> str:
    return _elements(value) if isinstance(value, Mapping) else escape(text(value), quote=False)


def _xml(text: str) -> bytes:
    """Return UTF-8 without the characters that XML 1.0 forbids: controls, lone surrogates and two non-characters."""
    data = text.encode(errors="ignore").translate(None, _CONTROLS)
    for character in _NO_CHARACTERS:
        if character in data:
            data = data.replace(character, b"")
    return data


FORMAT = Format("application/rss+xml", (".xml", ".rss"), InParts(rows, head, tail))
