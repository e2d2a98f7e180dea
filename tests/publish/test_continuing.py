"""A publication that was killed is continued by any release from any machine, whatever its store has."""

import json
from collections.abc import Mapping
from contextlib import suppress

import pytest
from toy_releases import KilledError, Target, bytes_of, new_store, release

from packshot.engine.store import Store
from packshot.publish import receipt, releaselog
from packshot.publish.files import Target as Files
from packshot.publish.limit import Limit, Part, limited
from packshot.publish.publish import Publication, Sent
from packshot.publish.releaselog import LogEntry, Origin
from packshot.publish.releases import MANIFESTS

Content = Mapping[str, bytes | str | list[str]]

FIRST: Content = {
    "a/index.html": "<h1>A</h1>",
    "b/index.html": "<h1>B</h1>",
    "media/aa/one.jpg": b"\xff\xd8 one",
    "feeds/de.xml": ["<rss>", "<item/>", "</rss>"],
}
SECOND: Content = {
    **FIRST,
    "a/index.html": "<h1>A2</h1>",
    "c/index.html": "<h1>C</h1>",
    "feeds/de.xml": ["<rss>", "</rss>"],
}
THIRD: Content = {
    "a/index.html": "<h1>A3</h1>",
    "media/aa/one.jpg": b"\xff\xd8 one",
    "d/index.html": "<h1>D</h1>",
    "feeds/at.xml": ["<rss>", "</rss>"],
}
AUDIENCES = {
    "a/index.html": "us/en",
    "b/index.html": "de/de us/en",
    "media/aa/one.jpg": "at/de,channel=google de/de us/en",
    "feeds/de.xml": "de/de,channel=google",
    "feeds/at.xml": "at/de,channel=google",
}
"""Path -> its audiences; the other files are for all."""
SELECTED = {
    (): {"", *(name for names in AUDIENCES.values() for name in names.split(" "))},
    ("us",): {"", "us/en"},
    ("channel=google",): {"at/de,channel=google", "de/de,channel=google"},
}
"""Limit -> the selected audiences, with "" if files for all audiences belong to them."""
Limited = tuple[str, ...]


def machine(content: Content) -> tuple[Store, str]:
    """A store that has one release, and its digest."""
    store = new_store()
    return store, release(store, content, AUDIENCES)


def part_of(made: tuple[Store, str], limit: Limited) -> Part:
    return limited(*made, Limit.parse(limit) or pytest.fail(str(limit))) if limit else Part(made[1])


def publish(made: tuple[Store, str], target: Files, limit: Limited = ()) -> Sent:
    part, origin = part_of(made, limit), Origin("c0ffee", "2026-11-01T00:00:00Z", "Kari")
    return Publication(made[0], target, part.release, origin, limit=part.limit).publish()


def within(content: Content, limit: Limited) -> dict[str, bytes]:
    """What readers shall see of these files at a limited target."""
    named = {path: {*AUDIENCES.get(path, "").split(" ")} for path in content}
    return {path: data for path, data in bytes_of(content).items() if named[path] & SELECTED[limit]}


def served(target: Target) -> dict[str, bytes]:
    return {path: data for path, data in target.files.items() if not path.startswith((".packshot/", "manifest"))}


def manifests(made: tuple[Store, str]) -> list[str]:
    """The names of the copies that a target keeps of a release's manifest."""
    return sorted([made[1], *json.loads(made[0].get(made[1]))["shards"].values()])


