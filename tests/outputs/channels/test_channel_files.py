"""Channel files with mistakes, and channel files over presets."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
from feed_catalogue import FILE, channel, fields_of, findings, vocabulary
from hypothesis import given, settings
from hypothesis import strategies as st

from packshot.findings import Location
from packshot.outputs.channels import presets
from packshot.outputs.channels.compile import compile_channel
from packshot.outputs.channels.presets import names
from packshot.yaml import careful, fast

HEAD = """
markets: [de]
output: {format: rss, file: "{market}-{locale}.xml"}
"""


REST = (
    "markets: [de]",
    'output: {format: rss, file: "{market}-{locale}.xml"}',
    "fields: {x: {from: name}, title: {from: name}}",
)


@pytest.mark.parametrize(
    ("text", "keys", "says", "helps"),
    [
        ("fields: {x: {from: nmae}}", ("fields", "x", "from"), 'unknown path "nmae"', "did you mean name?"),
        ("fields: {x: {from: [name, colr.label]}}", ("fields", "x", "from", 1), '"colr.label"', "color"),
        ("fields: {x: {from: color.lable}}", ("fields", "x", "from"), '"color.lable"', "did you mean color.label?"),
        ("fields: {x: {from: price.amuont}}", ("fields", "x", "from"), '"price.amuont"', "price.amount"),
        ("fields: {x: {from: name.label}}", ("fields", "x", "from"), "nothing is below `name`", "write `name`"),
        (
            "fields: {x: {from: main}}",
            ("fields", "x", "from"),
            "the attribute has the type `asset`",
            "write `assets.main`",
        ),
        ("fields: {x: {from: assets.mian}}", ("fields", "x", "from"), '"assets.mian"', "assets.main"),
        ("fields: {x: {from: maps.etim}}", ("fields", "x", "from"), '"maps.etim"', "google"),
        ("fields: {x: {from: deposit.USD}}", ("fields", "x", "from"), '"deposit.USD"', "deposit.CHF, deposit.EUR"),
        ("fields: {x: {from: materials.shell.shaer}}", ("fields", "x", "from"), "shaer", "materials.shell.share"),
        ("fields: {x: {from: brand.nmae}}", ("fields", "x", "from"), '"nmae"', "name"),
        ("fields: {x: {from: out.id}}", ("fields", "x", "from"), "only rules", "catalogue"),
        ("fields: {x: {from: a..b}}", ("fields", "x", "from"), 'invalid path "a..b"', "separated by dots"),
        ("fields: {x: {from: name, pipe: [squeze]}}", ("fields", "x", "pipe", 0), '"squeze"', "squeeze"),
        ("fields: {x: {from: name, pipe: [cut]}}", ("fields", "x", "pipe", 0), "missing argument", "cut: ..."),
        ("fields: {x: {from: name, pipe: [cut: long]}}", ("fields", "x", "pipe", 0), '"long"', "whole number"),
        ("fields: {x: {from: name, pipe: [{cut: 5, untl: bytes}]}}", ("fields", "x", "pipe", 0), '"untl"', "end, unit"),
        ("fields: {x: {from: color, map: colours}}", ("fields", "x", "map"), '"colours"', "`values:`"),
        ("fields: {x: {from: features}}", ("fields", "x"), '"features" may have several values', "repeat: true"),
        ("fields: {x: {pipe: [squeeze]}}", ("fields", "x"), "missing source", "exactly one"),
        (
            "fields: {x: {from: name, value: a}}",
            ("fields", "x"),
            "from and value",
            "exactly one",
        ),
        ("fields: {'g:x': {from: name}}", ("fields", "g:x"), 'invalid field name "g:x"', "letters"),
        ("fields: {x: {expr: 'name +'}}", ("fields", "x", "expr"), "column 7", "complete the expression"),
        ("fields: {x: {expr: 'nmae + name'}}", ("fields", "x", "expr"), "column 1", "name"),
        ("fields: {x: {from: name, repaet: true}}", ("fields", "x", "repaet"), '"repaet"', "repeat"),
        ("rules: {y: {required: true}}", ("rules", "y"), '"y"', ""),
        ("rules: {x: {check: gtni}}", ("rules", "x", "check"), '"gtni"', "gtin"),
        ("rules: {x: {pattern: '(a'}}", ("rules", "x", "pattern"), '"(a"', "look-around"),
        ("output: {format: csv, file: 'a-{market}-{locale}.html'}", ("output", "file"), "{locale}.html", ".csv, .txt"),
        ("rules: {x: {pattern: 'a)|(b'}}", ("rules", "x", "pattern"), '"a)|(b"', "look-around"),
        ("rules: {x: {max: 5, when: out.tilte}}", ("rules", "x", "when"), "out.tilte", "out.title"),
        ("images: {i: {from: assets.main, preset: heor}}", ("images", "i", "preset"), '"heor"', "hero"),
        (
            "images: {x: {from: assets.main, preset: hero}}",
            ("images", "x"),
            "under `fields:` and",
            "one",
        ),
        ("select: [{id: a, if: statsu, reason: r}]", ("select", 0, "if"), '"statsu"', "status"),
        ("group: {by: category, sort: [nmae]}", ("group", "sort", 0), '"nmae"', "name"),
        ("output: {format: rsss, file: 'a-{market}-{locale}.xml'}", ("output", "format"), '"rsss"', "rss"),
        ("output: {format: rss, file: '../{market}-{locale}.xml'}", ("output", "file"), "invalid file name", "letters"),
        ("output: {format: rss, file: 'feed-{market}.xml'}", ("output", "file"), "several markets", "{locale}"),
        ("extends: gogle-primary", ("extends",), '"gogle-primary"', "google-primary"),
    ],
)
def test_a_mistake_is_found_at_its_place_with_help(
    text: str, keys: tuple[str | int, ...], says: str, helps: str
) -> None:
    section = text.split(":", maxsplit=1)[0]
    others = [line for line in REST if not line.startswith(section + ":")]
    found = findings("\n".join([*others, text]))
    assert len(found) == 1, found
    (finding,) = found
    assert (finding.at.path, finding.at.keys) == (FILE, keys)
    assert says in finding.text
    assert helps in finding.help


@pytest.mark.parametrize("field", ["{expr: Color == 'red'}", "{expr: 'nmae + name'}", "{from: brand.nmae}"])
def test_an_unknown_path_that_is_part_of_a_value_has_no_edit(field: str) -> None:
    (finding,) = findings(f"{REST[0]}\n{REST[1]}\nfields: {{x: {field}}}")
    assert finding.code == "unknown-path"
    assert finding.suggestion is not None
    assert finding.edits == ()


@pytest.mark.parametrize(
    ("pipe", "message", "helps"),
    [
        ("{cut: 5, unit: words}", "pipe-argument.invalid", "use one of: chars, bytes"),
        ("{money: eur}", "pipe-argument.invalid", "for example EUR"),
        ("{date_iso: Mars}", "pipe-argument.invalid", "for example Europe/Berlin"),
        ("{decimal: 12}", "pipe-argument.invalid", "a whole number from 0 to 9"),
        ("{squeeze: 3}", "pipe-option.argument", "write `squeeze` without an argument"),
        ("{default: a, end: x}", "pipe-option", "has no options"),
    ],
)
def test_pipes_report_what_they_accept(pipe: str, message: str, helps: str) -> None:
    (finding,) = findings(f"{REST[0]}\n{REST[1]}\nfields: {{x: {{from: name, pipe: [{pipe}]}}}}")
    assert finding.message == message
    assert helps in finding.help


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fields: {x: {from: color, map: colours}}", "unknown-map"),
        ("fields: {x: {from: features}}", "list-in-field"),
        ("fields: {x: {from: name, value: a}}", "field-source"),
        ("fields: {'g:x': {from: name}}", "bad-field-name"),
        ("rules: {y: {required: true}}", "unknown-field"),
        ("rules: {x: {check: gtni}}", "unknown-check"),
        ("images: {x: {from: assets.main, preset: hero}}", "field-twice"),
        ("output: {format: rsss, file: 'a-{market}-{locale}.xml'}", "unknown-format"),
        ("output: {format: rss, file: '../{market}-{locale}.xml'}", "bad-file-name"),
        ("output: {format: csv, file: 'a-{market}-{locale}.html'}", "bad-file-extension"),
        ("output: {format: rss, file: 'feed-{market}.xml'}", "file-twice"),
    ],
)
def test_mistakes_have_codes(text: str, code: str) -> None:
    section = text.split(":", maxsplit=1)[0]
    others = [line for line in REST if not line.startswith(section + ":")]
    assert [finding.code for finding in findings("\n".join([*others, text]))] == [code]


def test_all_mistakes_are_found_at_once() -> None:
    text = """
