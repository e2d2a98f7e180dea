"""Suppression of follow-on findings: findings whose only cause is a file that cannot be read completely.

The unreadable file itself is reported. A follow-on finding could mislead an editor into removing correct entries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from packshot.catalog.reader import Reader
from packshot.catalog.unreadable import INDEX_WORD
from packshot.findings import Absent, Finding


def only_follows(reader: Reader, finding: Finding) -> bool:
    """Return whether a finding reports an undefined name that an incompletely read file may define."""
    return finding.absent is not None and may_be(reader, finding.absent)


def meant_keys(finding: Finding) -> tuple[str | int, ...]:
    """Return the keys of a finding's location. If an edit of the finding replaces the last key, return the keys with
    the replacement.
    """
    for edit in finding.edits:
        if edit.at == finding.at and edit.at.on == "key" and isinstance(edit.new, str):
            return (*finding.at.keys[:-1], edit.new)
    return finding.at.keys


def leading(found: Sequence[Finding], others: Iterable[Finding] = ()) -> Sequence[Finding]:
    """Return the findings of one file without those that follow from a misspelt key or an invalid axis.

    `others` are further findings of the file.
    """
    if not found:
        return found
    misspelt = {keys for finding in found if (keys := meant_keys(finding)) != finding.at.keys}
    wrong_axes = any(finding.at.keys[:1] == ("axes",) for finding in (*found, *others))
    return [finding for finding in found if not _follows(finding, misspelt, wrong_axes)]


def _follows(finding: Finding, misspelt: Collection[tuple[str | int, ...]], wrong_axes: bool) -> bool:
    keys = finding.at.keys
    match finding.code:
        case "missing-axis":
            return any(each[:-1] == keys for each in misspelt)
        case "bad-hash":
            return (*keys[:-1], str(keys[-1]).removesuffix(".of")) in misspelt
        case "axes-twice":
            return wrong_axes
    return False


def may_be(reader: Reader, absent: Absent) -> bool:
    """Return whether a file that cannot be read completely may define a missing name."""
    return any(_is_home(file, absent) for file in reader.lookup(INDEX_WORD, absent.name.casefold()))


def _is_home(file: str, absent: Absent) -> bool:
    return not absent.homes or any(file == home or file.startswith(f"{home}/") for home in absent.homes)
