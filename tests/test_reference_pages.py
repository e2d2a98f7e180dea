"""The reference pages are those that the source code gives, and name every key of the JSON Schemas."""

import os
import re
from typing import Any

import pytest
from scripts.manual.files import GUIDES
from scripts.manual.pages import FOLDER, pages, write

from packshot.catalog.entities import MAPS, MODELS
from packshot.expr import Expression, parse
from packshot.findings import Location
from packshot.model.editor_schema import entity_schema

UNWRITTEN = {"Step": {"name", "options"}}
"""Entity -> keys that only its short form has."""


def test_the_pages_are_made_from_the_source() -> None:
    if os.environ.get("PACKSHOT_UPDATE_GOLDEN"):
        write()
    found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert found == pages(), "run PACKSHOT_UPDATE_GOLDEN=1 pytest tests/test_reference_pages.py"


def properties(schema: Any, title: str = "") -> set[str]:
    """Return the keys that a JSON Schema knows, at any depth."""
    if isinstance(schema, list):
        return {key for each in schema for key in properties(each)}
    if not isinstance(schema, dict):
        return set()
    title = schema.get("title", title)
    own = set(schema.get("properties", {})) - UNWRITTEN.get(title, set())
    parts = [value for key, value in schema.items() if key != "properties"]
    below = [*schema.get("properties", {}).values(), *parts]
    return own | {key for each in below for key in properties(each)}


@pytest.mark.parametrize("name", GUIDES)
def test_a_page_names_every_key_of_its_schema(name: str) -> None:
    text = pages()[f"{name}.md"]
    named = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    for _, model in GUIDES[name].roots:
        assert properties(entity_schema(model)) <= named


def test_every_kind_of_file_has_a_page() -> None:
    shown = {model for page in GUIDES.values() for _, model in page.roots}
    assert {*MODELS.values(), *MAPS.values()} <= shown


def test_the_examples_of_expressions_can_be_read() -> None:
    text = (FOLDER / "expressions.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`.+?`) \|", text.partition("## Conditions")[2], re.MULTILINE)
    shown = [written for cell in cells for written in re.findall(r"`([^`]+)`", cell)]
    assert len(shown) > 25
    for written in [*shown, *re.findall(r'^if: "(.+)"$', text, re.MULTILINE)]:
        assert isinstance(parse(written, Location("expressions.md")), Expression), written
