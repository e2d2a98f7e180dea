"""The judge of sitemaps: the schema of sitemaps.org, with what we use of two foreign namespaces."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}
FOREIGN = {
    NS["x"]: '<xs:element name="link"><xs:complexType><xs:attribute name="rel" fixed="alternate" use="required"/>'
    '<xs:attribute name="hreflang" type="xs:string" use="required"/>'
    '<xs:attribute name="href" type="xs:anyURI" use="required"/></xs:complexType></xs:element>',
    NS["i"]: '<xs:element name="image"><xs:complexType><xs:sequence>'
    '<xs:element name="loc" type="xs:anyURI"/></xs:sequence></xs:complexType></xs:element>',
}


def schema(folder: Path, tmp_path: Path) -> etree.XMLSchema:
    """The sitemap's schema together with what we use of the two foreign namespaces, whose own are not at hand."""
    imports = []
    for number, (namespace, element) in enumerate(FOREIGN.items()):
        (tmp_path / f"{number}.xsd").write_text(
            f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}"'
            f' elementFormDefault="qualified">{element}</xs:schema>',
            encoding="utf-8",
        )
        imports.append(f'<xs:import namespace="{namespace}" schemaLocation="{number}.xsd"/>')
    main = f'<xs:import namespace="{NS["s"]}" schemaLocation="{(folder / "sitemap/sitemap.xsd").as_uri()}"/>'
    whole = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{main}{"".join(imports)}</xs:schema>'
    (tmp_path / "all.xsd").write_text(whole, encoding="utf-8")
    return etree.XMLSchema(etree.parse(tmp_path / "all.xsd"))
