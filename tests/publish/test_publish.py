"""A publication: what is sent in which order, what is refused, and that a killed one goes on."""

import json
import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from toy_releases import KilledError, Target, bytes_of, new_store, release

from packshot.engine.disk import LocalDisk
from packshot.engine.manifest import Entry
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.findings import RefusedError
from packshot.publish import receipt
from packshot.publish.difference import Rank, rank_of
from packshot.publish.files import Target as Files
from packshot.publish.publish import Changed, Publication, Sent
from packshot.publish.releases import MANIFESTS
from packshot.publish.submission import Change
from packshot.publish.target import failures_reported, open_target

OLD = {
    "de/de/products/bowl/index.html": "<h1>Schale</h1>",
    "de/de/products/mug/index.html": "<h1>Becher</h1>",
    "media/aa/bowl.jpg": b"\xff\xd8 bowl",
    "media/bb/mug.jpg": b"\xff\xd8 mug",
    "theme/1.css": "body {}",
    "feeds/google/de.xml": ["<rss>", "<item/>", "</rss>"],
    "de/de/api/v1/products/bowl.json": "{}",
}
NEW = {
    **{path: data for path, data in OLD.items() if "mug" not in path and "theme" not in path},
    "de/de/products/bowl/index.html": "<h1>Große Schale</h1>",
    "de/de/products/jug/index.html": "<h1>Krug</h1>",
    "media/cc/jug.jpg": b"\xff\xd8 jug",
    "theme/2.css": "body { margin: 0 }",
    "feeds/google/de.xml": ["<rss>", "<item/>", "<item/>", "</rss>"],
}


@pytest.fixture
def store() -> Store:
    return new_store()


def published(store: Store, target: Files, root: str) -> Sent:
    return Publication(store, target, root).publish()


@pytest.mark.parametrize("kind", ["application/rss+xml", "application/pdf", "application/x-of-an-extension"])
def test_a_feed_of_any_format_is_sent_after_the_pages_that_it_names(kind: str) -> None:
    assert rank_of(Entry("feeds/google/de.xml", "0" * 64, 1, kind)) is Rank.DATA


def shown(target: Target) -> dict[str, bytes]:
    """What readers see: no receipt, no manifest."""
    own = (".packshot/", "manifest")
    return {path: data for path, data in target.files.items() if not path.startswith(own)}


def without_log(target: Target) -> dict[str, bytes]:
    own = (receipt.NAME, ".packshot/releases/")
    return {path: data for path, data in target.files.items() if not path.startswith(own)}


def refused(store: Store, target: Files, root: str) -> set[str]:
    with pytest.raises(RefusedError) as caught:
        published(store, target, root)
    return {finding.code for finding in caught.value.findings}


def test_all_files_arrive_whole_with_a_manifest_and_a_receipt(store: Store) -> None:
    target = Target()
    root = release(store, OLD)
    sent = published(store, target, root)
    assert shown(target) == bytes_of(OLD)
    assert target.files["manifest.json"] == store.get(root)
    written = {"packshot": 1, "between": [root], "seal": "none", "log": 1, "audiences": []}
    assert json.loads(target.files[receipt.NAME]) == written
    read = {name: data for name, data in target.files.items() if not name.startswith(".packshot/")}
    assert (sent.uploaded, sent.removed, sent.there) == (len(read), 0, 0)
    assert sent.bytes == sum(map(len, read.values()))


def test_the_report_says_what_is_not_done(store: Store) -> None:
    assert len(published(store, Target(), release(store, OLD)).limits) == 2


def test_the_same_release_again_sends_nothing(store: Store) -> None:
    target = Target()
    root = release(store, OLD)
    published(store, target, root)
    target.written.clear()
    assert published(store, target, root) == Sent(limits=published(store, Target(), root).limits)
    assert target.written == []


