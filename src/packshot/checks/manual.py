"""The manual of checks, made of the rules' own pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc
from typing import Any

from packshot.checks import EVERY_FILE, FILES, OFFERS, RECORDS, rules
from packshot.checks.rule import Rule
from packshot.checks.severity_overrides import ADJUSTABLE

FOLDERS = (*RECORDS, *FILES, OFFERS, EVERY_FILE, "catalog", "change")
"""All folders of rules, in the order of the manual."""

_HEAD = """# Checks

`packshot validate` judges every file of the working tree, and so does every build. Each finding has a code, a place,
what is wrong there and how to cure it. Errors stop a build; warnings and advice do not.

`severity:` in catalog.yaml makes warnings and advice more or less severe; errors stay errors. These codes can be
changed:

{adjustable}

This page is made from the checks themselves.
"""

_PARTS = re.compile(r"\b(What it does|Why|Example|Cure): ")


def manual() -> str:
    """The whole manual in Markdown."""
    adjustable = "\n".join(f"- `{code}`" for code in ADJUSTABLE)
    return "\n".join([_HEAD.format(adjustable=adjustable), *(part for folder in FOLDERS for part in _chapter(folder))])


def _chapter(folder: str) -> Iterator[str]:
    doc = (import_module(f"packshot.checks.{folder}").__doc__ or "").partition("\n")[0]
    title = re.split(r"[:.] |\.$", doc.removeprefix("Rules of "))[0]
    yield f"## {title[:1].upper()}{title[1:]}\n"
    for rule in rules(folder):
        yield _page(folder, rule)


def _page(folder: str, rule: Rule[Any]) -> str:
    codes = ", ".join(f"`{code}`" for code in rule.codes if code != "*") or "those of channel files"
    text = _PARTS.sub(r"**\1:** ", cleandoc(rule.page))
    return f"### {folder}: {rule.name}\n\n{text}\n\nCodes: {codes}\n"
