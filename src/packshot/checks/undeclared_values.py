"""Values of attributes that their family does not have: whether it lacks them, or nobody declares them any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import home
from packshot.checks import label_lookup
from packshot.checks.entry import Entry
from packshot.findings import Absent, Finding, worded


def reported(entry: Entry) -> Iterator[Finding]:
    """Return what is wrong with the values of a product or record; of unknown attributes and of invalid keys with what
    the catalogue knows of them.

    Another name that looks alike is meant only where the catalogue has none of this name.
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
        cure = f"Add it to the attributes of the family {family}, or take it away: nothing shows it."
        return _unlisted(reader, family, code, replace(worded(finding, cure=cure), edits=()))
    if any(code in each.attributes for each in reader.lineage(family)):
        what = f'The family {family} names the attribute "{code}", which no file of catalog/attributes/ declares.'
        cure = "Declare it, or take it from the family and from here."
        return replace(worded(finding, what, cure), edits=(), absent=Absent(code, ("attributes",)))
    label = label_lookup.find(reader, code, "attribute") if not finding.edits else None
    if label is not None:
        cure = f"It is what people call {label}: write that, and add it to the attributes of the family {family}."
        finding = worded(finding, cure=cure)
    return _unlisted(reader, family, code, finding)


def _unlisted(reader: Reader, family: str, code: str, finding: Finding) -> Finding:
    """The finding of an attribute that no family lists from which this one takes."""
    return replace(finding, absent=Absent(code, tuple(home("family", each.key) for each in reader.lineage(family))))
