"""The rights metadata of a rendition: an XMP packet and, for JPEG, legacy IPTC fields.

A rendition has only this metadata; nothing is copied from the original.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import escape

from packshot.engine.types import Json

LONGEST = 700
"""Maximum characters of a text: all texts together, escaped, must fit the 64 kB of a JPEG marker."""

MOST_CREATORS = 10

_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"

_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
    'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
)

_IIM_FIELDS = (("creators", 80, 32), ("credit", 110, 32), ("notice", 116, 128))
"""Field, its IPTC dataset in record 2, its maximum bytes; a longer text is in XMP only."""


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights that are written into a published image. Empty fields are not written.

    `web_statement` is the address of the terms, and `licensor_url` is the address for licences. `source` is an IPTC
    digital source type, such as `digitalCapture`.
    """

    creators: tuple[str, ...] = ()
    credit: str = ""
    notice: str = ""
    web_statement: str = ""
    usage_terms: str = ""
    licensor: str = ""
    licensor_url: str = ""
    source: str = ""

    def data(self) -> dict[str, Json]:
        """Return the fields that are not empty, as JSON. Control characters and runs of white space become one space,
        texts are cut to `LONGEST` characters, and at most `MOST_CREATORS` creators are kept.
        """
        fields: dict[str, Json] = {name: _clean(text) for name, text in asdict(self).items() if name != "creators"}
        fields["creators"] = [text for text in map(_clean, self.creators[:MOST_CREATORS]) if text]
        return {name: value for name, value in fields.items() if value}


def _clean(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST]


def xmp(rights: dict[str, Json]) -> bytes:
    """Return the XMP packet; empty if there are no rights."""
    if not rights:
        return b""
    about = f'<rdf:Description rdf:about="" {_NAMESPACES}>{"".join(_properties(rights))}</rdf:Description>'
    rdf = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{about}</rdf:RDF>'
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf}</x:xmpmeta>'
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{packet}<?xpacket end="r"?>'.encode()


def _properties(rights: dict[str, Json]) -> Iterator[str]:
    if names := "".join(f"<rdf:li>{escape(name, quote=False)}</rdf:li>" for name in rights.get("creators", ())):
        yield f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>"
    text = {name: escape(value, quote=False) for name, value in rights.items() if isinstance(value, str)}
    yield from (form.format(text[name]) for name, form in _PROPERTIES if name in text)
    if licensor := "".join(form.format(text[name]) for name, form in _LICENSOR if name in text):
        item = f'<rdf:li rdf:parseType="Resource">{licensor}</rdf:li>'
        yield f"<plus:Licensor><rdf:Seq>{item}</rdf:Seq></plus:Licensor>"
    if "source" in text:
        uri = text["source"] if ":" in text["source"] else _SOURCES + text["source"]
        yield f"<Iptc4xmpExt:DigitalSourceType>{uri}</Iptc4xmpExt:DigitalSourceType>"


_LANGUAGE = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
_PROPERTIES = (
    ("credit", "<photoshop:Credit>{}</photoshop:Credit>"),
    ("notice", f"<dc:rights>{_LANGUAGE}</dc:rights><xmpRights:Marked>True</xmpRights:Marked>"),
    ("web_statement", "<xmpRights:WebStatement>{}</xmpRights:WebStatement>"),
    ("usage_terms", f"<xmpRights:UsageTerms>{_LANGUAGE}</xmpRights:UsageTerms>"),
)
_LICENSOR = (
    ("licensor", "<plus:LicensorName>{}</plus:LicensorName>"),
    ("licensor_url", "<plus:LicensorURL>{}</plus:LicensorURL>"),
)


def iptc_segment(rights: dict[str, Json]) -> bytes:
    """Return a JPEG APP13 segment with by-line, credit and copyright notice.

    A text that is too long for its field is omitted. The result is empty if no text remains.
    """
    records = b"".join(_records(rights))
    if not records:
        return b""
    records = struct.pack(">BBBH", 0x1C, 1, 90, 3) + b"\x1b%G" + records  # the texts are UTF-8
    resource = b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(records)) + records
    resource += b"\0" * (len(records) % 2)
    return b"\xff\xed" + struct.pack(">H", 2 + len(resource)) + resource


def _records(rights: dict[str, Json]) -> Iterator[bytes]:
    for field, number, longest in _IIM_FIELDS:
        value = rights.get(field, [])
        for text in value if isinstance(value, list) else [value]:
            data = text.encode()
            if len(data) <= longest:
                yield struct.pack(">BBBH", 0x1C, 2, number, len(data)) + data