def test_only_what_differs_is_sent_and_what_is_gone_is_removed(store: Store) -> None:
    target = Target()
    published(store, target, release(store, OLD))
    target.written.clear()
    published(store, target, release(store, NEW))
    sent = {path for path in target.written if not path.startswith(("manifest", ".packshot"))}
    assert sent == {path for path in NEW if bytes_of(NEW)[path] != bytes_of(OLD).get(path)}
    assert set(target.removed) >= {"media/bb/mug.jpg", "de/de/products/mug/index.html", "theme/1.css"}
    assert shown(target) == bytes_of(NEW)


def test_media_come_first_then_pages_data_manifest_receipt(store: Store) -> None:
    target = Target()
    published(store, target, release(store, OLD))
    target.written.clear()
    published(store, target, release(store, NEW))
    own = [name for name in target.written if name.startswith(".packshot/")]
    start = own.index(receipt.NAME)
    assert all(name.startswith(MANIFESTS) for name in own[:start])
    assert own[start:] == [receipt.NAME, ".packshot/releases/000002.json", receipt.NAME]
    assert target.written.index(receipt.NAME) == start
    assert target.written[-1] == receipt.NAME
    first = {name.partition("/")[0]: place for place, name in reversed([*enumerate(target.written)])}
    last = {name.partition("/")[0]: place for place, name in enumerate(target.written)}
    assert max(last["media"], last["theme"]) < first["de"] < first["feeds"] < first["manifest"] < first["manifest.json"]
    assert target.written[-3] == "manifest.json"


def test_what_is_gone_is_removed_after_everything_is_sent(store: Store) -> None:
    class Order(Target):
        def remove(self, name: str) -> None:
            assert self.files["manifest.json"] == store.get(new)
            super().remove(name)

    target = Order()
    published(store, target, release(store, OLD))
    new = release(store, NEW)
    published(store, target, new)
    assert target.removed


def test_a_file_in_the_way_of_a_folder_goes_first(store: Store, tmp_path: Path) -> None:
    target = open_target(str(tmp_path / "out"))
    published(store, target, release(store, {"feeds/a.xml": "<a/>", "feeds/b.xml/c.xml": "<c/>"}))
    published(store, target, release(store, {"feeds/a.xml/b.xml": "<b/>", "feeds/b.xml": "<b/>"}))
    assert (tmp_path / "out/feeds/a.xml/b.xml").read_text() == "<b/>"
    assert (tmp_path / "out/feeds/b.xml").read_text() == "<b/>"


def steps_of(store: Store, start: Target, root: str) -> int:
    target = Target(dict(start.files))
    published(store, target, root)
    return target.steps


@pytest.mark.parametrize("begin", [None, OLD])
def test_killed_at_every_step_the_next_one_completes_it(
    store: Store, begin: dict[str, bytes | str | list[str]]
) -> None:
    start, root = Target(), release(store, NEW)
    if begin:
        published(store, start, release(store, begin))
    clean = Target(dict(start.files))
    published(store, clean, root)
    for step in range(1, steps_of(store, start, root) + 1):
        target = Target(dict(start.files), dies_at=step)
        with pytest.raises(KilledError):
            published(store, target, root)
        published(store, target, root)
        assert target.files == clean.files


def test_killed_again_and_again_on_the_way_to_other_releases(store: Store) -> None:
    middle = {**NEW, "media/dd/pot.jpg": b"\xff\xd8 pot", "de/de/products/mug/index.html": "<h1>Tasse</h1>"}
    roots = [release(store, each) for each in (OLD, middle, NEW)]
    clean = Target()
    published(store, clean, roots[0])
    for first in range(1, 40):
        for second in range(1, 40, 9):
            target = Target(dict(clean.files))
            for root, dies_at in ((roots[1], first), (roots[2], second), (roots[0], first + second)):
                target.dies_at, target.steps = dies_at, 0
                with suppress(KilledError):
                    published(store, target, root)
            target.dies_at = 0
            published(store, target, roots[0])
            assert without_log(target) == without_log(clean)


def test_a_resumed_publication_sends_no_file_twice(store: Store) -> None:
    root = release(store, NEW)
    for step in range(2, steps_of(store, Target(), root)):
        target = Target(dies_at=step)
        with pytest.raises(KilledError):
            published(store, target, root)
        there = [name for name in target.written if not name.startswith(".packshot/")]
        target.dies_at = 0
        sent = published(store, target, root)
        assert sent.there == len(there)
        sent_files = [name for name in target.written if name != receipt.NAME]
        assert len(sent_files) == len(set(sent_files))


