"""Messages: each text is written once in `messages/`, code finds it by its id and never looks at the text."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner
from tests.conftest import ROOT

from packshot.catalog import finding_report
from packshot.checks.manual import code_section, described_codes
from packshot.cli.main import cli, run
from packshot.findings import Location, report
from packshot.messages import Message, add, message, notes, own
from packshot.messages.message import By, Text, error
from packshot.messages.template import described, names

SOURCE = ROOT / "src/packshot"
OWN = SOURCE / "messages"
MAKERS = {"note": 0, "report": 0, "refusal": 0, "unlisted": 0, "Problem": 0}
"""Functions that make a finding or a note -> the position of the message id among their arguments."""

NOT_PARAMS = {"suggestion", "severity", "see", "absent", "edits", "params", "fix", "safe", "part"}


class Call(NamedTuple):
    """A call that makes a finding."""

    where: str
    node: ast.Call

    @property
    def id(self) -> str | None:
        first = self.node.args[0] if self.node.args else None
        return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


@cache
def trees() -> dict[Path, ast.Module]:
    paths = (path for path in SOURCE.rglob("*.py") if OWN not in path.parents)
    return {path: ast.parse(path.read_text()) for path in paths}


def calls() -> Iterator[Call]:
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in MAKERS:
                    yield Call(f"{path.relative_to(SOURCE)}:{node.lineno}", node)


def texts_in(node: ast.AST) -> Iterator[str]:
    """The literal texts from which an expression is made, those of an f-string too."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def all_texts(text: Text) -> Iterator[str]:
    if isinstance(text, By):
        for case in (*text.cases.values(), text.otherwise):
            yield from all_texts(case)
    else:
        yield from (text,) if isinstance(text, str) else text


def rows() -> list[Message]:
    return [*own().values(), *notes().values()]


def test_no_sentence_reaches_a_finding_outside_of_messages() -> None:
    """A literal with a space is a phrase; parameters are values, names and numbers."""
    wrong = [
        (call.where, text)
        for call in calls()
        for argument in (*call.node.args[1:], *(each.value for each in call.node.keywords))
        for text in texts_in(argument)
        if " " in text.strip(string.punctuation + " ")
    ]
    assert wrong == []


def test_no_function_makes_a_finding_from_a_text() -> None:
    names_ = {"error", "warning", "suggestion", "advice"}
    made = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names_
        if any(isinstance(text, str) and " " in text for argument in node.args for text in texts_in(argument))
        if "doctor" not in path.parts  # answers of `packshot doctor` are the output of a command
    ]
    assert made == []


def test_every_id_in_code_is_a_message() -> None:
    missing = []
    for call in calls():
        try:
            message(call.id) if call.id is not None else None
        except KeyError:
            missing.append((call.where, call.id))
    assert missing == []


def test_a_call_gives_what_its_message_needs() -> None:
    """Every parameter of a text that has no alternative is given."""
    wrong = []
    for call in calls():
        keywords = {each.arg for each in call.node.keywords}
        name = getattr(call.node.func, "id", getattr(call.node.func, "attr", ""))
        if call.id is None or None in keywords or name not in ("note", "report", "refusal"):
            continue
        row = message(call.id)
        needed = {each for text in (row.text, row.help) if isinstance(text, str) for each in names(text)}
        if lacking := needed - keywords:
            wrong.append((call.where, call.id, sorted(lacking)))
    assert wrong == []


def test_no_code_looks_at_the_text_of_a_finding() -> None:
    """Neither compared nor searched: ids, parameters and suggestions are data."""
    wrong = []
    for path, tree in trees().items():
        for node in ast.walk(tree):
            looked_at = []
            if isinstance(node, ast.Compare):
                looked_at = [node.left, *node.comparators]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES:
                looked_at = [node.func.value]
            if any(is_text_of_finding(each) for each in looked_at):
                wrong.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert wrong == []


