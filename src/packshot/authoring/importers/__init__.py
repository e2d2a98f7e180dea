"""Importers, which convert the export of another system into the files of a product repository. Each importer is a
module or package in this folder; the folder is the registry. Names that begin with `_` are shared parts.

An importer reads, converts and reports; it writes nothing (`authoring/emit.py` does).
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
    """A requested market: `de:DE:EUR:de,en,fr`."""

    key: str
    country: str
    currency: str
    locales: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of the user; everything else is derived from the source."""

    markets: tuple[Market, ...] = ()
    source_locale: str = ""
    name: str = ""
    url: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """The result of an importer: files (empty after an error), the report and the findings."""

    files: Iterable[File]
    report: Report
    findings: list[Finding] = field(default_factory=list)


class Importer(Protocol):
    """The interface of an importer. It never raises for errors in the source."""

    def convert(self, source: Path, options: Options) -> Conversion:
        """Read the whole source and return the repository that is made of it."""


def known() -> list[str]:
    """Return the names of all importers."""
    return sorted(each.name for each in pkgutil.iter_modules(__path__) if not each.name.startswith("_"))


def find(name: str) -> Importer:
    """Return an importer by name. RefusedError for an unknown name, with a list of the known ones."""
    if name not in known():
        raise RefusedError(unlisted("unknown-importer", Location(""), name, known()))
    return cast(Importer, importlib.import_module(f"{__name__}.{name}"))


def market(text: str) -> Market | None:
    """Return the market written as `key:COUNTRY:CURRENCY:locale,locale`; None for any other form."""
    parts = text.split(":")
    if len(parts) != 4 or not all(parts):
        return None
    return Market(parts[0], parts[1], parts[2], tuple(parts[3].split(",")))
