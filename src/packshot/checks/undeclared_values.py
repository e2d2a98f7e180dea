"""Values of attributes that their family does not have: whether it lacks them, or nobody declares them any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import home
from packshot.checks import label_lookup
from packshot.checks.document import Document
from packshot.findings import Absent, Finding
from packshot.model.typed_files import TypedFamily


def told(
    reader: Reader, family: TypedFamily | None, document: Document, findings: Iterable[Finding]
) -> Iterator[Finding]:
    """The findings of a file; those of unknown attributes and of keys that can be none are told with what the catalogue
    knows of them.

    Another name that looks alike is meant only where the catalogue has none of this name.
    """
    for finding in findings:
        if finding.code == "unknown-attribute" and family is not None:
            yield _told(reader, family.key, finding)
        else:
            yield label_lookup.key(reader, finding, document, family)


def _told(reader: Reader, family: str, finding: Finding) -> Finding:
    code = str(finding.at.keys[-1])
    if reader.has(nodes.attribute(code)):
        cure = f"Add it to the attributes of the family {family}, or take it away: nothing shows it."
        return _unlisted(reader, family, code, replace(finding, cure=cure, edits=()))
    if any(code in each.attributes for each in reader.lineage(family)):
        what = f'The family {family} names the attribute "{code}", which no file of catalog/attributes/ declares.'
        cure = "Declare it, or take it from the family and from here."
        return replace(finding, what=what, cure=cure, edits=(), absent=Absent(code, ("attributes",)))
    label = label_lookup.attribute(reader, code) if not finding.edits else None
    if label is not None:
        cure = f"It is what people call {label}: write that, and add it to the attributes of the family {family}."
        finding = replace(finding, cure=cure)
    return _unlisted(reader, family, code, finding)


def _unlisted(reader: Reader, family: str, code: str, finding: Finding) -> Finding:
    """The finding of an attribute that no family lists from which this one takes."""
    return replace(finding, absent=Absent(code, tuple(home("family", each.key) for each in reader.lineage(family))))
