"""Types for the files of the new repository, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packshot.authoring.write import Plain

Data = dict[str, Plain]
Files = Iterator[tuple[str, Data]]
"""The path of each file, and its data."""


def filled(data: Mapping[str, Plain]) -> Data:
    """Return the entries without those whose value is None, an empty list or an empty map."""
    return {key: value for key, value in data.items() if value not in (None, [], {})}