def test_a_page_is_never_there_before_its_picture(store: Store) -> None:
    """At whatever step it dies: whoever reads a page that came with a picture finds the picture."""
    root = release(store, NEW)
    start = Target()
    published(store, start, release(store, OLD))
    for step in range(1, steps_of(store, start, root) + 1):
        target = Target(dict(start.files), dies_at=step)
        with pytest.raises(KilledError):
            published(store, target, root)
        for page, picture in (("jug", "cc/jug"), ("mug", "bb/mug"), ("bowl", "aa/bowl")):
            is_shown = f"de/de/products/{page}/index.html" in target.files
            assert not is_shown or f"media/{picture}.jpg" in target.files


def test_foreign_files_are_refused_before_anything_is_touched(store: Store) -> None:
    target = Target({"de/de/products/bowl/index.html": b"mine", "notes.txt": b"mine too"})
    assert refused(store, target, release(store, OLD)) == {"target-foreign"}
    assert target.steps == 0


def test_files_of_others_elsewhere_stay(store: Store) -> None:
    target = Target({"notes.txt": b"mine"})
    published(store, target, release(store, OLD))
    published(store, target, release(store, NEW))
    published(store, target, release(store, {"a.json": "{}"}))
    assert shown(target) == {"notes.txt": b"mine", "a.json": b"{}"}


def test_a_file_that_is_as_it_shall_be_is_taken_for_ours(store: Store) -> None:
    target = Target({"theme/1.css": b"body {}"})
    assert published(store, target, release(store, OLD)).there == 1
    assert "theme/1.css" not in target.written


@pytest.mark.parametrize("path", ["de/de/products/bowl/index.html", "media/bb/mug.jpg", "manifest.json"])
def test_a_file_of_ours_that_was_changed_is_reported_and_replaced(store: Store, path: str) -> None:
    target = Target()
    published(store, target, release(store, OLD))
    target.files[path] = b"changed"
    sent = published(store, target, release(store, NEW))
    assert sent.changed == (Changed(path, sha256(b"changed").hexdigest()),)
    assert shown(target) == bytes_of(NEW)


def test_a_file_that_others_have_removed_is_no_obstacle(store: Store) -> None:
    target = Target()
    published(store, target, release(store, OLD))
    del target.files["de/de/products/bowl/index.html"], target.files["media/bb/mug.jpg"]
    published(store, target, release(store, NEW))
    assert shown(target) == bytes_of(NEW)


def test_another_store_than_the_one_published_from(store: Store) -> None:
    target = Target()
    published(store, target, release(store, OLD))
    other = new_store()
    published(other, target, release(other, NEW))
    assert shown(target) == bytes_of(NEW)


def test_a_target_that_nobody_describes_is_refused(store: Store) -> None:
    target = Target()
    published(store, target, release(store, OLD))
    target.files["manifest.json"] = b"{}"
    for name in target.names(MANIFESTS):
        target.files[f"{MANIFESTS}/{name}"] = b"{}"
    other = new_store()
    assert refused(other, target, release(other, NEW)) == {"release-unknown"}


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (b"", "receipt-damaged"),
        (b"{", "receipt-damaged"),
        (b"[]", "receipt-damaged"),
        (b'{"packshot": 1, "between": [], "seal": "none"}', "receipt-damaged"),
        (b'{"packshot": 1, "between": ["../../etc"], "seal": "none"}', "receipt-damaged"),
        (b'{"packshot": 1, "between": [7], "seal": "none"}', "receipt-damaged"),
        (b'{"packshot": 2, "between": [""], "seal": "none"}', "receipt-damaged"),
        (b'{"packshot": 2, "between": [""], "seal": "none", "limit": []}', "receipt-damaged"),
        (b'{"packshot": 2, "between": [""], "seal": "none", "limit": ["us/"]}', "receipt-damaged"),
        (b'{"packshot": 3, "between": [""], "seal": "none"}', "receipt-newer"),
    ],
)
def test_a_receipt_that_cannot_be_read_is_refused(store: Store, held: bytes, code: str) -> None:
    target = Target({receipt.NAME: held})
    assert refused(store, target, release(store, OLD)) == {code}
    assert target.steps == 0


