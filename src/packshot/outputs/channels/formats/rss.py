"""The feed format RSS 2.0 with Google's `g:` namespace, which is declared at the root element.

Every field of a row is a `g:` element, including title, link and description, so that all programs read these fields in
the same way and no field conflicts with an RSS element of the same name. Title, link and description of the channel are
plain RSS elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from packshot.engine.types import Json
from packshot.outputs.channels.format import Format, InParts

NAMESPACE = "http://base.google.com/ns/1.0"

_PARTS: Mapping[str, tuple[str, ...]] = {
    "certification": ("certification_authority", "certification_name", "certification_code")
}
"""Fields that have child elements in XML. A row has them as in Google's text format: parts in this order, separated by
colons (product data specification, certification).
"""

_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF


def head(about: Json) -> bytes:
    """Return the XML before the first item: the declaration, and the title, link and description of the channel."""
    title, link, description = (escape(about.get(name, ""), quote=False) for name in ("title", "link", "description"))
    return _xml(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:g="{NAMESPACE}" version="2.0">\n<channel>\n'
        f"<title>{title}</title>\n<link>{link}</link>\n<description>{description}</description>\n"
    )


def rows(rows: Sequence[Json], about: Json) -> bytes:
    """Return the items as XML, one per line. Rows with the same fields share a template; a row is escaped only if
    needed.
    """
    templates: dict[str, str] = {}
    lines = []
    for row in rows:
        names, values = row["names"], row["values"]
        if any(name in names for name in _PARTS):
            values = list(_in_parts(names.split(), values))
        template = templates.get(names) or templates.setdefault(names, _template(names))
        whole = "".join(values)
        if "&" in whole or "<" in whole or ">" in whole:
            values = [escape(value, quote=False) for value in values]
        lines.append(template % tuple(values))
    return _xml("".join(lines))


def tail(about: Json) -> bytes:
    """Return the XML after the last item."""
    return b"</channel>\n</rss>\n"


def _template(names: str) -> str:
    return "<item>" + "".join(map(_element, names.split())) + "</item>\n"


def _element(name: str) -> str:
    content = "".join(f"<g:{part}>%s</g:{part}>" for part in _PARTS.get(name, ())) or "%s"
    return f"<g:{name}>{content}</g:{name}>"


def _in_parts(names: Sequence[str], values: Sequence[str]) -> Iterator[str]:
    """Yield the values, with a field of several parts split into these; missing parts are empty."""
    for name, value in zip(names, values, strict=True):
        parts = _PARTS.get(name, (name,))
        texts = value.split(":", len(parts) - 1)
        yield from (*texts, *[""] * (len(parts) - len(texts)))


def _xml(text: str) -> bytes:
    """Return UTF-8 without the characters that XML 1.0 forbids: controls, lone surrogates and two non-characters."""
    data = text.encode(errors="ignore").translate(None, _CONTROLS)
    for character in _NO_CHARACTERS:
        if character in data:
            data = data.replace(character, b"")
    return data


FORMAT = Format("application/rss+xml", (".xml", ".rss"), InParts(rows, head, tail))
