"""The types of the new repository's files as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packshot.authoring.write import Plain

Data = dict[str, Plain]
Files = Iterator[tuple[str, Data]]
"""The path of each file, and its data."""


def filled(data: Mapping[str, Plain]) -> Data:
    """Return the entries that have a value, without None, empty lists and empty maps."""
    return {key: value for key, value in data.items() if value not in (None, [], {})}