def test_a_target_cannot_make_us_remove_what_lies_elsewhere(store: Store, tmp_path: Path) -> None:
    """Whoever writes the target's receipt and manifest names no file outside of it."""
    (tmp_path / "precious.json").write_text("{}")
    evil = new_store()
    target = open_target(str(tmp_path / "out"))
    root = release(evil, {"../precious.json": "{}"})
    with pytest.raises(RefusedError):
        published(evil, target, root)
    shards = json.loads(evil.get(root))["shards"]
    receipt.write(target, receipt.Receipt((root,)))
    target.write("manifest.json", evil.get(root))
    for name, digest in shards.items():
        target.write(f"manifest/{name}.json", evil.get(digest))
    assert refused(store, target, release(store, OLD)) == {"release-unfit"}
    assert (tmp_path / "precious.json").exists()


def test_a_damaged_store_is_refused_before_the_release_stands(store: Store) -> None:
    target, kept = Target(), Target()
    broken = Store(kept)
    root = release(broken, OLD)
    page = next(name for name, data in kept.files.items() if data == b"<h1>Schale</h1>")
    kept.files[page] = b"other"
    assert refused(broken, target, root) == {"release-damaged"}
    assert "manifest.json" not in target.files
    whole = release(Store(kept, is_doubted=True), OLD)
    published(broken, target, whole)
    assert shown(target) == bytes_of(OLD)


def test_two_publications_at_once_are_noticed(store: Store) -> None:
    """The other one has written its receipt in the middle of ours: both say so, and the next puts it right."""
    roots = [release(store, each) for each in (OLD, NEW)]

    class Shared(Target):
        def write(self, name: str, data: bytes) -> None:
            super().write(name, data)
            if name == "manifest.json" and self.files[receipt.NAME] != b"theirs":
                receipt.write(self, receipt.Receipt(("", roots[1])))

    target = Shared()
    assert refused(store, target, roots[0]) == {"target-busy"}
    calm = Target(target.files)
    published(store, calm, roots[1])
    assert shown(calm) == bytes_of(NEW)


def test_a_preview_touches_nothing_and_says_what_publishing_does(store: Store) -> None:
    target = Target()
    published(store, target, release(store, OLD))
    before, target.steps = dict(target.files), 0
    would, steps = Publication(store, target, release(store, NEW)).preview()
    assert (target.files, target.steps) == (before, 0)
    did = published(store, target, release(store, NEW))
    assert (would.uploaded, would.removed, would.there) == (did.uploaded, did.removed, did.there)
    assert len(steps) == did.uploaded + did.removed


@dataclass
class Signatures:
    """Puts a secret in place of a token, in files flagged so."""

    name: str
    secret: bytes

    def applies(self, entry: Entry) -> bool:
        return "signed" in entry.flags

    def sealed(self, entry: Entry, data: bytes) -> bytes:
        return data.replace(b"TOKEN", self.secret)

    def limits(self) -> Iterator[str]:
        yield from ()


@dataclass
class Told:
    """Remembers what it was told."""

    changes: list[tuple[str | None, str | None]] = field(default_factory=list)

    def submit(self, changes: Iterable[Change]) -> None:
        self.changes = [(old and old.path, new and new.path) for old, new in changes]

    def limits(self) -> Iterator[str]:
        yield from ()


