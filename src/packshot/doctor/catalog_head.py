"""Questions about catalog.yaml (format version and time zones) and the JSON Schemas for editors."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from packshot.authoring.folder import listed, stale
from packshot.authoring.schema.made import SCHEMAS, made
from packshot.doctor import Answer, problem, question, suggestion
from packshot.doctor.setup import Setup
from packshot.model.config import FORMAT

_CATALOG = "catalog/catalog.yaml"


@question("docs/checks.md")
def format_version(setup: Setup) -> Iterator[Answer]:
    """The format version of the repository is readable by this version of packshot."""
    version = setup.raw(_CATALOG).get("packshot")
    if version is None:
        yield problem(f"missing format version in {_CATALOG}", f"write `packshot: {FORMAT}`")
    elif version != FORMAT:
        text = f"{_CATALOG} has format version {version}; this version of packshot reads {FORMAT}"
        yield problem(text, "use a version of packshot that reads this format version")


@question()
def zone_data(setup: Setup) -> Iterator[Answer]:
    """The time zones of the catalogue are known on this machine."""
    raw = setup.raw(_CATALOG)
    markets = raw.get("markets")
    named = [raw, *(markets.values() if isinstance(markets, dict) else ())]
    zones = {each.get("zone") for each in named if isinstance(each, dict)}
    for zone in sorted(each for each in zones if isinstance(each, str)):
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, KeyError):
            yield problem(f"unknown time zone {zone} on this machine", "install or upgrade the package tzdata")


@question("docs/editing.md#schemas-for-editors")
def schemas(setup: Setup) -> Iterator[Answer]:
    """The JSON Schemas for editors are up to date, or not used."""
    folder = setup.root / SCHEMAS
    if listed(folder) and stale(folder, made(setup.tree, setup.as_of).files):
        yield suggestion(f"{SCHEMAS} is out of date", "run `packshot schema`")
