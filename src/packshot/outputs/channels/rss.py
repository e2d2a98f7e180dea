"""RSS 2.0 with Google's `g:` namespace, declared once at the root: compiled row templates, escaped only where needed.

Every field of a row is a `g:` element, title, link and description too: they then read the same in every tool, and
never collide with RSS elements of the same name. The channel's own title, link and description are plain RSS.
"""

from __future__ import annotations

from collections.abc import Sequence

from packshot.build.types import Json

NAMESPACE = "http://base.google.com/ns/1.0"
TYPE = "application/rss+xml"

_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF


def head(about: Json) -> bytes:
    """Everything before the first item."""
    title, link, description = (_escaped(about.get(name, "")) for name in ("title", "link", "description"))
    return _xml(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:g="{NAMESPACE}" version="2.0">\n<channel>\n'
        f"<title>{title}</title>\n<link>{link}</link>\n<description>{description}</description>\n"
    )


def rows(rows: Sequence[Json], about: Json) -> bytes:
    """The items, one a line. Rows of one shape share a template; a row is escaped only if it holds what needs it."""
    templates: dict[str, str] = {}
    lines = []
    for row in rows:
        names, values = row["names"], row["values"]
        template = templates.get(names) or templates.setdefault(names, _template(names))
        whole = "".join(values)
        if "&" in whole or "<" in whole or ">" in whole:
            values = [_escaped(value) for value in values]
        lines.append(template % tuple(values))
    return _xml("".join(lines))


def tail(about: Json) -> bytes:
    """Everything after the last item."""
    return b"</channel>\n</rss>\n"


def _template(names: str) -> str:
    return "<item>" + "".join(f"<g:{name}>%s</g:{name}>" for name in names.split()) + "</item>\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _xml(text: str) -> bytes:
    """UTF-8 without what XML 1.0 cannot hold: controls, lone surrogates and the two non-characters."""
    data = text.encode(errors="ignore").translate(None, _CONTROLS)
    for character in _NO_CHARACTERS:
        if character in data:
            data = data.replace(character, b"")
    return data
