"""The documentation says what is so: its commands run and print what stands there, its reference names everything."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest
from tests.conftest import ROOT
from tests.support import GIT_ENVIRONMENT

from packshot.checks import rules
from packshot.checks.manual import FOLDERS
from packshot.cli.main import COMMANDS, SUMMARIES, cli
from packshot.model.asset import Asset
from packshot.model.channel import Channel
from packshot.model.config import Catalog
from packshot.model.lifecycle import Lifecycle
from packshot.model.price import PriceList
from packshot.model.schema import Family
from packshot.model.stock import StockList
from packshot.model.validation import ValidationRule

FENCE = re.compile(r"^```(?P<kind>console|yaml)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
FAILS = ("error[", "refused[")


@dataclass
class Shell:
    """A terminal as a reader has it: a folder, and an environment without the machine's configuration."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(self.folder)}
        self.environment = {**os.environ, **GIT_ENVIRONMENT, **own}

    def run(self, command: str, expected: str) -> None:
        """Run a command; it must print what is expected, if anything is."""
        if command.startswith("cd "):
            self.folder = self.folder / command.removeprefix("cd ")
        elif command.startswith("packshot serve"):
            self._serve(f"{command} --port 0", expected.replace("8000", "..."))
        else:
            done = subprocess.run(command, shell=True, cwd=self.folder, env=self.environment, capture_output=True)
            said = (done.stdout + done.stderr).decode()
            assert (done.returncode != 0) == any(word in expected for word in FAILS), said
            assert_like(said, expected)

    def _serve(self, command: str, expected: str) -> None:
        with subprocess.Popen(
            command.split(), cwd=self.folder, env={**self.environment, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE
        ) as server:
            assert server.stdout
            said = ""
            while "Serving on" not in said:
                line = server.stdout.readline().decode()
                assert line, said
                said += line
            address = re.search(r"http://\S+/", said)
            assert address
            with urllib.request.urlopen(address[0]) as page:
                assert page.status == 200
            server.send_signal(signal.SIGINT)
            assert server.wait(20) == 0
        assert_like(said, expected)


def assert_like(said: str, expected: str) -> None:
    """Equal but for `...`, and for blanks at the ends of lines."""
    if not expected.strip():
        return
    wanted = re.escape(expected.strip().replace("<BLANKLINE>", "")).replace(r"\.\.\.", ".*?")
    shown = "\n".join(line.rstrip() for line in said.strip().splitlines())
    assert re.fullmatch(wanted, shown, re.DOTALL), f"{shown}\n--- is not\n{expected}"


def steps(text: str) -> Iterator[tuple[str, str]]:
    """What a page does, in order: ("write", path and content) and ("run", command and output)."""
    for fence in FENCE.finditer(text):
        body = fence["body"]
        if fence["kind"] == "console":
            yield from (("run", part) for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:])
        elif body.startswith("# "):
            yield "write", body.removeprefix("# ")


