"""The example catalogue of this repository, built as the README says and judged by others than us."""

import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import astuple, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from conftest import ROOT
from judges import google, html
from packshot.catalog.layout import ROOTS
from packshot.cli.main import run
from packshot.engine.disk import LocalDisk
from packshot.engine.manifest import Entry, entries, read_root
from packshot.engine.storage import FolderStorage, OverlayStorage
from packshot.engine.store import Store
from packshot.model.audience import AudiencePattern, Identity
from packshot.publish.limit import Limit, limited

pytestmark = pytest.mark.xdist_group("example")  # one build serves all tests of this file


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a repository of its own, with what git knows of it and nothing else."""
    root = tmp_path_factory.mktemp("example")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *ROOTS],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


@pytest.fixture(scope="session")
def dist(repository: Path) -> Path:
    """The built release, as of an instant at which nothing of the example has ended yet."""
    assert run(["-C", str(repository), "build", "--as-of", "2026-11-20T12:00:00Z"]) == 0
    return repository / "dist"


def test_it_validates_with_no_more_than_advice(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(repository), "validate", "--format", "json", "--as-of", "2026-11-20T12:00:00Z"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["error"], counts["warning"]) == (0, 0)


def test_it_is_in_canonical_form(repository: Path) -> None:
    assert run(["-C", str(repository), "fmt", "--check"]) == 0


def test_a_second_build_does_nothing(repository: Path, dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(repository), "build", "--as-of", "2026-11-20T12:30:00Z", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {report[name] for name in ("records", "views", "made", "written", "removed")} == {0}


def test_a_clean_build_gives_the_same(repository: Path, dist: Path) -> None:
    assert run(["-C", str(repository), "build", "--as-of", "2026-11-20T12:00:00Z", "--verify"]) == 0


def test_every_link_and_picture_is_there(dist: Path) -> None:
    missing = {link for page in dist.rglob("*.html") for link in links(page) if not exists(dist, link)}
    assert not missing


def test_every_picture_of_a_feed_is_there(dist: Path) -> None:
    addresses = {each for feed in (dist / "feeds").rglob("*") if feed.is_file() for each in media(feed)}
    assert addresses
    assert all((dist / address).is_file() for address in addresses)


def test_pages_pass_html_validate(dist: Path) -> None:
    assert html.problems(dist) == []


def test_every_row_reaches_googles_own_type(dist: Path) -> None:
    feeds = sorted((dist / "feeds/google").glob("*.xml"))
    assert feeds
    for feed in feeds:
        data = feed.read_bytes()
        assert google.items(data)
        assert list(google.problems(data)) == []


def test_the_sitemap_validates_and_names_pages_that_exist(dist: Path, test_data: Path) -> None:
    schema = etree.XMLSchema(etree.parse(next((test_data / "sitemap").rglob("sitemap.xsd"))))
    for path in dist.glob("sitemap-*.xml"):
        tree = etree.parse(path)
        for foreign in tree.xpath("//*[namespace-uri()!='http://www.sitemaps.org/schemas/sitemap/0.9']"):
            foreign.getparent().remove(foreign)
        schema.assertValid(tree)
        for place in tree.findall(".//{*}loc"):
            assert exists(dist, "/" + place.text.split("/", 3)[3]), place.text


def test_structured_data_says_what_the_page_says(dist: Path) -> None:
    import extruct

    for page in dist.glob("*/*/products/*/index.html"):
        text = page.read_text()
        if "http-equiv" in text:
            continue
        found = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
        kinds = Counter(each["@type"] for each in found)
        assert kinds["Product"] + kinds["ProductGroup"] == 1, page
        for offer in offers(found):
            assert re.fullmatch(r"\d+\.\d\d", offer["price"]), page
            assert offer["availability"].startswith("https://schema.org/")


def test_the_end_of_a_licence_takes_its_pictures_away_and_the_clock_gives_them_back(
    repository: Path, tmp_path: Path
) -> None:
    def pictures(instant: str) -> set[str]:
        words = ["-C", str(repository), "build", "--as-of", instant, "--dist", str(tmp_path / "d")]
        assert run([*words, "--store", str(tmp_path / "s")]) == 0
        return {path.parts[-3] for path in (tmp_path / "d").glob("media*/*/*")}

    before = pictures("2027-03-30T00:00:00Z")
    ended = pictures("2027-04-02T00:00:00Z")
    assert any(folder.startswith("media-2027") for folder in before)
    assert not any(folder.startswith("media-2027") for folder in ended)
    assert pictures("2027-03-30T00:00:00Z") == before


def links(page: Path) -> Iterator[str]:
    """Every address of this site that a page names."""
    text = page.read_text()
    yield from re.findall(r'(?:src|href)="(/[^"#?]*)', text)
    for candidates in re.findall(r'srcset="([^"]*)"', text):
        yield from (each.split()[0] for each in candidates.split(", "))


def exists(dist: Path, link: str) -> bool:
    """Whether a link leads to a file."""
    target = dist / unquote(link.lstrip("/"))
    return target.is_file() or (target / "index.html").is_file()


def media(feed: Path) -> set[str]:
    """The pictures a feed names, as paths."""
    return set(re.findall(r"https://www\.eldhav\.example/(media[^<\",\s]*)", feed.read_text()))


def offers(found: Any) -> Iterator[Any]:
    """All offers in structured data."""
    if isinstance(found, list):
        for each in found:
            yield from offers(each)
    elif isinstance(found, dict):
        if found.get("@type") == "Offer":
            yield found
        for each in found.values():
            yield from offers(each)


MEDIA = re.compile(r"media(?:-[0-9TZ]+)?/[0-9a-f]{2}/[0-9a-f]{32}\.\w+")


def test_each_image_is_for_the_audiences_of_the_files_that_show_it(dist: Path) -> None:
    """No audience gets an image that none of its pages, documents and rows shows, and each gets all of them."""
    rows = [row for shard in (dist / "manifest").iterdir() for row in json.loads(shard.read_bytes())]
    shown: dict[str, set[str]] = {row["path"]: set() for row in rows if MEDIA.fullmatch(row["path"])}
    for row in rows:
        if row["audience"] and row["path"] not in shown:
            for path in MEDIA.findall((dist / row["path"]).read_text()):
                shown[path].add(row["audience"])
    assert {row["path"]: {*row["audience"].split(" ")} for row in rows if row["path"] in shown} == shown
    assert len({frozenset(audiences) for audiences in shown.values()}) > 3


OVERVIEWS = re.compile(r"(index|404)\.html|sitemap(-\d+)?\.xml")


def exactly(audience: str) -> AudiencePattern:
    """The pattern of one audience and no other."""
    return AudiencePattern(*astuple(Identity.parse(audience) or pytest.fail(audience)))


@pytest.fixture(scope="session")
def entries_of(repository: Path, dist: Path) -> Callable[[frozenset[str]], dict[str, Entry]]:
    """The files of a publication that is limited to some audiences; of no limit, if these are none."""
    stored = FolderStorage(repository / ".packshot/store", LocalDisk())
    root = sha256((dist / "manifest.json").read_bytes()).hexdigest()

    def entries_of(audiences: frozenset[str]) -> dict[str, Entry]:
        with tempfile.TemporaryDirectory() as folder:
            store = Store(OverlayStorage(stored, FolderStorage(Path(folder), LocalDisk())))
            part = limited(store, root, Limit(tuple(map(exactly, sorted(audiences)))))
            found = {entry.path: entry for entry in entries(store, part.release)}
            counts = Counter(name for entry in found.values() for name in entry.audience.split(" "))
            assert read_root(store, part.release).audiences == counts
            return found

    return entries_of


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_limited_publication_has_the_files_of_its_audiences_and_names_no_other(
    entries_of: Callable[[frozenset[str]], dict[str, Entry]], data: st.DataObject
) -> None:
    everything = entries_of(frozenset())
    audiences = {name for entry in everything.values() for name in entry.audience.split(" ")} - {""}
    of_pages = {name for name in audiences if "channel" not in name}
    selected = data.draw(st.frozensets(st.sampled_from(sorted(audiences)), min_size=1))
    expected = {}
    for path, entry in everything.items():
        names = " ".join(name for name in entry.audience.split(" ") if name in selected)
        is_common = not entry.audience and bool(of_pages & selected)
        if names or (is_common and (of_pages <= selected or not OVERVIEWS.fullmatch(path))):
            expected[path] = replace(entry, audience=names)
    assert entries_of(selected) == expected


def test_a_limited_publication_has_every_image_of_its_files(
    dist: Path, entries_of: Callable[[frozenset[str]], dict[str, Entry]]
) -> None:
    for audience in {name for entry in entries_of(frozenset()).values() for name in entry.audience.split()}:
        found = entries_of(frozenset({audience}))
        shown = {
            path for name in found if not MEDIA.fullmatch(name) for path in MEDIA.findall((dist / name).read_text())
        }
        assert shown == {path for path in found if MEDIA.fullmatch(path)}