def test_a_new_seal_is_put_on_every_sealed_file_and_on_no_other(store: Store) -> None:
    files = {"a/index.html": "see TOKEN", "b/index.html": "and TOKEN"}
    target, root = Target(), release(store, files, flags=("signed",))
    Publication(store, target, root, seal=Signatures("one", b"11111")).publish()
    assert target.files["a/index.html"] == b"see 11111"
    for dies_at in range(1, 5):
        again = Target(dict(target.files), dies_at=dies_at)
        with pytest.raises(KilledError):
            Publication(store, again, root, seal=Signatures("two", b"22222")).publish()
        Publication(store, again, root, seal=Signatures("two", b"22222")).publish()
        assert shown(again) == {"a/index.html": b"see 22222", "b/index.html": b"and 22222"}
        assert json.loads(again.files[receipt.NAME])["seal"] == "two"


def test_the_submission_is_told_what_changed_since_the_last_whole_publication(store: Store) -> None:
    target, told = Target(), Told()
    published(store, target, release(store, OLD))
    target.dies_at = target.steps + 6
    with pytest.raises(KilledError):
        published(store, target, release(store, NEW))
    Publication(store, target, release(store, NEW), submission=told).publish()
    jug, mug = "de/de/products/jug/index.html", "de/de/products/mug/index.html"
    assert (None, jug) in told.changes
    assert (mug, None) in told.changes
    assert not [path for pair in told.changes for path in pair if path and path.startswith("manifest")]


# A folder, and other places


def test_a_local_folder_holds_what_was_published_and_no_empty_folders(store: Store, tmp_path: Path) -> None:
    target = open_target(str(tmp_path / "out"))
    published(store, target, release(store, OLD))
    published(store, target, release(store, NEW))
    files = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert {path for path in files if not path.startswith((".packshot", "manifest"))} == set(NEW)
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_dir() and not any(path.iterdir())]
    own = sorted(path.name for path in (tmp_path / "out/.packshot").iterdir())
    assert own == ["manifests", "receipt.json", "releases"]


