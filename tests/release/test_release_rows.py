"""The rows of two releases: a change of a price changes the rows of its SKUs, and no others."""

import json
from collections.abc import Iterator

import pytest
from fjell import fjell
from releases import Press, quick_folder

from packshot.engine.manifest import read_root
from packshot.engine.row_changes import listing_changes, row_changes
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.git.tree import MemoryTree

PRICES = "catalog/prices/eu.yaml"


@pytest.fixture
def press() -> Iterator[Press]:
    with quick_folder() as folder:
        yield Press(folder)


def test_a_changed_price_changes_the_rows_of_its_skus(press: Press) -> None:
    before = MemoryTree(fjell())
    changed = fjell()[PRICES].replace(b"FJ-RED-M: [289.00", b"FJ-RED-M: [299.00")
    after = MemoryTree({**fjell(), PRICES: changed})
    old, new = press.build(before).manifest, press.build(after, before=before).manifest
    store = Store(open_storage(press.place))
    listings = {name for name, _, _ in listing_changes(store, old, new)}
    assert listings == {*read_root(store, new).items}
    assert len(listings) == 6
    for listing in listings:
        ((member, was, now),) = row_changes(store, old, new, listing)
        assert member == "FJ-RED-M"
        assert json.dumps(was).replace("289.00", "299.00") == json.dumps(now) != json.dumps(was)
