"""Generates the manual: the page of checks from the docstrings of the rules, and the page of codes from the
messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from inspect import cleandoc
from typing import Any, NamedTuple

from packshot.checks import EVERY_FILE, FILES, OFFERS, RECORDS, rules
from packshot.checks.rule import Rule
from packshot.checks.severity_overrides import ADJUSTABLE
from packshot.messages import Message, messages, own
from packshot.messages.template import described

FOLDERS = (*RECORDS, *FILES, OFFERS, EVERY_FILE, "catalog", "change")
"""All folders of rules, in the order of the manual."""

_CHECKS = """# Checks

`packshot validate` and `packshot build` check every file. A finding has a code, a severity, a location, the problem and
help. Errors stop a build; warnings and suggestions do not.

`severity:` in catalog.yaml changes the severity of warnings and suggestions, for example
`severity: {{alt-missing: error, list-long: off}}`. Errors stay errors. These codes can be changed:

{adjustable}

[Codes](codes.md) lists every code with its messages. This page is generated from the checks.
"""

_CODES = """# Codes

Every message of packshot has a code. `packshot rule CODE` prints the section of a code; without a code it lists all.
`<name>` is replaced by the value in question.

This page is generated from the messages.
"""

_PARTS = re.compile(r"\b(What it does|Why|Example|Fix): ")


class Page(NamedTuple):
    """The section of a rule on the page of checks: the rule with its folder."""

    folder: str
    rule: Rule[Any]

    @property
    def title(self) -> str:
        """Return the heading of the section."""
        return f"{self.folder}: {self.rule.name}"

    @property
    def text(self) -> str:
        """Return the text of the section in Markdown: what the rule does, why, an example and the fix."""
        return _PARTS.sub(r"**\1:** ", cleandoc(self.rule.page))

    @property
    def link(self) -> str:
        """Return a Markdown link to the section."""
        return f"[{self.title}](checks.md#{self.folder}-{self.rule.name})"


def checks_page() -> str:
    """Return the page of checks in Markdown."""
    adjustable = "\n".join(f"- `{code}`" for code in ADJUSTABLE)
    return "\n".join(
        [_CHECKS.format(adjustable=adjustable), *(part for folder in FOLDERS for part in _chapter(folder))]
    )


def _chapter(folder: str) -> Iterator[str]:
    doc = (import_module(f"packshot.checks.{folder}").__doc__ or "").partition("\n")[0]
    title = re.split(r"[:.] |\.$", doc.removeprefix("Rules of "))[0]
    yield f"## {title[:1].upper()}{title[1:]}\n"
    for rule in rules(folder):
        page = Page(folder, rule)
        yield f"### {page.title}\n\n{page.text}\n\nCodes: {_linked(rule)}\n"


def _codes_of(rule: Rule[Any]) -> Iterator[str]:
    """Yield the codes of a rule; a pattern such as `yaml-*` covers several, `*` covers those of channel files."""
    for pattern in rule.codes:
        if not pattern.endswith("*"):
            yield pattern
        elif pattern != "*":
            yield from (code for code in codes() if code.startswith(pattern[:-1]))


def _linked(rule: Rule[Any]) -> str:
    return ", ".join(f"[`{code}`](codes.md#{code})" for code in _codes_of(rule)) or "those of channel files"


def codes() -> list[str]:
    """Return all codes in alphabetical order; `rule` represents the codes `rule-*`."""
    return _sections(messages().values())


def _sections(rows: Iterable[Message]) -> list[str]:
    return sorted({code_section(row) for row in rows})


def code_section(row: Message) -> str:
    """Return the name of the section that describes the code of a message."""
    return row.code.removesuffix("-*")


def codes_page() -> str:
    """Return the page of codes in Markdown."""
    return "\n".join([_CODES, *(f"## {code}\n\n{code_page(code)}" for code in _sections(own().values()))])


def code_page(code: str) -> str:
    """Return the section of a code in Markdown: its messages with their explanations, and the rules that report it."""
    rows = [row for row in messages().values() if code_section(row) == code]
    about = [row.about for row in rows if row.about]
    return "\n".join([*(_block(row) for row in rows), *(f"{text}\n" for text in about), *_reported_by(code)])


def _block(row: Message) -> str:
    """Return the texts of a message as an indented block."""
    lines = [f"{row.level}: {text}" for text in described(row.text)]
    lines += [f"help: {text}" for text in described(row.help) if text]
    return "".join(f"    {line}\n" for line in lines)


FEW = 3
"""The largest number of rules whose text is repeated in the section of a code; more are only linked."""


def _reported_by(code: str) -> Iterator[str]:
    pages = _pages().get(code, [])
    if 0 < len(pages) <= FEW:
        yield from (f"{page.text}\n" for page in pages)
    if pages:
        yield f"Reported by: {', '.join(page.link for page in pages)}\n"


@cache
def _pages() -> dict[str, list[Page]]:
    """Return the rules that report each code."""
    found: dict[str, list[Page]] = {}
    for page in (Page(folder, rule) for folder in FOLDERS for rule in rules(folder)):
        for code in _codes_of(page.rule):
            found.setdefault(code, []).append(page)
    return found


def described_codes() -> set[str]:
    """Return the codes that a rule of the manual or the `about` text of a message describes."""
    return {*_pages(), *(code_section(row) for row in messages().values() if row.about)}
