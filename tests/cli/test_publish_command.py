"""`packshot publish`: the release that was built last, and only a release, goes to its target."""

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from commands import Told, shop

from packshot.publish.exclusive import exclusive
from packshot.publish.holder import Holder
from packshot.publish.target import open_target
from support import commit

INSTANT = ("--as-of", "2026-11-01")


def run(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> Told:
    return Told(capsys, "-C", str(root), *arguments, *INSTANT)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path / "shop")


def files(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if not path.startswith(".packshot")}


def test_the_target_holds_what_was_built(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    told = run(capsys, root, "publish", "--to", "../out")
    assert told.code == 0
    assert files(root.parent / "out") == files(root / "dist")
    assert "Note: No deltas are sent" in told.out
    assert f"Published to {root.parent / 'out'}" in told.out
    assert "Nothing to do" in run(capsys, root, "publish", "--to", "../out").out


def test_no_output_folder_is_needed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build", "--no-dist", "--store", str(root.parent / "store"))
    assert run(capsys, root, "publish", "--to", "../out").code == 0
    assert (root.parent / "out/de/de/index.html").is_file()


def test_what_was_not_built_is_not_published(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, root, "publish", "--to", "../out")
    assert (told.code, "refused[nothing-built]" in told.err) == (3, True)


def test_the_working_tree_is_no_release(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build", "--worktree")
    told = run(capsys, root, "publish", "--to", "../out")
    assert (told.code, "refused[not-released]" in told.err) == (3, True)
    run(capsys, root, "build")  # the same files, now as a commit
    assert run(capsys, root, "publish", "--to", "../out").code == 0


def test_a_commit_that_is_not_built_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    assert run(capsys, root, "publish", "--to", "../out").err == ""
    commit(root, {"README.md": "elsewhere"})
    assert run(capsys, root, "publish", "--to", "../out").err == ""
    commit(root, {"catalog/products/cup/mug/de.yaml": "name: Henkelbecher\n"})
    assert ", not of HEAD" in run(capsys, root, "publish", "--to", "../out").err


def test_a_release_whose_time_is_over_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    late = Told(capsys, "-C", str(root), "publish", "--to", "../out", "--as-of", "2027-01-01")
    assert late.code == 3
    # Thirty days before the picture's rights end their end is told, and the release knows nothing of it.
    assert late.err.startswith("refused[release-ended]")
    assert "expired release: it is valid until 2026-11-24T00:00:00Z" in late.err
    assert not (root.parent / "out").exists()


def test_a_dry_run_touches_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    told = run(capsys, root, "publish", "--to", "../out", "--dry-run")
    assert "Would upload" in told.out
    assert not (root.parent / "out").exists()
    would = run(capsys, root, "publish", "--to", "../out", "--dry-run", "--format", "json").json
    did = run(capsys, root, "publish", "--to", "../out", "--format", "json").json
    assert (would["uploaded"], would["bytes"]) == (did["uploaded"], did["bytes"])
    assert len(would["steps"]) == did["uploaded"]


def test_only_what_changed_is_sent(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    run(capsys, root, "publish", "--to", "../out")
    commit(root, {"catalog/prices/eu.yaml": "currency: EUR\ntax: included\nprices:\n  mug/*: 9.90\n"})
    done = run(capsys, root, "build", "--format", "json").json
    sent = run(capsys, root, "publish", "--to", "../out", "--format", "json").json
    assert done["written"] <= sent["uploaded"] < len(files(root / "dist"))
    assert files(root.parent / "out") == files(root / "dist")


def test_a_foreign_file_is_refused_by_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    (root.parent / "out").mkdir()
    (root.parent / "out/index.html").write_text("mine")
    told = run(capsys, root, "publish", "--to", "../out")
    assert told.code == 3
    assert 'refused[target-foreign] foreign file "index.html" at the target' in told.err
    assert files(root.parent / "out") == {"index.html": b"mine"}


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ((), "--to FOLDER"),
        (("--to", "."), "source of the catalogue"),
        (("--to", "catalog/products"), "source of the catalogue"),
        (("--to", ".."), "source of the catalogue"),
    ],
)
def test_a_target_that_cannot_be_meant(
    root: Path, target: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, root, "publish", *target)
    assert told.code == 2
    assert words in told.err


@pytest.mark.parametrize(
    "url",
    [
        *("gopher://example.org/shop", "ftp://user:secret@127.0.0.1:1/shop", "http://127.0.0.1:1/x?sig=secret"),
        *(
            "://",
            "://x",
            "s3://user:secret@[bad",
            "x::memory://y",
            "zip://x",
            "~no-such-user-here/x",
            "file://a\0b",
        ),
    ],
)
@pytest.mark.parametrize("errand", [(), ("--dry-run",), ("--check",), ("--repair",), ("--log",)])
def test_a_url_that_cannot_be_opened_is_refused(
    built: Path, url: str, errand: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, built, "publish", "--to", url, *errand)
    assert (told.code, "refused[target-" in told.err) == (3, True), told.err
    assert "secret" not in told.err + told.out


def test_a_store_without_the_release_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    told = run(capsys, root, "publish", "--to", "../out", "--store", str(root.parent / "empty"))
    assert (told.code, "refused[release-missing]" in told.err) == (3, True)


def test_memory_is_a_target(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from packshot.engine.storage import open_storage

    run(capsys, root, "build")
    assert run(capsys, root, "publish", "--to", "memory://command").code == 0
    assert open_storage("memory://command").read("index.html") == (root / "dist/index.html").read_bytes()


@pytest.mark.parametrize("held", ["", "{", "[]", '{"released": true}'])
def test_a_receipt_of_the_build_that_cannot_be_read_is_refused(
    root: Path, held: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, root, "build")
    (root / ".packshot/receipt.json").write_text(held)
    told = run(capsys, root, "publish", "--to", "../out")
    assert (told.code, "refused[built-unknown]" in told.err) == (3, True)
    run(capsys, root, "build")
    assert run(capsys, root, "publish", "--to", "../out").code == 0


# Check, repair, log, notes


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop, built; a test must not change it."""
    from packshot.cli.main import run as run_packshot

    folder = shop(tmp_path_factory.mktemp("built") / "shop")
    assert run_packshot(["-C", str(folder), "build", *INSTANT]) == 0
    return folder


def test_a_damaged_target_is_checked_and_repaired(
    built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    to = ("--to", str(tmp_path / "out"))
    run(capsys, built, "publish", *to)
    whole = files(tmp_path / "out")
    assert "no difference" in run(capsys, built, "publish", "--check", *to).out
    (tmp_path / "out/index.html").write_text("<script>")
    (tmp_path / "out/de/de/index.html").unlink()
    told = run(capsys, built, "publish", "--check", *to)
    assert told.code == 1
    assert f"changed  index.html (sha256 {sha256(b'<script>').hexdigest()}, expected" in told.out
    assert "missing  de/de/index.html" in told.out
    found = run(capsys, built, "publish", "--check", *to, "--format", "json").json
    assert [(each["kind"], each["path"]) for each in found["faults"]] == [
        ("missing", "de/de/index.html"),
        ("changed", "index.html"),
    ]
    told = run(capsys, built, "publish", "--check", "--repair", *to)
    assert (told.code, "2 restored" in told.out) == (0, True)
    assert files(tmp_path / "out") == whole


def test_a_changed_file_is_reported_and_replaced(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, root, "build")
    run(capsys, root, "publish", "--to", "../out")
    (root.parent / "out/de/de/index.html").write_text("<script>")
    commit(root, {"catalog/products/cup/mug/de.yaml": "name: Henkelbecher\n"})
    run(capsys, root, "build")
    digest = sha256(b"<script>").hexdigest()
    words = f"de/de/index.html was changed at the target (sha256 {digest}) and"
    assert f"{words} would be replaced" in run(capsys, root, "publish", "--to", "../out", "--dry-run").err
    told = run(capsys, root, "publish", "--to", "../out", "--format", "json")
    assert told.json["changed"] == [{"path": "de/de/index.html", "digest": digest}]
    assert files(root.parent / "out") == files(root / "dist")


def test_the_release_log_is_shown(
    built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTOR", "kari")
    to = ("--to", str(tmp_path / "out"))
    assert "has no release log" in run(capsys, built, "publish", "--log", *to).out
    sent = run(capsys, built, "publish", *to, "--format", "json").json
    (entry,) = run(capsys, built, "publish", "--log", *to, "--format", "json").json["entries"]
    assert (entry["number"], entry["release"], entry["before"]) == (1, sent["release"], "")
    assert (entry["commit"], entry["actor"]) == (sent["commit"], "kari")
    (tmp_path / "out/.packshot/releases/000002.json").write_text("{")
    told = run(capsys, built, "publish", "--log", *to).out
    assert f"release {sent['release'][:12]}  commit {sent['commit'][:12]}  kari" in told
    assert "2  damaged: .packshot/releases/000002.json is not valid JSON" in told


def test_the_store_notes_what_a_target_holds(built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sent = run(capsys, built, "publish", "--to", "memory://noted", "--format", "json").json
    name = sha256(b"memory://noted").hexdigest()
    held = json.loads((built / f".packshot/store/published/{name}.json").read_text())
    state = json.loads((built / ".packshot/receipt.json").read_text())["state"]
    assert held == {"packshot": 1, "target": "memory://noted", "release": sent["release"], "state": state}


def test_one_errand_at_a_time(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, built, "publish", "--to", "../out", "--log", "--dry-run")
    assert (told.code, "use only one of" in told.err) == (2, True)


def test_the_second_publisher_is_refused_and_names_the_first(
    built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    first = Holder(4711, "runner-1", "kari", "f" * 64, "2026-11-01T00:00:00Z")
    with exclusive(open_target(str(tmp_path / "out")), first):
        told = run(capsys, built, "publish", "--to", str(tmp_path / "out"))
    assert told.code == 3
    assert "refused[target-busy]" in told.err
    assert "process 4711 on runner-1 by kari, release ffffffffffff since 2026-11-01T00:00:00Z" in told.err
    assert files(tmp_path / "out") == {}


STOPPED = """
import os, signal, sys
from packshot.publish.directory import Directory
write = Directory.write
def stopped(self, name, data):
    write(self, name, data)
    if name.endswith(".html"):
        os.kill(os.getpid(), signal.SIGTERM)
Directory.write = stopped
from packshot.cli.main import main
main(sys.argv[1:])
"""


def test_a_terminated_publication_frees_the_target(
    built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ["-C", str(built), "publish", "--to", str(tmp_path / "out"), *INSTANT]
    done = subprocess.run([sys.executable, "-c", STOPPED, *arguments], capture_output=True, check=False)
    assert (done.returncode, b"run the same command again" in done.stderr) == (3, True)
    assert not (tmp_path / "out/.packshot/lock").exists()
    assert run(capsys, built, "publish", "--to", str(tmp_path / "out")).code == 0
    assert files(tmp_path / "out") == files(built / "dist")


DEALERS = {
    "catalog/prices/eu.yaml": "currency: EUR\ntax: included\ngroup: retail\nprices: {mug/*: 9.50}\n",
    "catalog/prices/sale.yaml": "currency: EUR\ntax: included\ngroup: dealer\nprices: {mug/*: 8.00}\n",
    "channels/dealers.yaml": "extends: google-primary\nmarkets: [de]\ncustomers: dealer\n"
    'output: {format: rss, file: "{market}-{locale}.xml"}\n',
}


@pytest.fixture
def dealers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The shop with a feed for dealers, built; its pages are for retail customers."""
    root = shop(tmp_path / "shop", **DEALERS)
    catalog = root / "catalog/catalog.yaml"
    commit(root, {"catalog/catalog.yaml": catalog.read_text().replace("[sale, eu]", "[sale, eu], customers: retail")})
    assert run(capsys, root, "build").code == 0
    return root


def listed(folder: Path) -> dict[str, str]:
    """Path -> audience, by the manifest of a folder."""
    rows = [row for shard in (folder / "manifest").iterdir() for row in json.loads(shard.read_bytes())]
    return {row["path"]: row["audience"] for row in rows}


def test_the_manifest_names_market_locale_channel_and_group_of_each_file(dealers: Path) -> None:
    found = listed(dealers / "dist")
    assert {path: found[path] for path in found if "dealers" in path or "google" in path} == {
        "feeds/dealers/de-de.xml": "de/de,channel=dealers,group=dealer",
        "feeds/dealers/de-en.xml": "de/en,channel=dealers,group=dealer",
        "feeds/google/de-de.xml": "de/de,channel=google,group=retail",
        "feeds/google/de-en.xml": "de/en,channel=google,group=retail",
    }
    assert {found[path] for path in found if path.startswith("de/en/")} == {"de/en,group=retail"}
    assert {found[path] for path in found if path.startswith("theme")} == {""}


CHANNELS = ("dealers,group=dealer", "google,group=retail")


def test_an_image_is_for_the_audiences_of_the_pages_and_rows_that_show_it(dealers: Path) -> None:
    images = {audiences for path, audiences in listed(dealers / "dist").items() if path.startswith("media")}
    channels = [f"de/{language},channel={name}" for language in ("de", "en") for name in CHANNELS]
    pages = ["de/de,group=retail", "de/en,group=retail", "fr/fr,group=retail"]
    assert images == {" ".join(sorted([*channels, *pages]))}


def test_check_names_the_audiences_of_the_target(dealers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, dealers, "publish", "--to", "../out")
    found = run(capsys, dealers, "publish", "--to", "../out", "--check", "--format", "json").json["audiences"]
    parts = {"market": "de", "locale": "en", "channel": "dealers", "group": "dealer", "partner": ""}
    assert {"name": "de/en,channel=dealers,group=dealer", **parts} in found
    assert len(found) == 7
    told = run(capsys, dealers, "publish", "--to", "../out", "--check")
    assert "Audiences: de/de,channel=dealers,group=dealer; de/de,channel=google,group=retail; " in told.out


def published(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> Told:
    return run(capsys, root, "publish", "--to", "../out", *arguments)


def test_a_folder_of_one_partner_has_its_feed_and_nothing_of_others(
    dealers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = published(capsys, dealers, "--audience", "de/de,channel=dealers")
    assert told.code == 0
    assert "Limited to: de/de,channel=dealers\n" in told.out
    out = dealers.parent / "out"
    assert listed(out).keys() == files(out).keys() - {path for path in files(out) if path.startswith("manifest")}
    assert [path for path in listed(out) if not path.startswith("media")] == ["feeds/dealers/de-de.xml"]
    assert {*listed(out).values()} == {"de/de,channel=dealers,group=dealer"}
    for path in filter(Path.is_file, out.rglob("*")):
        assert not any(name in path.read_bytes() for name in (b"channel=google", b"retail", b"de/en", b"fr/fr"))


def test_a_site_of_one_market_has_no_pages_that_link_to_others_only(
    dealers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = published(capsys, dealers, "--audience", "fr,channel=")
    left_out = "404.html, index.html, sitemap-1.xml, sitemap.xml"
    assert f"Left out, because they link to pages of other audiences: {left_out}\n" in told.out
    folders = {re.split("[-/]", path)[0] for path in listed(dealers.parent / "out")}
    assert folders == {"api", "fr", "media", "robots.txt", "theme"}
    every = published(capsys, dealers, "--audience", "channel=", "--format", "json").json
    assert (every["limit"], every["left_out"]) == (["channel="], [])
    assert "sitemap.xml" in listed(dealers.parent / "out")


def test_the_limit_of_a_target_stays_until_another_one_is_given(
    dealers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(capsys, dealers, "--audience", "fr")
    told = published(capsys, dealers)
    assert "Limited to: fr (as before; to change this, use --audience or --all-audiences)\n" in told.out
    assert "Nothing to do" in told.out
    before = files(dealers.parent / "out")
    limits = ("--audience", "de/en", "--audience", "de/de")
    steps = published(capsys, dealers, *limits, "--dry-run", "--format", "json").json["steps"]
    assert {"do": "remove", "path": "fr/fr/index.html"} in steps
    told = published(capsys, dealers, *limits, "--dry-run")
    assert "--audience de/de --audience de/en\n" in told.out
    assert files(dealers.parent / "out") == before
    published(capsys, dealers, *limits)
    assert not (dealers.parent / "out/fr").exists()
    assert "Limited to: de/de; de/en\n" in published(capsys, dealers, "--check").out
    assert published(capsys, dealers, "--all-audiences").code == 0
    assert files(dealers.parent / "out") == files(dealers / "dist")
    limits = [each["limit"] for each in published(capsys, dealers, "--log", "--format", "json").json["entries"]]
    assert limits == [["fr"], ["de/de", "de/en"], []]
    assert "limited to de/de; de/en" in published(capsys, dealers, "--log").out


def test_a_file_of_a_limited_target_is_repaired_and_no_other_is_added(
    dealers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(capsys, dealers, "--audience", "fr")
    before = files(dealers.parent / "out")
    (dealers.parent / "out/fr/fr/index.html").unlink()
    (dealers.parent / "out/manifest.json").write_text("{}")
    assert published(capsys, dealers, "--check", "--format", "json").json["limit"] == ["fr"]
    assert published(capsys, dealers, "--repair").code == 0
    assert files(dealers.parent / "out") == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--audience", "nl"), 'unknown audience "nl"; use one of: de/de,channel=dealers,group=dealer, de/de'),
        (("--audience", "fr", "--audience", "fr/de"), 'unknown audience "fr/de"; use one of: '),
        (("--audience", "language=de"), 'unknown audience "language=de"; use one of: '),
        (("--audience", "fr", "--all-audiences"), "use only one of --audience and --all-audiences"),
        (("--audience", "fr", "--check"), "use --audience and --all-audiences only to publish"),
        (("--all-audiences", "--log"), "use --audience and --all-audiences only to publish"),
    ],
)
def test_an_audience_that_cannot_be_meant(
    dealers: Path, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = published(capsys, dealers, *arguments)
    assert (told.code, words in told.err) == (2, True)
    assert not (dealers.parent / "out").exists()


def test_a_market_that_is_gone_is_reported_and_removed_unless_it_was_the_last(
    dealers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(capsys, dealers, "--audience", "fr", "--audience", "de/en")
    Told(capsys, "-C", str(dealers), "publish", "--to", "../france", "--audience", "fr", *INSTANT)
    catalog = dealers / "catalog/catalog.yaml"
    text = "".join(line for line in catalog.read_text().splitlines(keepends=True) if not line.startswith("  fr: {c"))
    commit(dealers, {"catalog/catalog.yaml": text})
    assert run(capsys, dealers, "build").code == 0
    told = published(capsys, dealers)
    assert told.err == "warning: no audience of the release matches fr\n"
    assert not (dealers.parent / "out/fr").exists()
    told = Told(capsys, "-C", str(dealers), "publish", "--to", "../france", *INSTANT)
    assert (told.code, "refused[limit-empty]" in told.err) == (3, True)
    assert (dealers.parent / "france/fr/fr/index.html").exists()
