"""The repository's own validation rules, applied to records."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.entry import RecordEntry
from packshot.checks.rule import rule
from packshot.checks.validations import entry_findings
from packshot.engine.types import Item
from packshot.findings import Finding
from packshot.rules.subjects import records


@rule("rule-*")
def validations(record: RecordEntry) -> Iterator[Finding | Item]:
    """What it does: validates a record with the rules of catalog/rules/ that have `on: record`.

    Why: every catalogue has requirements for its records that are not part of the format.

    Example: a rule that requires a description of each brand. Fix: follow the help of the rule.
    """
    own, sheet = record.record, record.sheet
    if own is not None and sheet is not None:
        yield from entry_findings(record.reader, "record", lambda each: records(record.reader, each, own, sheet))