def test_links_in_a_folder_are_foreign(store: Store, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/media").symlink_to(tmp_path / "elsewhere")
    assert refused(store, open_target(str(tmp_path / "out")), release(store, OLD)) == {"target-foreign"}
    assert not any((tmp_path / "elsewhere").iterdir())


def test_a_url_that_nothing_opens_is_refused_with_a_cure() -> None:
    with pytest.raises(RefusedError) as caught:
        open_target("gopher://example.org/shop")
    assert caught.value.findings[0].code == "target-unknown"
    assert "gopher" in caught.value.findings[0].text


@pytest.mark.parametrize(
    ("problem", "help_"),
    [
        (ImportError("Install s3fs"), "run `pip install 'packshot[s3]'`"),
        (OSError("no such region"), "use a folder, or a URL such as `s3://bucket/shop`"),
    ],
)
def test_a_client_is_installed_only_if_it_is_missing(
    problem: Exception, help_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(url: str) -> None:
        raise problem

    monkeypatch.setattr("packshot.publish.target.Bucket", fail)
    with pytest.raises(RefusedError) as caught:
        open_target("s3://bucket/shop")
    assert caught.value.findings[0].help == help_


def test_a_full_disk_is_told_and_gone_on_from(store: Store) -> None:
    root = release(store, OLD)
    target = Target(dies_at=5, fails=OSError)
    with pytest.raises(RefusedError) as caught, failures_reported("out"):
        published(store, target, root)
    assert caught.value.findings[0].code == "target-failed"
    published(store, target, root)
    assert shown(target) == bytes_of(OLD)


def test_memory_urls_are_targets(store: Store) -> None:
    target = open_target("memory://shop")
    published(store, target, release(store, OLD))
    assert open_storage("memory://shop").read("theme/1.css") == b"body {}"
    published(store, target, release(store, NEW))
    assert open_storage("memory://shop").read("theme/1.css") is None


class DyingDisk(LocalDisk):
    """Ends its process at step number `at`; what it was writing is half there."""

    def __init__(self, at: int) -> None:
        self.left = at

    def write(self, path: Path, chunks: Iterable[bytes]) -> None:
        data = b"".join(chunks)
        self._step(lambda: super(DyingDisk, self).write(path, (data[: len(data) // 2],)))
        super().write(path, (data,))

    def rename(self, source: Path, target: Path) -> None:
        self._step()
        super().rename(source, target)

    def remove(self, path: Path) -> None:
        self._step()
        super().remove(path)

    def _step(self, last: Callable[[], None] = lambda: None) -> None:
        self.left -= 1
        if not self.left:
            last()
            os.kill(os.getpid(), signal.SIGKILL)


def die_publishing(folder: Path, root: str, at: int) -> None:
    store = Store(open_storage(str(folder / "store")))
    published(store, open_target(str(folder / "out"), DyingDisk(at)), root)


def tree_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_killed_process_at_every_write_is_gone_on_from(tmp_path: Path) -> None:
    store = Store(open_storage(str(tmp_path / "store")))
    old, new = release(store, OLD), release(store, NEW)
    published(store, open_target(str(tmp_path / "before")), old)
    shutil.copytree(tmp_path / "before", tmp_path / "clean")
    published(store, open_target(str(tmp_path / "clean")), new)
    for at in range(1, 1000):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        shutil.copytree(tmp_path / "before", tmp_path / "out")
        process = multiprocessing.get_context("fork").Process(target=die_publishing, args=(tmp_path, new, at))
        process.start()
        process.join()
        published(store, open_target(str(tmp_path / "out")), new)
        assert tree_of(tmp_path / "out") == tree_of(tmp_path / "clean"), f"killed at step {at}"
        if process.exitcode != -signal.SIGKILL:
            assert at > 20
            return


def audiences_at(target: Target) -> tuple[str, ...]:
    found = receipt.read(target)
    assert found is not None
    return found.audiences


def test_the_receipt_names_the_audiences_whose_files_may_be_at_the_target(store: Store) -> None:
    page = {"us/en/index.html": "<h1>Shop</h1>"}
    roots = [release(store, page, audience=audience) for audience in ("us/en", "us/en,group=dealer")]
    target = Target()
    published(store, target, roots[0])
    assert audiences_at(target) == ("us/en",)
    target.dies_at = target.steps + 4
    with suppress(KilledError):
        published(store, target, roots[1])
    assert audiences_at(target) == ("us/en", "us/en,group=dealer")
    continued = Target(target.files)
    published(store, continued, roots[1])
    assert audiences_at(continued) == ("us/en,group=dealer",)


@pytest.mark.parametrize("more", [{}, {"audiences": "us/en"}, {"audiences": ["us / en"]}, {"audiences": [7]}])
def test_a_receipt_without_audiences_is_read(store: Store, more: dict[str, object]) -> None:
    target, root = Target(), release(store, OLD)
    published(store, target, root)
    line = json.loads(target.files[receipt.NAME])
    del line["audiences"]
    target.files[receipt.NAME] = json.dumps({**line, **more}).encode()
    assert audiences_at(target) == ()
    published(store, target, release(store, NEW))
    assert shown(target) == bytes_of(NEW)


@pytest.mark.parametrize(("version", "absent"), [(1, {"audiences", "items"}), (2, {"items"})])
def test_a_target_with_a_manifest_of_an_older_version_is_published_to(
    store: Store, version: int, absent: set[str]
) -> None:
    """The target is all that is left of the old release."""
    target, root = Target(), release(store, OLD)
    kept = {name: value for name, value in json.loads(store.get(root)).items() if name not in absent}
    old = store.put(json.dumps({**kept, "packshot": version}).encode())
    published(store, target, old)
    other = new_store()
    published(other, target, release(other, NEW))
    assert shown(target) == bytes_of(NEW)
    assert json.loads(target.files["manifest.json"])["packshot"] == 3


@pytest.mark.parametrize(
    "change",
    [
        {"packshot": 4},
        {"audiences": None},
        {"audiences": {"us en": 1}},
        {"audiences": {"us/en": "1"}},
        {"items": None},
        {"items": {"feed": "../x"}},
    ],
)
def test_a_manifest_of_another_form_is_refused(store: Store, change: dict[str, object]) -> None:
    root = {**json.loads(store.get(release(store, OLD))), **change}
    assert refused(store, Target(), store.put(json.dumps(root).encode())) == {"release-unfit"}