@pytest.mark.parametrize("last", [FIRST, SECOND, THIRD])
@pytest.mark.parametrize("before", [None, FIRST])
@pytest.mark.parametrize(
    ("limit", "last_limit"),
    [((), ()), (("us",), ("us",)), ((), ("channel=google",)), (("us",), ("channel=google",)), (("us",), ())],
)
def test_after_a_kill_at_any_write_any_machine_publishes_any_release(
    before: Content | None, last: Content, limit: Limited, last_limit: Limited
) -> None:
    start = Target()
    if before:
        publish(machine(before), start, limit)
    killed, continued = machine(SECOND), machine(last)
    part = part_of(continued, last_limit)
    for step in range(1, 1000):
        target = Target(dict(start.files), dies_at=step)
        try:
            publish(killed, target, limit)
        except KilledError:
            target.dies_at = 0
            publish(continued, target, last_limit)
            assert served(target) == within(last, last_limit), f"killed at {step}"
            held = receipt.read(target)
            assert held is not None
            assert (held.between, held.limit) == ((part.release,), part.limit)
            assert {*held.audiences} <= SELECTED[last_limit]
            assert target.names(MANIFESTS) == manifests((continued[0], part.release)), f"killed at {step}"
            assert last_limit != ("channel=google",) or not any(b"us/en" in data for data in target.files.values())
        else:
            assert step > 12
            return


def test_a_chain_of_kills_by_different_machines_is_continued() -> None:
    start = Target()
    publish(machine(FIRST), start)
    for step in range(1, 30):
        target = Target(dict(start.files))
        for number, content in enumerate((SECOND, THIRD, {"x/index.html": "x"}, FIRST)):
            target.steps, target.dies_at = 0, step + number
            with suppress(KilledError):
                publish(machine(content), target)
        target.dies_at = 0
        publish(machine(THIRD), target)
        assert served(target) == bytes_of(THIRD)
        assert target.names(MANIFESTS) == manifests(machine(THIRD))


def test_a_target_of_an_older_packshot_describes_itself() -> None:
    target = Target()
    publish(machine(FIRST), target)
    for name in target.names(MANIFESTS):
        del target.files[f"{MANIFESTS}/{name}"]
    target.files[receipt.NAME] = target.files[receipt.NAME].replace(b',\n "log": 1', b"")
    target.dies_at = target.steps + 20
    with pytest.raises(KilledError):
        publish(machine(SECOND), target)
    target.dies_at = 0
    publish(machine(THIRD), target)
    assert served(target) == bytes_of(THIRD)


# The release log


def log(target: Target) -> list[tuple[int, LogEntry]]:
    found = list(releaselog.entries(target))
    return [(number, each) for number, each in found if isinstance(each, LogEntry)]


def test_the_log_has_one_entry_for_each_publication() -> None:
    target, first, second = Target(), machine(FIRST), machine(SECOND)
    for made in (first, first, second):
        publish(made, target)
    publish(first, target, ("us",))
    origin = ("c0ffee", "2026-11-01T00:00:00Z", "Kari")
    assert log(target) == [
        (1, LogEntry(first[1], "", *origin)),
        (2, LogEntry(second[1], first[1], *origin)),
        (3, LogEntry(part_of(first, ("us",)).release, second[1], *origin, limit=("us",))),
    ]


def test_a_kill_at_any_write_neither_loses_nor_doubles_an_entry() -> None:
    start, first, second = Target(), machine(FIRST), machine(SECOND)
    publish(first, start)
    for step in range(1, 1000):
        target = Target(dict(start.files), dies_at=step)
        try:
            publish(second, target)
        except KilledError:
            target.dies_at = 0
            publish(second, target)
            assert [entry.release for _, entry in log(target)] == [first[1], second[1]], f"killed at {step}"
        else:
            return


@pytest.mark.parametrize("damage", [b"", b"{", b"[" * 70_000, b'{"packshot": 1}', b" " * 100_000])
def test_a_damaged_entry_is_reported_and_kept(damage: bytes) -> None:
    target, first, second = Target(), machine(FIRST), machine(SECOND)
    publish(first, target)
    target.files[".packshot/releases/000001.json"] = damage
    publish(second, target)
    assert target.files[".packshot/releases/000001.json"] == damage
    assert [number for number, _ in releaselog.entries(target)] == [1, 2]
    assert log(target)[0][1].before == first[1]