PAGES = [
    *(ROOT / f"docs/{name}.md" for name in ("tutorial", "editing", "publishing")),
    *sorted((ROOT / "docs/howto").glob("*.md")),
    *sorted((ROOT / "docs/model").glob("*.md")),
]
"""What a test runs from top to bottom, each page in a folder of its own."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_runs_and_prints_what_it_says(page: Path, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    for verb, body in steps(page.read_text(encoding="utf-8")):
        first, _, rest = body.partition("\n")
        if verb == "write":
            write(shell.folder, first, rest)
        else:
            shell.run(first, rest)


def write(folder: Path, place: str, text: str) -> None:
    """Write a file as a page shows it, or put further lines behind what it holds."""
    name, _, further = place.partition(", ")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if further == "further lines" else ""
    path.write_text(before + text, encoding="utf-8")


def test_every_link_of_a_page_leads_somewhere() -> None:
    for page in sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]):
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"


KEPT_AS = {
    "catalog/catalog.yaml": Catalog,
    "catalog/families/": Family,
    "catalog/prices/": PriceList,
    "catalog/stock/": StockList,
    "catalog/lifecycle.yaml": Lifecycle,
    "catalog/rules/": ValidationRule,
    "assets/**/<id>.<ending>.yaml": Asset,
    "channels/": Channel,
}
"""How rows of the page of the file format begin -> the noun whose keys they name."""


@pytest.mark.parametrize("begins", KEPT_AS)
def test_the_page_of_the_file_format_names_every_key_of_a_file_and_no_other(begins: str) -> None:
    noun = KEPT_AS[begins]
    text = (ROOT / "docs/format.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"| `{begins}"))
    named = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`([a-z_0-9]+)[`:]", row.split("|")[3]))))
    keys = {field.alias or name for name, field in noun.model_fields.items() if name not in noun.given}
    kinds = {"product", "record", "mixin"}
    assert named - kinds == keys


ANCHOR = re.compile(r'<a id="([\w-]+)"></a>')


def anchors(text: str) -> set[str]:
    """Return the anchors of a page: of its headings, as forges make them, and those that the page sets."""
    heads = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    plain = {re.sub(r"[^\w -]", "", ANCHOR.sub("", head).lower()).replace(" ", "-") for head in heads}
    return plain | set(ANCHOR.findall(text))


def test_every_anchor_of_a_link_is_a_heading() -> None:
    for page in sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]):
        for target, anchor in re.findall(r"\]\(([^):#]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
            there = page.parent / target if target else page
            assert anchor in anchors(there.read_text(encoding="utf-8")), f"{page.name}: {target}#{anchor}"


TERM = re.compile(r'^\* <a id="[\w-]+"></a>\*\*(?P<term>.+?)\*\*: (?P<text>.+?)(?=^\* |\Z)', re.DOTALL | re.MULTILINE)


def test_the_glossary_explains_each_term_in_two_sentences_and_links_to_its_page() -> None:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    terms = []
    for entry in TERM.finditer(text):
        terms.append(entry["term"].lower())
        said, _, link = " ".join(entry["text"].split()).partition("See ")
        assert "](" in link, entry["term"]
        assert said.count(". ") <= 2, entry["term"]
    assert terms == sorted(terms)
    assert len(set(terms)) == text.count("\n* ") > 70


CAPABILITIES = """
attribute types, validation on an attribute, families, variants, inheritance, reference entities, bundles, relations,
categories, units and conversion, table attribute, identifiers, locale, channel, currency, fallback,
region over language
"""


def test_each_capability_of_the_model_has_a_heading_with_an_example_that_runs() -> None:
    text = (ROOT / "docs/model/README.md").read_text(encoding="utf-8")
    rows = {row[0]: row[1] for row in re.findall(r"^\| ([^|]+) \| (.+) \|$", text, re.MULTILINE)}
    for capability in re.split(r",\s*", CAPABILITIES.strip()):
        said = next(says for name, says in rows.items() if name.startswith(capability))
        pages = re.findall(r"\]\(([\w-]+\.md)#[^)]+\)", said)
        assert pages, f"{capability}: no link to a heading"
        for page in pages:
            assert ROOT / "docs/model" / page in PAGES, page
            verbs = [verb for verb, _ in steps((ROOT / "docs/model" / page).read_text(encoding="utf-8"))]
            assert {"write", "run"} <= set(verbs), f"{page}: nothing runs"


def test_the_way_into_the_model_names_every_page_of_it() -> None:
    text = (ROOT / "docs/model/README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs/model").glob("*.md"):
        assert page.name == "README.md" or f"]({page.name}" in text, page.name


CITED = re.compile(r"format(?:\.md)? rules? ([0-9]+(?:(?:, | and )[0-9]+)*)", re.IGNORECASE)
"""How comments and docstrings cite rules of the file format."""


def cited() -> Iterator[tuple[str, str]]:
    """Yield each rule of the file format that code cites, with the place."""
    for path in sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]):
        for numbers in CITED.findall(path.read_text(encoding="utf-8")):
            yield from ((number, path.name) for number in re.findall(r"[0-9]+", numbers))
    for folder in FOLDERS:
        for each in rules(folder):
            yield from ((number, f"{folder}: {each.name}") for number in each.format_rules)


def test_each_rule_of_the_file_format_that_code_cites_has_an_anchor() -> None:
    known = anchors((ROOT / "docs/format.md").read_text(encoding="utf-8"))
    places = list(cited())
    assert len(places) > 100
    for number, place in places:
        assert f"rule-{number}" in known, f"{place} cites rule {number}"


def parameters(name: str) -> Iterator[click.Parameter]:
    """The arguments and options of a command and of its own commands."""
    context = click.Context(cli)
    pending = [cli.get_command(context, name)]
    while pending:
        command = pending.pop()
        assert command
        yield from command.params
        if isinstance(command, click.Group):
            pending += [command.get_command(context, each) for each in command.list_commands(context)]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_reference_names_every_command_with_its_options(name: str) -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, f"docs/commands.md has no section {name}"
    assert SUMMARIES[name] in found[1]
    for parameter in parameters(name):
        if isinstance(parameter, click.Option):
            assert any(f"`{each}" in found[1] for each in parameter.opts if each.startswith("--")), parameter.name


def test_the_reference_names_no_option_that_is_none() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name, section in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE):
        if name in COMMANDS:
            known = {each for parameter in parameters(name) for each in (*parameter.opts, *parameter.secondary_opts)}
            assert set(re.findall(r"`(--[a-z-]+)", section)) <= known, name
