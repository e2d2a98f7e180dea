"""Which check holds up which rule of the file format, and that the manual tells of all of them."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from tests.checks.cases import expected, names, report
from tests.conftest import ROOT

from packshot import checks
from packshot.checks.manual import FOLDERS, checks_page, codes_page
from packshot.checks.rule import Rule
from packshot.checks.severity_overrides import ADJUSTABLE
from packshot.findings import Severity
from packshot.messages import own

DEMANDED = {*range(1, 7), *range(8, 13), *range(15, 31), *range(32, 39)}
"""The rules of the format that checks must hold up by now."""

CASES = {
    1: "gone-family sku-and-variants sku-neither unknown-family",
    2: "key-of-folder options relations attribute-twice",
    3: "names-twice unique-values unknown-names prices",
    4: "reserved-words newer-format",
    5: "maps unknown-names",
    6: "product-in-two-folders shelf orphan-locale-file stray-files",
    7: "renamed",
    8: "yaml-traps nulls",
    9: "booleans",
    10: "numbers dates prices codes",
    11: "yaml-traps comma-in-braces",
    12: "lists",
    15: "html rich-text",
    16: "attributes lists",
    17: "measures units attributes gone-unit changed-type",
    18: "labels locales",
    19: "records attributes",
    20: "categories options gone-option",
    21: "gone-category categories unknown-names catalog-names circles",
    22: "gone-attribute families scopes calculated",
    23: "nulls",
    24: "axes by",
    25: "locale-values unknown-keys",
    26: "locale-values locale-files",
    27: "translations",
    28: "locales gone-locale",
    29: "scopes",
    30: "asset-by-path asset-demands asset-pairs asset-swapped alt image-not-rendered",
    32: "rights rights-never rights-ended windows dates",
    33: "prices price-parts",
    34: "prices",
    35: "markets customers hreflang-shared",
    36: "stock lifecycle gates gates-of-groups gate-asks-twice since-moved",
    40: "rules-of-ones-own",
    37: "bundles",
    38: "relations links",
}
"""Rule of the format -> the cases of golden/ in which it is broken."""


def all_rules() -> Iterator[tuple[str, Rule[object]]]:
    for folder in FOLDERS:
        yield from ((folder, rule) for rule in checks.rules(folder))


@cache
def codes_of(case: str) -> frozenset[str]:
    return frozenset(finding.code for finding in report(case).findings)


@pytest.mark.parametrize("number", sorted(DEMANDED))
def test_each_rule_of_the_format_is_held_up(number: int) -> None:
    holding = [rule for _, rule in all_rules() if str(number) in rule.format_rules]
    declared = [code for rule in holding for code in rule.codes]
    assert holding, f"no check says that it holds rule {number}"
    for case in CASES[number].split():
        found = codes_of(case)
        assert any(fnmatch(code, pattern) for code in found for pattern in declared), f"{case}: {found}"


def test_every_case_is_of_some_rule() -> None:
    named = {case for cases in CASES.values() for case in cases.split()}
    assert named <= set(names())
    assert set(names()) - named == {
        "channels",
        "severity",
        "texts",
        "yaml-syntax",
        "whole-unused",
        "whole-unlinked",
        "authorities",
    }


def test_every_check_has_a_page_and_fires() -> None:
    seen = frozenset[str]().union(*map(codes_of, names())) - {"source-path-case"}
    for folder, rule in all_rules():
        for word in ("What it does: ", "Why: ", "Example: ", "Fix: "):
            assert word in rule.page, f"{folder}: {rule.name} does not say: {word}"
        assert any(fnmatch(code, pattern) for code in seen for pattern in rule.codes), f"{folder}: {rule.name}"
    declared = {pattern for _, rule in all_rules() for pattern in rule.codes} - {"*"}
    channel_codes = {"unknown-preset", "unknown-path", "unknown-pipe"}
    assert {code for code in seen - channel_codes if not any(fnmatch(code, each) for each in declared)} == set()


def soft_codes() -> set[str]:
    """The codes of checks whose messages are warnings and suggestions only."""
    patterns = [pattern for _, rule in all_rules() for pattern in rule.codes if pattern != "*"]
    levels: dict[str, set[str]] = {}
    for row in own().values():
        levels.setdefault(row.code, set()).add(row.level)
    soft = (code for code, found in levels.items() if found <= {"warning", "suggestion"})
    return {code for code in soft if any(fnmatch(code, pattern) for pattern in patterns)}


def test_only_warnings_and_suggestions_can_be_changed() -> None:
    soft = soft_codes()
    assert set(ADJUSTABLE) == soft
    hard = {found.code for case in names() for found in report(case).findings if found.severity is Severity.ERROR}
    assert hard & soft == {"alt-missing"}, "made an error by the case severity"


def test_the_manual_is_made_from_the_checks_and_messages() -> None:
    for name, made in (("checks.md", checks_page()), ("codes.md", codes_page())):
        path = ROOT / "docs" / name
        if os.environ.get("PACKSHOT_UPDATE_GOLDEN"):
            path.write_text(made)
        assert path.read_text() == made, "run PACKSHOT_UPDATE_GOLDEN=1 pytest tests/checks"


def test_cases_hold_what_they_find() -> None:
    for case in names():
        assert expected(case), f"{case} finds nothing"
        assert Path(case).name == case
