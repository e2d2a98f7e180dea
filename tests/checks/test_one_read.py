"""One read: in one validation each file is parsed once, and each entity of it validated and typed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from packshot.catalog import documents, reader
from packshot.checks.run import validate
from packshot.git import repository
from packshot.git.work_tree import WorkTree
from packshot.model import entity
from packshot.yaml import reader as yaml

TYPING = ("type_product", "type_translation", "type_layer", "type_record", "type_record_translation")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Counter[Any]:
    """Counts what is parsed, validated and typed."""
    counts: Counter[Any] = Counter()
    load_many, attempt = yaml.load_many, entity.attempt

    def parse(files: Sequence[tuple[str, bytes]]) -> Any:
        counts.update(("parsed", path) for path, _ in files)
        return load_many(files)

    def validated(model: type[Any], data: Any, at: Any) -> Any:
        counts["validated", model.__name__, at.path, at.keys] += 1
        return attempt(model, data, at)

    def typing(name: str) -> Callable[..., Any]:
        make = getattr(reader, name)

        def typed(*args: Any, **more: Any) -> Any:
            found = make(*args, **more)
            counts["typed", found[0].path] += 1
            return found

        return typed

    monkeypatch.setattr(documents.yaml, "load_many", parse)
    monkeypatch.setattr(entity, "attempt", validated)
    for name in TYPING:
        monkeypatch.setattr(reader, name, typing(name))
    return counts


def test_each_file_is_parsed_validated_and_typed_once(seen: Counter[Any]) -> None:
    tree = WorkTree(repository.find(Path(__file__).parents[2]))
    report = validate(tree, "2026-11-20T12:00:00Z", whole=True, processes=1)
    steps = Counter(step for step, *_ in seen)
    least = {"parsed": 100, "validated": 200, "typed": 30}
    assert [step for step, count in least.items() if steps[step] < count] == []
    assert report.files >= steps["parsed"]
    assert {what: count for what, count in seen.items() if count > 1} == {}
