"""Findings as text with source line and caret, and as JSON."""

import json

from packshot.catalog.finding_report import json_text, locator, safe_json, text
from packshot.findings import Edit, Finding, Location, Suggestion, report
from packshot.messages import add
from packshot.messages.message import error, suggestion, warning
from support import tree_of

add(
    error("toy-colour", "invalid colour {value!q}", "write `red`"),
    warning("toy-weight", "odd weight", "check the weight"),
    suggestion("toy-gtin", "missing GTIN", "add the GTIN"),
    error("toy-unit", "missing unit in {value!q}", "write `540 g`"),
    error("toy-text", "invalid text {value}", "delete {value}"),
)

TREE = tree_of("""
    --- catalog/products/fjord/product.yaml
    family: jacket
    weight: 540
    variants:
      FJ-RED-M: {color: rot, size: M}
      FJ-RED-S: {color: red, size: 小さい, note: x}
""")
PATH = "catalog/products/fjord/product.yaml"


def shown(*findings: Finding) -> str:
    return text(findings, locator(TREE))


def test_a_value_with_its_line_and_caret() -> None:
    finding = report("toy-colour", Location(PATH, ("variants", "FJ-RED-M", "color")), value="rot")
    assert shown(finding) == (
        'catalog/products/fjord/product.yaml:4:21: error[toy-colour]: invalid colour "rot"\n'
        "  4 |   FJ-RED-M: {color: rot, size: M}\n"
        "    |                     ^^^\n"
        "  help: write `red`\n"
        "  see: docs/codes.md#toy-colour\n"
        "\n"
        "1 error\n"
    )


def test_a_key_and_what_is_missing_below_it() -> None:
    key = report("toy-weight", Location(PATH, ("weight",), "key"))
    missing = report("toy-gtin", Location(PATH, ("variants", "FJ-RED-M", "gtin")))
    lines = shown(key, missing).splitlines()
    assert lines[0] == f"{PATH}:2:1: warning[toy-weight]: odd weight"
    assert lines[2] == "    | ^^^^^^"
    assert lines[6] == f"{PATH}:4:3: suggestion[toy-gtin]: missing GTIN"
    assert lines[8] == "    |   ^^^^^^^^"
    assert lines[-1] == "1 warning, 1 suggestion"


def test_wide_characters_move_the_caret() -> None:
    at = Location(PATH, ("variants", "FJ-RED-S", "note"))
    line, caret = shown(report("toy-weight", at)).splitlines()[1:3]
    assert line.endswith("size: 小さい, note: x}")
    assert caret.index("^") == line.index("x}") + 3


def test_the_same_finding_in_many_places_is_printed_once() -> None:
    places = [Location(f"catalog/{number}.yaml") for number in range(9)]
    assert shown(*(report("toy-weight", at) for at in places)) == (
        "catalog/0.yaml: warning[toy-weight]: odd weight\n"
        "  help: check the weight\n"
        "  see: docs/codes.md#toy-weight\n"
        "  also: catalog/1.yaml\n"
        "  also: catalog/2.yaml\n"
        "  also: catalog/3.yaml\n"
        "  also: catalog/4.yaml\n"
        "  also: catalog/5.yaml\n"
        "  and in 3 more places\n"
        "\n"
        "9 warnings\n"
    )


def test_nothing_in_a_file_can_drive_a_terminal() -> None:
    tree = tree_of("--- catalog/a.yaml\na: \x1b[31m\u202ered\x9b\n")
    finding = report("toy-text", Location("catalog/a.yaml", line=1, column=4), value="\x1b[2J\n\x07")
    for form in (text([finding], locator(tree)), text([finding]), json_text([finding], locator(tree))):
        assert not set(form) & set("\x1b\x07\x9b\u202e")
    assert "a: \\x1b[31m\\u202ered\\x9b" in text([finding], locator(tree))


def test_json_can_be_read_and_nothing_in_it_drives_a_terminal() -> None:
    odd = {"Größe": ["\x1b[2J\x9b\u202e\udcff", "a\nb"]}
    assert safe_json(odd) == '{\n "Größe": [\n  "\\u001b[2J\\u009b\\u202e\\udcff",\n  "a\\nb"\n ]\n}'
    assert json.loads(safe_json(odd)) == odd


def test_a_long_line_is_cut_around_its_place() -> None:
    tree = tree_of(f"--- catalog/a.yaml\na: [{'x, ' * 200}here, {'y, ' * 200}z]\n")
    printed = text([report("toy-weight", Location("catalog/a.yaml", ("a", 200)))], locator(tree)).splitlines()
    assert len(printed[1]) < 120
    assert printed[1][printed[2].index("^") :].startswith("here")


def test_json_has_places_edits_and_counts() -> None:
    at = Location(PATH, ("weight",))
    near = Suggestion("540 g", "typo")
    finding = report("toy-unit", at, Edit(at, "540 g", safe=False), suggestion=near, value=540)
    assert json.loads(json_text([finding], locator(TREE))) == {
        "format": 2,
        "counts": {"error": 1, "warning": 0, "suggestion": 0},
        "findings": [
            {
                "code": "toy-unit",
                "severity": "error",
                "path": PATH,
                "keys": ["weight"],
                "on": "value",
                "line": 2,
                "column": 9,
                "message": "missing unit in 540",
                "help": "did you mean 540 g?",
                "suggestion": {"value": "540 g", "kind": "typo"},
                "page": "docs/codes.md#toy-unit",
                "edits": [{"path": PATH, "keys": ["weight"], "on": "value", "new": "540 g", "safe": False}],
            }
        ],
    }


def test_a_style_dresses_each_part() -> None:
    dressed = text([report("toy-unit", Location("x"), value="540")], style=lambda role, part: f"<{role}>{part}</>")
    assert dressed.startswith(
        '<place>x</>: <error>error[toy-unit]</>: <text>missing unit in "540"</>\n  <help>help: write `540 g`</>'
    )


def test_no_findings() -> None:
    assert text([]) == "No findings.\n"
    assert json.loads(json_text([]))["findings"] == []
