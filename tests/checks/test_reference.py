"""Sound repositories have no findings."""

from pathlib import Path

from tests.conftest import ROOT
from tests.reference import reference_files, reference_repo

from packshot.checks.run import validate
from packshot.findings import Severity
from packshot.git import repository
from packshot.git.tree import MemoryTree
from packshot.git.work_tree import WorkTree

NOW = "2026-10-01T00:00:00Z"


def test_the_reference_repository_is_sound(tmp_path: Path) -> None:
    report = validate(WorkTree(repository.find(reference_repo(tmp_path))), NOW)
    assert [finding for finding in report.findings if finding.severity is not Severity.SUGGESTION] == []
    # A price list in PDF is checked and not made yet; two pictures speak English only, the catalogue four languages.
    assert {finding.code for finding in report.findings} == {"format-unbuilt", "alt-untranslated"}
    assert report.files == 44


def test_the_reference_repository_uses_all_it_has() -> None:
    report = validate(MemoryTree(reference_files()), NOW, whole=True)
    assert [finding.text for finding in report.findings if finding.code.endswith(("-unused", "-empty"))] == []


def test_the_example_is_sound() -> None:
    report = validate(WorkTree(repository.find(ROOT)), NOW)
    assert [finding for finding in report.findings if finding.severity is not Severity.SUGGESTION] == []
