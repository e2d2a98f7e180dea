"""Importers: another system's export becomes the files of a product repository. One importer is one leaf in this
folder; the folder is the registry, and names that begin with `_` are shared parts.

An importer reads and converts, and says what it did; it writes nothing (`authoring/emit.py` does).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from packshot.authoring.emit import File
from packshot.authoring.importers._report import Report
from packshot.findings import Finding, Location, RefusedError
from packshot.model.names import unlisted


@dataclass(frozen=True, slots=True)
class Market:
    """A market as asked for: `de:DE:EUR:de,en,fr`."""

    key: str
    country: str
    currency: str
    locales: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who imports may decide; all else is derived from the source."""

    markets: tuple[Market, ...] = ()
    source_locale: str = ""
    name: str = ""
    url: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What an importer made of a source: files (empty when an error was found), the report and the findings."""

    files: Iterable[File]
    report: Report
    findings: list[Finding] = field(default_factory=list)


class Importer(Protocol):
    """The one function that a leaf offers; it never raises for what stands in the source."""

    def convert(self, source: Path, options: Options) -> Conversion:
        """Read the whole source, then describe the repository it becomes."""


def known() -> list[str]:
    """The names of all importers."""
    return sorted(each.name for each in pkgutil.iter_modules(__path__) if not each.name.startswith("_"))


def find(name: str) -> Importer:
    """The importer of this name; refuses an unknown one and says which there are."""
    if name not in known():
        raise RefusedError(unlisted("unknown-importer", Location(""), name, known()))
    return cast(Importer, importlib.import_module(f"{__name__}.{name}"))


def market(text: str) -> Market | None:
    """A market written `key:COUNTRY:CURRENCY:locale,locale`; None where it reads otherwise."""
    parts = text.split(":")
    if len(parts) != 4 or not all(parts):
        return None
    return Market(parts[0], parts[1], parts[2], tuple(parts[3].split(",")))
