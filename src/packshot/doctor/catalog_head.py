"""The catalogue's own head, as far as it decides whether this program can read it; and what editors know of it."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from packshot.authoring.folder import listed, stale
from packshot.authoring.schema.made import SCHEMAS, made
from packshot.doctor import Symptom, advice, problem, question
from packshot.doctor.setup import Setup
from packshot.model.config import FORMAT

_CATALOG = "catalog/catalog.yaml"


@question("docs/checks.md")
def format_version(patient: Setup) -> Iterator[Symptom]:
    """The repository is written in the version of the format that this program reads."""
    held = patient.raw(_CATALOG).get("packshot")
    if held is None:
        yield problem(f"{_CATALOG} does not say which version of the format it is.", f"Write `packshot: {FORMAT}`.")
    elif held != FORMAT:
        what = f"{_CATALOG} is of version {held} of the format; this program reads {FORMAT}."
        yield problem(what, "Use the program of that version.")


@question()
def zone_data(patient: Setup) -> Iterator[Symptom]:
    """The time zones of the catalogue are known here."""
    raw = patient.raw(_CATALOG)
    markets = raw.get("markets")
    named = [raw, *(markets.values() if isinstance(markets, dict) else ())]
    zones = {each.get("zone") for each in named if isinstance(each, dict)}
    for zone in sorted(each for each in zones if isinstance(each, str)):
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, KeyError):
            yield problem(f"This machine does not know the time zone {zone}.", "Install or upgrade tzdata.")


@question("docs/editing.md#schemas-for-editors")
def schemas(patient: Setup) -> Iterator[Symptom]:
    """What editors know of the catalogue is up to date, or was never asked for."""
    folder = patient.root / SCHEMAS
    if listed(folder) and stale(folder, made(patient.tree, patient.as_of).files):
        yield advice(f"{SCHEMAS} does not know the catalogue as it is now.", "Run packshot schema.")