select: [{id: a, if: statsu, reason: c}]
fields:
  x: {from: nmae, pipe: [cut, squeze], map: m}
  y: {expr: "1 +"}
"""
    assert len(findings(HEAD + text)) == 6


def test_what_a_preset_names_and_the_catalogue_lacks_is_passed_over() -> None:
    names = {field.name for field in channel("extends: google-primary\nmarkets: [de]").fields}
    assert "mpn" in names
    assert "size" not in names  # the catalogue has no attribute of that name


def test_what_a_preset_requires_and_nothing_fills_is_a_finding_in_the_channel_file() -> None:
    preset = "fields: {id: {from: sku}, title: {from: headline}}\nrules: {title: {required: true}}\n" + HEAD
    (finding,) = findings("extends: base\nmarkets: [de]", {"base": preset})
    assert finding.at == Location(FILE, ("extends",))
    assert "title" in finding.text
    assert findings("extends: base\nmarkets: [de]\nfields: {title: {from: name}}", {"base": preset}) == []


def test_a_field_that_google_requires_cannot_be_taken_away() -> None:
    (finding,) = findings("extends: google-primary\nmarkets: [de]\nfields: {title: null}")
    assert finding.at == Location(FILE, ("fields", "title"))
    assert finding.code == "field-unfilled"


def test_a_rendition_that_a_preset_asks_for_is_missed_in_the_channel_file() -> None:
    preset = HEAD + "fields: {id: {from: sku}}\nimages: {image_link: {from: assets.main, preset: big}}"
    (finding,) = findings("extends: base\nmarkets: [de]", {"base": preset})
    assert finding.at == Location(FILE, ("extends",))


BASE = """
select:
  - {id: live, if: "status == 'active'", reason: not active}
  - {id: named, if: "name", reason: no name}