SEARCHES = ("startswith", "endswith", "find", "index", "split", "splitlines", "partition", "removeprefix")

FINDINGS = ("finding", "found", "problem", "flaw", "refusal", "each", "first", "other")
"""Names of variables that hold a finding."""


def is_text_of_finding(node: ast.expr) -> bool:
    is_text = isinstance(node, ast.Attribute) and node.attr in ("text", "help")
    return is_text and isinstance(node.value, ast.Name) and node.value.id in FINDINGS


def test_a_message_is_one_line_without_full_stop() -> None:
    texts = [(row.id, text) for row in rows() for text in (*all_texts(row.text), *all_texts(row.help))]
    assert [each for each in texts if each[1] != each[1].strip() or each[1].endswith(".") or "\n" in each[1]] == []
    assert [row.id for row in rows() if not "".join(described(row.text))] == []


def test_a_new_code_is_found_in_text_json_and_manual(capsys: pytest.CaptureFixture[str]) -> None:
    add(error("toy-limit", "{toys:toy|toys} of {name!q}: at most {most}", "remove some", about="Toys are limited."))
    finding = report("toy-limit", Location("toys.yaml", ("toys",)), toys=1200, name="Ann", most=3)

    printed = finding_report.text([finding])
    [entry] = finding_report.as_json([finding])["findings"]

    assert 'toys.yaml (toys): error[toy-limit]: 1,200 toys of "Ann": at most 3\n  help: remove some\n' in printed
    assert "  see: docs/codes.md#toy-limit\n" in printed
    assert (entry["code"], entry["page"], entry["help"]) == ("toy-limit", "docs/codes.md#toy-limit", "remove some")
    assert run(["rule", "toy-limit"]) == 0
    shown = capsys.readouterr().out
    assert 'error: <toys> toys of "<name>": at most <most>' in shown
    assert "Toys are limited." in shown


def own_codes() -> set[str]:
    return {code_section(row) for row in own().values()}


def test_every_code_has_a_page() -> None:
    assert sorted(own_codes() - described_codes()) == []


def test_every_code_is_reported_in_a_test() -> None:
    """By its code in a test or in the expected output of one."""
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    seen = {text for path in tests for text in texts_in(ast.parse(path.read_text()))}
    goldens = (path for path in (ROOT / "tests/checks").rglob("*.txt") if path.parent.name in ("golden", "mistakes"))
    seen |= {path.read_text() for path in goldens}
    words = set(re.findall(r"[a-z0-9][a-z0-9-]*[a-z0-9]", "\n".join(seen)))
    assert sorted(own_codes() - words) == []


BANNED = re.compile(
    r"\b(cure[sd]?|told|lacks?|lacking|mend(s|ed)?|nobody|somebody|whoever|piece of advice"
    r"|(?-i:is none)|is no(?! longer))\b",
    re.IGNORECASE,
)
"""Words of a private dialect: in place of `help`, `reported`, `missing`, `fix`, roles, `invalid X`."""


def test_messages_use_plain_words() -> None:
    texts = ((row.id, text) for row in rows() for text in (row.about, *all_texts(row.text), *all_texts(row.help)))
    assert [(id_, text) for id_, text in texts if BANNED.search(text)] == []


def commands(command: click.Command, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield above
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*above, name))


@pytest.mark.parametrize("words", list(commands(cli)), ids=" ".join)
def test_help_uses_plain_words(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(cli, [*words, "--help"])
    assert shown.exit_code == 0
    assert BANNED.search(shown.output) is None, shown.output


def test_the_command_line_and_the_docs_use_plain_words() -> None:
    code = ((path, text) for path, tree in trees().items() if path.parent.name == "cli" for text in texts_in(tree))
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    docs = ((path, line) for path in pages for line in path.read_text().splitlines() if "`cure" not in line)
    wrong = [f"{path.relative_to(ROOT)}: {text}" for path, text in (*code, *docs) if BANNED.search(text)]
    assert wrong == []
