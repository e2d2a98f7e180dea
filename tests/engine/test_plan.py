"""Plans, reasons and proofs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from toys import FIRST, Bench, Plain, Tree, day

from packshot.engine import undo
from packshot.engine.causes import Causes
from packshot.engine.chain import why
from packshot.engine.effects import effects
from packshot.engine.manifest import entries, read_root
from packshot.engine.plan import Plan, planned
from packshot.engine.reasons import CLOCK
from packshot.engine.run import build, stored_findings
from packshot.engine.storage import open_storage
from packshot.engine.store import Store
from packshot.engine.up_to_date import latest
from packshot.engine.verify import verify

TREE: Tree = {
    "things/a.txt": f"name: A\nshelf: s\ncolour: red\nto: {day(9)}\n",
    "things/b.txt": "name: B\nfriend: a\nart: x\n",
    "art/x": "picture",
    "prices.txt": "a: 1\nb: 2\n",
    "colours.txt": "red: Rot\n",
    "shelves/s.txt": "label: S\nsize: 1\n",
    "feed.txt": "size: 4\n",
}

WRITTEN = {"make": "written", "write": "written", "remove": "removed"}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.build(TREE)
    return bench


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def look(bench: Bench, tree: Tree, as_of: str = FIRST) -> Iterator[Plan]:
    with planned(bench.request(tree, as_of, TREE)) as plan:
        yield plan


def test_a_plan_names_records_reasons_and_paths_and_writes_nothing(bench: Bench) -> None:
    before = files(bench.root)
    for plan in look(bench, {**TREE, "colours.txt": "red: Red\n"}):
        found = effects(plan)
        assert {record: list(map(str, each)) for record, each in found.reasons.items()} == {
            "thing/a": ["colour/red changed in colours.txt"]
        }
        shown = ("feed.xml", "things/a.html", "things/a.json")
        assert [(each.verb, each.path) for each in found.changes] == [("write", path) for path in shown]
    assert files(bench.root) == before


def test_what_a_plan_names_is_what_the_build_writes(bench: Bench) -> None:
    tree = {**TREE, "prices.txt": "b: 3\n", "things/c.txt": "shelf: s\n"}
    for plan in look(bench, tree):
        wanted = [(WRITTEN[each.verb], each.path) for each in effects(plan).changes]
    assert sorted(bench.build(tree).paths(), key=lambda change: change[1]) == wanted


def chain(plan: Plan, path: str) -> tuple[str, ...]:
    return why(plan, effects(plan), path)


def test_why_gives_the_chain_from_path_to_file(bench: Bench) -> None:
    for plan in look(bench, {**TREE, "colours.txt": "red: Red\n"}):
        assert chain(plan, "things/a.html") == (
            "things/a.html is written",
            "  <- record thing/a",
            "  <- colours.txt: colour/red",
        )
        assert chain(plan, "feed.xml")[2:] == (
            "  <- member a",
            "    <- record thing/a",
            "    <- colours.txt: colour/red",
        )
        assert chain(plan, "things/b.html") == (
            "things/b.html does not change",
            "  <- record thing/b",
            "  <- nothing it reads has changed",
        )
        assert chain(plan, "nowhere") == ()


def test_why_names_the_clock_and_what_is_no_longer_shown(bench: Bench) -> None:
    for plan in look(bench, TREE, day(9)):
        assert chain(plan, "things/a.html")[0] == "things/a.html is removed"
        assert chain(plan, "things/a.html")[2] == f"  <- the clock passed {day(9)}"
        assert "  <- page 0 of listing feed (3 members before, 1 now)" in chain(plan, "feed/count.json")


def test_a_declaration_is_a_cause_of_its_pages(bench: Bench) -> None:
    for plan in look(bench, {**TREE, "feed.txt": "size: 4\ntitle: T\n", "colours.txt": "red: Red\n"}):
        assert chain(plan, "feed.xml")[1:] == (
            "  <- page 0 of listing feed",
            "  <- its declaration, by record feed",
            "    <- feed.txt: feed",
            "  <- member a",
            "    <- record thing/a",
            "    <- colours.txt: colour/red",
        )


def causes(plan: Plan) -> dict[str, Causes]:
    found = effects(plan)
    assert found.attribution is not None
    return {each.path: each.causes for each in found.changes}


def test_a_task_keeps_every_changed_input_and_a_file_only_its_causes(bench: Bench) -> None:
    """The name of a is in what b shows of its friend; the price of a is not."""
    tree = {**TREE, "things/a.txt": TREE["things/a.txt"].replace("A", "Z"), "prices.txt": "a: 3\nb: 2\n"}
    for plan in look(bench, tree):
        assert {str(each) for each in effects(plan).reasons["thing/a"]} == {
            "price/a changed in prices.txt",
            "thing/a changed in things/a.txt",
        }
        found = causes(plan)
        assert found["things/a.html"] == Causes(alone=("prices.txt", "things/a.txt"))
        assert found["things/b.html"] == found["shelves/s/0.html"] == Causes(alone=("things/a.txt",))


def test_a_read_that_changes_nothing_is_no_cause(bench: Bench) -> None:
    """The shelf page reads every thing on the shelf: the index does not change with a name."""
    tree = {**TREE, "things/a.txt": f"name: Z\nshelf: s\ncolour: red\nto: {day(9)}\n", "art/x": "drawing"}
    for plan in look(bench, tree):
        assert causes(plan)["friends/a.json"] == Causes(alone=("things/a.txt",))
        assert str(effects(plan).reasons["thing/b"]).count("path=") == 2


def test_what_a_changed_file_makes_a_task_read_is_a_cause_too(bench: Bench) -> None:
    """Before, b did not read the colour blue."""
    tree = {**TREE, "things/b.txt": "name: B\ncolour: blue\n", "colours.txt": "red: Rot\nblue: Blau\n"}
    for plan in look(bench, tree):
        assert causes(plan)["things/b.html"] == Causes(alone=("colours.txt", "things/b.txt"))


def test_causes_that_each_suffice_are_named_together(bench: Bench) -> None:
    """The page disappears because its date has passed, and because the date was moved to the past."""
    tree = {**TREE, "things/a.txt": TREE["things/a.txt"].replace(day(9), day(2))}
    for plan in look(bench, tree, day(10)):
        assert causes(plan)["things/a.html"] == Causes(together=(CLOCK, "things/a.txt"))
        note = "together: the clock, things/a.txt (undoing only one of them has no effect or is an error)"
        assert chain(plan, "things/a.html")[-1] == f"  <- {note}"


def test_causes_that_need_each_other_are_named_together(bench: Bench) -> None:
    """Without a, c cannot need it; without d, c cannot need that. So c and a go back together, or nothing is built."""
    base = {**TREE, "things/c.txt": "name: C\nneeds: a\n"}
    bench.build(base, before=TREE)
    tree = {**base, "things/c.txt": "name: C\nneeds: d\ncolour: x\n", "things/d.txt": base["things/a.txt"]}
    del tree["things/a.txt"]
    with planned(bench.request(tree, FIRST, base)) as plan:
        found = causes(plan)["things/c.html"]
        assert found == Causes(together=("things/a.txt", "things/c.txt"), possible=("things/d.txt",))
        assert chain(plan, "things/c.html")[-1] == "  <- possibly things/d.txt (undone alone, the build has errors)"


def test_a_cause_that_cannot_be_undone_is_said_to_be_possible(bench: Bench) -> None:
    bench.blobs.clear()
    for plan in look(bench, {**TREE, "things/a.txt": "name: Z\n", "prices.txt": "a: 3\n"}):
        assert causes(plan)["things/a.html"] == Causes(possible=("prices.txt", "things/a.txt"))
        assert "does not have the earlier version" in chain(plan, "things/a.html")[-1]


def test_more_causes_than_the_limit_are_said_to_be_possible(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "RUNS", 1)
    for plan in look(bench, {**TREE, "things/a.txt": "name: Z\n", "prices.txt": "a: 3\n"}):
        assert causes(plan)["things/a.html"] == Causes(alone=("prices.txt",), possible=("things/a.txt",))
        assert "not verified" in chain(plan, "things/a.html")[-1]
        groups = {(group.kind, *group.causes) for group in effects(plan).groups()}
        assert {("alone", "prices.txt"), ("possible", "things/a.txt")} <= groups


@pytest.mark.parametrize("moved", ["a", "f", "m", "z"])
def test_each_changed_page_of_an_ordered_listing_names_the_member_that_moved(tmp_path: Path, moved: str) -> None:
    things = {f"things/{key}.txt": f"shelf: s\nplace: {key}\n" for key in "abcdefghijklmnopqrstuvwxyz"}
    before: Tree = {**things, "shelves/s.txt": "label: S\nsize: 2\n"}
    for place in "0alz":
        bench = Bench(tmp_path / place)
        bench.build(before)
        after = {**before, f"things/{moved}.txt": f"shelf: s\nplace: {place}{place}\n"}
        with planned(bench.request(after, FIRST, before)) as plan:
            found = effects(plan)
            listed = sorted(change.path for change in found.changes if change.path.startswith("rows/"))
            chains = [chain(plan, path) for path in listed]
        assert all(any(f"member {moved}" in line for line in lines) for lines in chains)
        assert all(f"thing/{moved}" in change.tasks for change in found.changes if change.path in listed)
        assert listed == sorted(path for _, path in bench.build(after).paths() if path.startswith("rows/"))


def test_a_plan_without_a_state_says_so(tmp_path: Path) -> None:
    with planned(Bench(tmp_path).request(TREE)) as plan:
        assert str(plan.release.everything) == "there is no state to start from"
        assert ("make", "things/a.html") in {(each.verb, each.path) for each in effects(plan).changes}
    assert not (tmp_path / ".packshot").exists()


def test_a_proof_of_a_sound_build_finds_nothing(bench: Bench) -> None:
    tree = {**TREE, "colours.txt": "red: Red\n"}
    bench.build(tree, before=TREE)
    before = files(bench.root)
    assert verify(bench.request(tree)).findings == ()
    assert files(bench.root) == before


def test_a_proof_names_what_a_forgotten_read_left_behind(tmp_path: Path) -> None:
    bench = Bench(tmp_path, forgets=frozenset({"colour"}))
    bench.build(TREE)
    tree = {**TREE, "colours.txt": "red: Red\n"}
    bench.build(tree, before=TREE)
    found = verify(bench.request(tree)).findings
    shown = {"feed.xml", "things/a.html", "things/a.json", "manifest.json"}
    assert {finding.at.path for finding in found} == {*shown, "items:feed", "state:items", "state:records"}


def test_a_dear_output_is_made_once_for_all_who_share_the_store(tmp_path: Path) -> None:
    url = f"memory://{tmp_path.name}"
    Bench(tmp_path / "one", store=url).build(TREE)
    second = Bench(tmp_path / "two", store=url)
    second.materialise = False
    made: list[str] = []

    class Watched(Plain):
        name = "dear"
        expensive = True

        def make(self, data: object, originals: object) -> bytes:
            made.append(str(data))
            return b""

    request = replace(second.request(TREE), base=None, load=None)
    second.toy.outputs["dear"] = Watched()
    assert build(request).failed() is False
    assert made == []


def test_a_make_that_fails_is_a_finding_with_the_artifact_and_nothing_is_written(bench: Bench) -> None:
    pointer = latest(str(bench.home / "store"))
    result = bench.build({**TREE, "things/c.txt": "boom: boom\n"})
    (finding,) = result.findings
    assert finding.code == "make-failed"
    assert finding.text == 'output "plain" failed to make booms/boom: ValueError: no'
    assert latest(str(bench.home / "store")) == pointer


def test_two_records_that_claim_one_path_differently_are_both_named(bench: Bench) -> None:
    result = bench.build({**TREE, "things/c.txt": "name: C\npath: things/a.html\n"})
    (finding,) = result.findings
    assert finding.code == "shown-twice"
    assert "thing/a and thing/c" in finding.text


def test_parts_for_different_audiences_are_an_error(bench: Bench) -> None:
    parts = {"things/a.txt": "part: 1\nfor: us/en\n", "things/b.txt": "part: 2\nfor: us/en\n"}
    assert not bench.build(parts).failed()
    (finding,) = bench.build({**parts, "things/b.txt": "part: 2\nfor: ch/de+us/en\n"}).findings
    assert finding.text == 'conflicting audiences of "joint.txt": its parts are for ch/de us/en and us/en'


@pytest.mark.parametrize("path", ["../out", "/etc/passwd", "a//b", "manifest.json", "manifest/x", "a\\b", "x" * 300])
def test_a_path_that_cannot_be_published_is_an_error(bench: Bench, path: str) -> None:
    result = bench.build({**TREE, "things/c.txt": f"name: C\npath: {path}\n"})
    assert {finding.code for finding in result.findings} <= {"path-unfit", "path-reserved"}
    assert result.failed()


@pytest.mark.parametrize("audience", ["us en", "us\\en", '"', "ü", "x" * 1001])
def test_an_audience_that_cannot_be_written_to_a_manifest_is_an_error(bench: Bench, audience: str) -> None:
    result = bench.build({**TREE, "things/c.txt": f"name: C\nfor: {audience}\n"})
    assert {finding.code for finding in result.findings} == {"audience-unfit"}
    assert result.failed()


def test_the_manifest_counts_the_artifacts_of_each_audience(bench: Bench) -> None:
    for audience in ("us/en", "ch/de", "us/en"):
        result = bench.build({**TREE, "things/c.txt": f"name: C\nfor: {audience}\n"})
        store = Store(open_storage(str(bench.home / "store")))
        counted = read_root(store, result.manifest).audiences
        assert counted == Counter(entry.audience for entry in entries(store, result.manifest))
        assert counted[audience] == 1


def test_an_artifact_is_for_the_audiences_of_all_views_of_it(bench: Bench) -> None:
    art = {"art/x": "pixels", "things/a.txt": "art: x\nfor: us/en\n", "things/b.txt": "art: x\nfor: ch/fr+ch/de\n"}
    steps: list[tuple[Tree, str]] = [
        (art, "ch/de ch/fr us/en"),
        ({**art, "things/b.txt": "art: x\nfor: us/en\n"}, "us/en"),
        ({**art, "things/c.txt": "art: x\n"}, ""),
        ({**art, "things/a.txt": "name: A\n"}, "ch/de ch/fr"),
    ]
    for tree, audiences in steps:
        result = bench.build(tree)
        store = Store(open_storage(str(bench.home / "store")))
        found = {entry.path: entry.audience for entry in entries(store, result.manifest)}
        assert [audience for path, audience in found.items() if path.startswith("media/")] == [audiences]
        counts = Counter(name for each in found.values() for name in each.split(" "))
        assert read_root(store, result.manifest).audiences == counts
        assert result.written + result.unchanged == len(found)


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("path", ["things/a.html/deep", "things"])
def test_a_path_below_another_artifact_is_an_error(bench: Bench, path: str, told: bool) -> None:
    tree = {**TREE, "things/c.txt": f"name: C\npath: {path}\n"}
    result = bench.build(tree, before=TREE if told else None)
    assert {finding.code for finding in result.findings} == {"path-below-file"}
    fresh = Bench(bench.root / "fresh").build(tree)
    assert {finding.code for finding in fresh.findings} == {"path-below-file"}


def test_only_what_shows_a_change_is_written(bench: Bench) -> None:
    result = bench.build({**TREE, "prices.txt": "a: 1\nb: 3\n"}, before=TREE)
    assert bench.toy.evaluated == ["thing/b"]
    assert sorted(path for _, path in result.paths()) == ["feed.xml", "things/b.html", "things/b.json"]
    assert (result.written, result.removed) == (3, 0)


def test_warnings_stand_until_their_record_is_mended(bench: Bench) -> None:
    odd = {**TREE, "things/b.txt": "name: B\nodd: yes\n"}
    assert [finding.code for finding in bench.build(odd).findings] == ["toy-odd"]
    assert bench.build({**odd, "prices.txt": "a: 1\n"}).findings[0].code == "toy-odd"
    assert bench.build({**odd, "prices.txt": "a: 2\n"}).findings == ()
    assert [finding.code for finding in stored_findings(bench.request(odd))] == ["toy-odd"]
    bench.build(TREE)
    assert list(stored_findings(bench.request(TREE))) == []


def test_the_changes_of_a_first_plan_are_in_order_of_their_paths(tmp_path: Path) -> None:
    with planned(Bench(tmp_path).request(TREE)) as plan:
        paths = [change.path for change in effects(plan).changes]
    assert len(paths) > 3
    assert paths == sorted(paths)
