"""The catalogue's own head, as far as it decides whether this program can read it; and what editors know of it."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from packshot.authoring.folder import listed, stale
from packshot.authoring.schema.made import SCHEMAS, made
from packshot.doctor import Answer, advice, problem, question
from packshot.doctor.setup import Setup
from packshot.model.config import FORMAT

_CATALOG = "catalog/catalog.yaml"


@question("docs/checks.md")
def format_version(setup: Setup) -> Iterator[Answer]:
    """The repository is written in the version of the format that this program reads."""
    version = setup.raw(_CATALOG).get("packshot")
    if version is None:
        yield problem(f"{_CATALOG} does not say which version of the format it is.", f"Write `packshot: {FORMAT}`.")
    elif version != FORMAT:
        what = f"{_CATALOG} is of version {version} of the format; this program reads {FORMAT}."
        yield problem(what, "Use the program of that version.")


@question()
def zone_data(setup: Setup) -> Iterator[Answer]:
    """The time zones of the catalogue are known here."""
    raw = setup.raw(_CATALOG)
    markets = raw.get("markets")
    named = [raw, *(markets.values() if isinstance(markets, dict) else ())]
    zones = {each.get("zone") for each in named if isinstance(each, dict)}
    for zone in sorted(each for each in zones if isinstance(each, str)):
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, KeyError):
            yield problem(f"This machine does not know the time zone {zone}.", "Install or upgrade tzdata.")


@question("docs/editing.md#schemas-for-editors")
def schemas(setup: Setup) -> Iterator[Answer]:
    """What editors know of the catalogue is up to date, or was never asked for."""
    folder = setup.root / SCHEMAS
    if listed(folder) and stale(folder, made(setup.tree, setup.as_of).files):
        yield advice(f"{SCHEMAS} does not know the catalogue as it is now.", "Run packshot schema.")