values: {colors: {red: r, blue: b}}
fields:
  id: {from: sku}
  title: {from: name, pipe: [upper], if: "waterproof"}
  color: {from: color, map: colors}
rules:
  id: {required: true, max: 50}
output: {format: rss, file: "{market}-{locale}.xml"}
"""


def test_a_file_over_a_preset_adds_changes_and_takes_away() -> None:
    own = """
extends: base
markets: [de]
select:
  - {id: named, if: null}
  - {id: live, if: "status != 'retired'", reason: gone}
  - {id: priced, if: "price", reason: no price}
values: {colors: {red: crimson, green: g}}
fields:
  title: {from: name}
  color: null
  class: {from: class}
  shade: {from: color, map: colors}
"""
    compiled = channel(own, {"base": BASE})
    assert [(select.id, select.reason) for select in compiled.selects] == [("live", "gone"), ("priced", "no price")]
    assert [field.name for field in compiled.fields] == ["id", "title", "class", "shade"]
    assert fields_of(own, presets={"base": BASE}) == {"id": "FJ-RED-S", "title": "Fjord Shell", "shade": "crimson"}
    assert dict(compiled.channel.values["colors"]) == {"red": "crimson", "blue": "b", "green": "g"}


def test_presets_may_extend_presets_but_not_in_a_circle() -> None:
    chain = {"base": BASE, "shop": "extends: base\nfields: {title: {value: T}}"}
    assert fields_of("extends: shop\nmarkets: [de]", presets=chain) == {"id": "FJ-RED-S", "title": "T", "color": "r"}
    circle = {"one": "extends: two\n" + HEAD, "two": "extends: one"}
    (finding,) = findings("extends: one\nmarkets: [de]", circle)
    assert finding.code == "preset-cycle"
    assert finding.text == "circular or too long chain of presets (limit: 8 presets): one -> two -> one"


def test_a_mistake_within_a_preset_is_placed_in_the_preset() -> None:
    preset = BASE + "images: {color: {from: assets.main, preset: hero}}\n"
    (finding,) = findings("extends: base\nmarkets: [de]", {"base": preset})
    assert finding.at.path == "preset:base"


def test_the_packaged_presets_fit_a_catalogue() -> None:
    assert {"google-primary", "pricelist-a4"} <= set(names())
    for name in names():
        assert findings(f"extends: {name}\nmarkets: [de]") == []


def test_the_fast_reader_takes_every_preset() -> None:
    """The careful one brings PyYAML, whose import would be a good part of a short build."""
    for name in names():
        data = resources.files(presets).joinpath(f"{name}.yaml").read_bytes()
        assert fast.read(data) == careful.load(data, name).value


def test_a_format_that_is_not_made_yet_is_checked_all_the_same() -> None:
    compiled = channel("extends: pricelist-a4\nmarkets: [de, ch]")
    assert not compiled.is_built
    assert compiled.file("ch", "de") == "feeds/google-de/price-list-ch-de.pdf"


WORDS = [
    "extends", "markets", "select", "values", "fields", "rules", "images", "output", "group", "delta", "id", "if",
    "from", "expr", "value", "pipe", "map", "repeat", "max", "when", "check", "pattern", "preset", "format", "file",
    "google-primary", "de", "name", "features", "rss", "true", "cut", "5", "gtin", "{market}", "x", "out.x", "reason",
]  # fmt: skip
SHAPES = st.recursive(
    st.none() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(WORDS), SHAPES, max_size=8) | SHAPES, st.booleans())
@settings(deadline=None)
def test_a_file_of_any_shape_is_a_channel_or_a_finding(shape: Any, whole: bool) -> None:
    if whole and isinstance(shape, dict):
        shape = {"extends": "google-primary", "markets": ["de"], **shape}
    compiled, found = compile_channel("x", shape, FILE, vocabulary())
    assert compiled is not None or found
