"""The checks of a product repository. Each rule is a function, and its docstring is the section of the rule in the
manual.

Each folder contains the rules for one kind of subject, in any number of files. Rules are found in these folders; they
are not registered elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import groupby
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from packshot.catalog import nodes
from packshot.catalog.layout import role_of
from packshot.catalog.reader import Reader
from packshot.checks import severity_overrides
from packshot.checks.asset_files import AssetFiles
from packshot.checks.channel_file import ChannelFile
from packshot.checks.entry import ProductEntry, RecordEntry
from packshot.checks.follow_on import only_follows
from packshot.checks.names_in_use import NameInUse
from packshot.checks.offer_file import OfferFile
from packshot.checks.rule import SUPPRESSED, Rule, Verdict
from packshot.checks.source_file import SourceFile, catalog_file, rule_file, tree_file
from packshot.engine.types import Json, Output, Page
from packshot.findings import Finding

RECORDS = ("product", "record", "asset", "tree", "channel", "site", "name")
"""Folders of rules for tasks; the name of the folder is the kind of the tasks."""

EVERY_FILE = "every_file"
"""The folder of the rules for every file of a known kind that does not belong to a product or record."""

OFFERS = "offers"
"""The folder of the rules that price lists and stock lists share."""

_OWN_NAMES = ("product", "record", "name", "unknown")
"""Folders without the rules of `EVERY_FILE`: their own rules validate references, if there are any."""

FILES = (
    "attributes",
    "family",
    "options",
    "relations",
    "units",
    "lifecycle",
    "validation",
    "prices",
    "stock",
    "unknown",
)
"""Folders whose subjects are files, each with a task."""


_SUBJECTS: Mapping[str, Callable[[Reader, str], Any]] = {
    "product": ProductEntry,
    "record": RecordEntry,
    "asset": AssetFiles,
    "name": NameInUse,
    "site": catalog_file,
    "channel": ChannelFile,
    "tree": tree_file,
    "validation": rule_file,
    "prices": OfferFile,
    "stock": OfferFile,
}
"""Folder -> the function that makes the subject of its rules from the key of a task; else it is a `SourceFile`."""


def check(reader: Reader, kind: str, key: str) -> Iterator[Verdict]:
    """Yield the findings of a task, `SUPPRESSED` for each suppressed finding, and the data that is compared with that
    of other tasks. Yield nothing for a kind without rules.
    """
    return check_many([(reader, nodes.of(kind, key))])


def _reported(reader: Reader, verdict: Verdict) -> Verdict | None:
    """Return a verdict with its configured severity; None if its code is `off`. Follow-on findings are suppressed."""
    if not isinstance(verdict, Finding):
        return verdict
    return SUPPRESSED if only_follows(reader, verdict) else severity_overrides.applied(reader, verdict)


def check_many(tasks: Sequence[tuple[Reader, str]]) -> Iterator[Verdict]:
    """Yield the findings and items of several tasks; each task is given with its reader.

    Each rule runs for all consecutive tasks of a kind before the next rule, which is much faster than one call of
    `check` per task.
    """
    parted = [(reader, *nodes.cut(record)) for reader, record in tasks]
    for folder, group in groupby(parted, lambda each: _folder(*each[1:])):
        make = _SUBJECTS.get(folder, SourceFile)
        subjects = [(reader, make(reader, key)) for reader, _, key in group] if folder else []
        for step in getattr(make, "steps", ()):
            for _, subject in subjects:
                getattr(subject, step)
        for rule in _rules_of(folder):
            for reader, subject in subjects:
                for result in rule.check(subject):
                    if (reported := _reported(reader, result)) is not None:
                        yield reported


def _folder(kind: str, key: str) -> str:
    """Return the folder of the rules for a task; empty if there is none."""
    if kind != "file":
        return kind if kind in RECORDS else ""
    folder = role_of(key).kind.removesuffix("-part")
    return folder if folder in FILES else ""


@cache
def _rules_of(folder: str) -> tuple[Rule[Any], ...]:
    """Return the rules of a folder, and the rules that it shares with other folders."""
    shared = [EVERY_FILE] if folder not in _OWN_NAMES else []
    shared += [OFFERS] if folder in ("prices", "stock") else []
    return tuple(each for name in (folder, *shared) for each in rules(name)) if folder else ()


@cache
def rules(folder: str) -> tuple[Rule[Any], ...]:
    """Return the rules of one folder."""
    package = import_module(f"{__name__}.{folder}")
    modules = sorted(found.name for found in iter_modules(package.__path__))
    members = [vars(import_module(f"{package.__name__}.{name}")) for name in modules]
    return tuple(each for module in members for each in module.values() if isinstance(each, Rule))


class Comparison(Output, Protocol):
    """An aggregate that compares items of many tasks and publishes nothing."""

    def compose(self, listing: Json, page: Page) -> Iterator[Finding]:
        """Yield the findings about the items of one page. This is a pure function."""
        ...


def find(name: str) -> Comparison:
    """Return a comparison by its name, such as `check.unique`."""
    module = import_module(f"{__name__}.{name.removeprefix('check.')}")
    return cast(Comparison, module.OUTPUT)
