"""Importers, which convert the export of another system to the files of a product repository.

Each importer is a module or package in this folder; there is no other registry. Names that begin with `_` are shared
modules. An importer reads, converts and reports; `authoring/emit.py` writes the files.
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
    """A requested market: its key, country, currency and locales, written as `de:DE:EUR:de,en,fr`."""

    key: str
    country: str
    currency: str
    locales: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """The options of an import. Empty options are derived from the source or set to defaults."""

    markets: tuple[Market, ...] = ()
    source_locale: str = ""
    name: str = ""
    url: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """The result of an importer: files (empty if there are errors), the report and the findings."""

    files: Iterable[File]
    report: Report
    findings: list[Finding] = field(default_factory=list)


class Importer(Protocol):
    """The interface of an importer. Errors in the source are findings; they are never raised."""

    def convert(self, source: Path, options: Options) -> Conversion:
        """Return the conversion of a source: the files of the new repository, the report and the findings."""


def known() -> list[str]:
    """Return the names of all importers."""
    return sorted(each.name for each in pkgutil.iter_modules(__path__) if not each.name.startswith("_"))


def find(name: str) -> Importer:
    """Return the importer with this name. Raise RefusedError for an unknown name, with a list of the known names."""
    if name not in known():
        raise RefusedError(unlisted("unknown-importer", Location(""), name, known()))
    return cast(Importer, importlib.import_module(f"{__name__}.{name}"))


def market(text: str) -> Market | None:
    """Return the market parsed from `key:COUNTRY:CURRENCY:locale,locale`; None for any other form."""
    parts = text.split(":")
    if len(parts) != 4 or not all(parts):
        return None
    return Market(parts[0], parts[1], parts[2], tuple(parts[3].split(",")))
