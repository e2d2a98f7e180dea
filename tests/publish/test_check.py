"""`--check` finds every file of a target that differs from its manifest, `--repair` restores it from the store."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from toy_releases import KilledError, Target, new_store, release

from packshot.engine.store import Store
from packshot.findings import RefusedError
from packshot.publish import receipt
from packshot.publish.check import Check, Checked
from packshot.publish.limit import Limit, limited
from packshot.publish.publish import Publication
from packshot.publish.releaselog import Origin
from packshot.publish.target import open_target

FILES = {
    "a/index.html": "<h1>A</h1>",
    "media/aa/one.jpg": b"\xff\xd8 one",
    "feeds/de.xml": ["<rss>", "<item/>", "</rss>"],
}


@pytest.fixture
def store() -> Store:
    return new_store()


@pytest.fixture(params=[False, True])
def target(store: Store, request: pytest.FixtureRequest) -> Target:
    """Published to twice; the second release no longer has old/index.html. A limited one has only files for us/en."""
    target, limit = Target(), (Limit.parse(["us"]) if request.param else None) or Limit()
    for files in ({**FILES, "old/index.html": "<h1>Old</h1>"}, FILES):
        more = {"fr/index.html": "<h1>FR</h1>"} if limit else {}
        root = release(store, {**files, **more}, {"fr/index.html": "fr/fr"}, audience="us/en")
        Publication(store, target, limited(store, root, limit).release, Origin("c0ffee"), limit=limit).publish()
    return target


def found(checked: Checked) -> list[tuple[str, str]]:
    return sorted((fault.kind, fault.path) for fault in checked.faults)


def refused(check: Check) -> set[str]:
    with pytest.raises(RefusedError) as caught:
        check.repair()
    return {finding.code for finding in caught.value.findings}


def test_a_whole_target_has_no_faults(store: Store, target: Target) -> None:
    steps, checked = target.steps, Check(store, target).check()
    assert checked.faults == []
    own = ("/receipt.json", "/000001.json", "/000002.json")
    assert checked.files == len([name for name in target.files if not name.endswith(own)])
    assert target.steps == steps


def test_any_store_will_do_to_check(target: Target) -> None:
    assert Check(new_store(), target).check().faults == []


def test_each_file_that_differs_is_reported_with_its_digests(store: Store, target: Target) -> None:
    target.files["a/index.html"] = b"<script>"
    target.files["feeds/de.xml"] = b"<rss><item></rss>"
    target.files["old/index.html"] = b"<h1>Old</h1>"
    target.files["notes.txt"] = b"mine"
    del target.files["media/aa/one.jpg"]
    checked = Check(store, target).check()
    assert found(checked) == [
        ("changed", "a/index.html"),
        ("changed", "feeds/de.xml"),
        ("extra", "old/index.html"),
        ("missing", "media/aa/one.jpg"),
    ]
    digests = {fault.path: (fault.expected, fault.found) for fault in checked.faults}
    assert digests["a/index.html"] == (sha256(b"<h1>A</h1>").hexdigest(), sha256(b"<script>").hexdigest())
    assert digests["feeds/de.xml"][0] == sha256(b"<rss><item/></rss>").hexdigest()


def test_every_file_is_restored_whatever_happened_to_it(store: Store, target: Target) -> None:
    whole = dict(target.files)
    for name, data in whole.items():
        if name == receipt.NAME or name.startswith(".packshot/releases/"):
            continue
        for damage in (None, b"", b"changed", data + b"x", data[:-1]):
            damaged = {**whole, name: damage}
            target.files = {path: each for path, each in damaged.items() if each is not None}
            assert [fault.path for fault in Check(store, target).check().faults] == [name]
            assert Check(store, target).repair().repaired == 1
            assert target.files == whole


def test_all_files_are_restored_at_once(store: Store, target: Target) -> None:
    whole = dict(target.files)
    target.files = {name: data for name, data in whole.items() if name.startswith(".packshot/")}
    target.files["old/index.html"] = b"<h1>Old</h1>"
    Check(store, target).repair()
    assert target.files == whole


def test_what_the_store_does_not_have_is_refused_before_anything_is_written(target: Target) -> None:
    steps = target.steps
    target.files["a/index.html"] = b"<script>"
    del target.files["media/aa/one.jpg"]
    with pytest.raises(RefusedError) as caught:
        Check(new_store(), target).repair()
    assert "a/index.html, media/aa/one.jpg" in str(caught.value)
    assert "commit c0ffee" in caught.value.findings[0].help
    assert target.steps == steps


def test_a_target_without_a_whole_release_is_refused(store: Store, target: Target) -> None:
    assert refused(Check(store, Target())) == {"target-empty"}
    target.dies_at = target.steps + 6
    with pytest.raises(KilledError):
        Publication(store, target, release(store, {"x/index.html": "x"})).publish()
    assert refused(Check(store, target)) == {"target-unfinished"}


def test_a_publication_during_the_check_is_noticed(store: Store, target: Target) -> None:
    class Meanwhile(Target):
        def chunks(self, name: str) -> Iterator[bytes] | None:
            if name == "a/index.html":
                receipt.write(self, receipt.Receipt(("e" * 64,)))
            return super().chunks(name)

    assert refused(Check(store, Meanwhile(target.files))) == {"target-busy"}


def test_a_link_in_place_of_a_file_is_reported_and_left(store: Store, tmp_path: Path) -> None:
    target = open_target(str(tmp_path / "out"))
    Publication(store, target, release(store, FILES)).publish()
    page = tmp_path / "out/a/index.html"
    page.unlink()
    page.symlink_to(tmp_path / "elsewhere")
    assert found(Check(store, target).check()) == [("blocked", "a/index.html")]
    assert refused(Check(store, target)) == {"target-foreign"}
    assert page.is_symlink()
