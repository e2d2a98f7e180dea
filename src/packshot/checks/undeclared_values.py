"""Findings about values of attributes that the family does not have, or that no file declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import home
from packshot.checks import label_lookup
from packshot.checks.entry import Entry
from packshot.findings import Absent, Finding, report


def reported(entry: Entry) -> Iterator[Finding]:
    """Yield the findings about the values of a product or record.

    For an unknown attribute, a similar name is suggested only if the catalogue has no attribute with the unknown name.
    """
    for file in entry.each_file:
        for finding in file.document.beyond_text(file.values):
            if finding.code == "unknown-attribute" and entry.family is not None:
                yield _unknown(entry.reader, entry.family.key, finding)
            else:
                yield label_lookup.key(entry.reader, finding, file.document, entry.family)


def _unknown(reader: Reader, family: str, finding: Finding) -> Finding:
    code = str(finding.at.keys[-1])
    if reader.has(nodes.attribute(code)):
        return _absent(reader, family, code, report("unknown-attribute.unlisted", finding.at, name=code, family=family))
    if any(code in each.attributes for each in reader.lineage(family)):
        undeclared = report("unknown-attribute.undeclared", finding.at, name=code, family=family)
        return replace(undeclared, absent=Absent(code, ("attributes",)))
    label = label_lookup.find(reader, code, "attribute") if not finding.edits else None
    if label is not None:
        finding = report("unknown-attribute.label", finding.at, name=code, attribute=label, family=family)
    return _absent(reader, family, code, finding)


def _absent(reader: Reader, family: str, code: str, finding: Finding) -> Finding:
    """Return the finding of an attribute that neither the family nor one of its parents and mixins lists."""
    return replace(finding, absent=Absent(code, tuple(home("family", each.key) for each in reader.lineage(family))))
