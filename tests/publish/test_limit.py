"""The part of a release within a limit: which files it has, and which releases have no such part."""

import json
from collections.abc import Callable

import pytest
from toy_releases import Target, new_store, release

from packshot.engine.manifest import entries, read_root
from packshot.engine.store import Store
from packshot.findings import RefusedError
from packshot.publish.limit import Limit, limited

AUDIENCES = {
    "us/index.html": "us/en",
    "dealer/index.html": "us/en,group=dealer",
    "feeds/google.xml": "us/en,channel=google",
    "feeds/acme.xml": "us/en,channel=google,partner=acme",
    "media/one.jpg": "us/en us/en,channel=google,partner=acme",
}
FILES = {**dict.fromkeys(AUDIENCES, "x"), "theme.css": "body {}"}


def limit(*patterns: str) -> Limit:
    return Limit.parse(patterns) or pytest.fail(str(patterns))


@pytest.mark.parametrize(
    ("patterns", "paths"),
    [
        (["us"], {*FILES}),
        (["partner=acme"], {"feeds/acme.xml", "media/one.jpg"}),
        (["channel=google"], {"feeds/acme.xml", "feeds/google.xml", "media/one.jpg"}),
        (["group=dealer"], {"dealer/index.html", "theme.css"}),
        (["partner=acme", "group=dealer"], {"feeds/acme.xml", "media/one.jpg", "dealer/index.html", "theme.css"}),
        (["us/en,channel=,group="], {"us/index.html", "media/one.jpg", "theme.css"}),
    ],
)
def test_files_for_all_audiences_follow_the_pages(patterns: list[str], paths: set[str]) -> None:
    store = new_store()
    part = limited(store, release(store, FILES, AUDIENCES), limit(*patterns))
    assert {entry.path for entry in entries(store, part.release)} == paths


def test_the_order_and_number_of_patterns_do_not_matter() -> None:
    assert limit("us", "de", "us") == limit("de", "us")


def change(store: Store, root: str, name: str, value: object) -> str:
    return store.put(json.dumps({**json.loads(store.get(root)), name: value}).encode())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda store, root: change(store, root, "packshot", 2), "release-older"),
        (lambda store, root: change(store, root, "packshot", 1), "release-older"),
        (lambda store, root: change(store, root, "shards", {"00": "0" * 64}), "release-damaged"),
        (lambda store, root: "0" * 64, "release-damaged"),
        (lambda store, root: release(store, {"a.json": "{}"}), "limit-empty"),
    ],
)
def test_a_release_without_such_a_part_is_refused(changed: Callable[[Store, str], str], code: str) -> None:
    store = new_store()
    root = changed(store, release(store, FILES, AUDIENCES))
    with pytest.raises(RefusedError) as caught:
        limited(store, root, limit("us"))
    assert [finding.code for finding in caught.value.findings] == [code]
    assert caught.value.findings[0].help


def test_the_limited_manifest_is_the_same_in_every_store() -> None:
    one, other = new_store(), Store(Target())
    parts = [limited(store, release(store, FILES, AUDIENCES), limit("us/en")) for store in (one, other)]
    assert parts[0] == parts[1]
    assert read_root(one, parts[0].release) == read_root(other, parts[1].release)
