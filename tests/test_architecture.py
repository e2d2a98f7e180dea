"""docs/architecture.md names only paths that exist, and the layers that the contract holds; decisions are numbered."""

import re
import tomllib

from tests.conftest import ROOT

PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
NODES = ("product/", "price/", "option/", "dist/")
"""How names begin that are no paths of the repository."""
PROSE = re.sub(r"\n## Nodes\n.*?(?=\n## )", "", PAGE, flags=re.DOTALL)
"""The page without the table of nodes."""


def test_every_path_exists() -> None:
    """A name in backquotes with a slash, or ending in .py or .md, is a path from the root or the engine's folder."""
    named = {
        each for each in re.findall(r"`([^`\s]+)`", PROSE) if re.fullmatch(r"[\w.-]+(/[\w.-]*)+|\w+\.(py|md)", each)
    }
    named = {each for each in named if not each.startswith(NODES)}
    assert len(named) > 15
    missing = [path for path in named if not any((ROOT / base / path).exists() for base in ("", "src/packshot/engine"))]
    assert missing == []


def test_the_layers_are_those_of_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [name for line in contracts[0]["layers"] for name in line.split(" : ")]
    table = re.findall(r"^\| (`src/packshot/[^|]+) \|", PAGE, re.MULTILINE)
    shown = [path for row in table for path in re.findall(r"src/packshot/([\w]+)", row)]
    held = [name.removeprefix("packshot.") for name in layers]
    assert [name for name in held if name in shown] == shown


def test_annotations_of_entities_are_no_texts() -> None:
    """Pydantic would compile each of them whenever the program starts."""
    sources = {path.name: path.read_text() for path in (ROOT / "src/packshot/model").glob("*.py")}
    nouns = {name for name, text in sources.items() if re.search(r"^class \w+\(Entity\):", text, re.MULTILINE)}
    assert len(nouns) > 10
    assert [name for name in sorted(nouns) if "from __future__ import annotations" in sources[name]] == []


def test_every_decision_has_a_number_of_its_own() -> None:
    """The number of the file is that of its heading, and no other file has it."""
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in files]
    assert len(files) > 20
    assert len(set(numbers)) == len(numbers)
    headings = [path.read_text(encoding="utf-8").split(".")[0] for path in files]
    assert headings == [f"# {number}" for number in numbers]
