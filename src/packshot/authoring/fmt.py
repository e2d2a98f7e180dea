"""The canonical form of YAML files (format rules 12, 14, 20).

Comments and quoting are kept. The lines of variants, prices and stock are sorted; all other order is kept. A file that
equals the output of `styles` byte for byte is canonical. Only other files are processed with ruamel.yaml, which is
about a hundred times slower.
"""

from __future__ import annotations

import difflib
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from packshot.authoring.styles import VARIANT_WIDTH, as_laid_out
from packshot.authoring.write import Plain
from packshot.catalog.layout import role_of
from packshot.findings import Finding, Location, RefusedError, report
from packshot.yaml.reader import Loaded, load

if TYPE_CHECKING:
    from ruamel.yaml import YAML

SORTED: Mapping[str, str] = {
    "product": "variants",
    "product-locale": "variants",
    "prices": "prices",
    "prices-part": "prices",
    "stock": "stock",
    "stock-part": "stock",
}
"""Kind of file -> the top key whose lines are sorted; the order of everything else is kept."""

_PRODUCTS = frozenset({"product", "product-locale", "record", "record-locale"})
_CODES = frozenset({"categories", "axes", "formerly", "markets"})
_ROUNDS = 4
_EXCERPT = 12
_APART = re.compile(r"\n\n([^\s#:][^:\n]*):", re.ASCII)
_ENTRY = re.compile(r"  (?P<key>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s#][^\n]*?):(?=\s|$)")


def check(files: Iterable[tuple[str, bytes]]) -> Iterator[Finding]:
    """Yield a finding for each YAML file that is not in canonical form, with the first lines that differ.

    Files that cannot be read are skipped; `validate` reports the reason.
    """
    for path, data in files:
        loaded = load(data, path) if path.endswith(".yaml") else None
        if loaded is not None and not loaded.findings:
            text = data.decode()
            canonical = _formatted(path, text, loaded.value)
            if canonical != text:
                yield _not_canonical(path, text, canonical)


def formatted(text: str, path: str) -> str:
    """Return the text in canonical form, or unchanged if the conversion would change its data.

    Raise RefusedError if the text is not valid YAML of the accepted subset.
    """
    raw, findings = load(text.encode(), path)
    if findings:
        raise RefusedError(*findings)
    return _formatted(path, text, raw)


def _formatted(path: str, text: str, raw: Mapping[str, Plain]) -> str:
    return text if _is_as_written(path, text, raw) else _canonical(path, text)


def _is_as_written(path: str, text: str, raw: Mapping[str, Plain]) -> bool:
    """Return whether packshot would write exactly this text: a fast test, which finds only canonical files."""
    entries = raw.get(SORTED.get(role_of(path).kind, ""))
    if isinstance(entries, Mapping) and list(entries) != sorted(entries):
        return False
    apart = {found.group(1).strip("\"'") for found in _APART.finditer(text)}
    return as_laid_out(path, _without_line_ends(raw), apart) == text


def _without_line_ends(value: Any) -> Any:
    """Return the value without the line end of each `|` block."""
    if isinstance(value, str):
        return value.removesuffix("\n")
    if isinstance(value, Mapping):
        return {key: _without_line_ends(inner) for key, inner in value.items()}
    return value if value is None else [_without_line_ends(item) for item in value]


def _canonical(path: str, text: str) -> str:
    """Return the text rewritten until it is stable; the original text if its data would change."""
    once, again = text, _round_trip(path, text.lstrip("\n"))
    for _ in range(_ROUNDS):
        if once == again:
            break
        once, again = again, _round_trip(path, again)
    same = _comparable(load(again.encode(), path)) == _comparable(load(text.encode(), path))
    return again if same else text


def _comparable(loaded: Loaded) -> object:
    return _without_line_ends(loaded.value), len(loaded.findings)


def _round_trip(path: str, text: str) -> str:
    """Return the text as ruamel.yaml writes it, with the lines of prices, stock and variants sorted."""
    kind = role_of(path).kind
    yaml, out = text_yaml(), io.StringIO()
    data = yaml.load(text)
    if kind in _PRODUCTS and isinstance(data, Mapping):
        _restyle(data, text.split("\n"))
    yaml.dump(data, out)
    top = SORTED.get(kind)
    lines = out.getvalue().rstrip("\n").split("\n")
    return "\n".join(_with_sorted(lines, top) if top else lines) + "\n"


def text_yaml() -> YAML:
    """Return a round-trip reader and writer that reads every scalar as a string and does not wrap lines."""
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    class TextResolver(VersionedResolver):
        """A resolver that reads every plain scalar as text, so that no scalar is rewritten."""

        @property
        def versioned_resolver(self) -> dict[str, list[str]]:
            return {}

    yaml = YAML()
    yaml.Resolver = TextResolver
    yaml.preserve_quotes = True
    yaml.width = sys.maxsize
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _restyle(data: Any, lines: list[str]) -> None:
    """Write lists of texts and long variants as blocks, and lists of codes on one line (format rules 12 and 20)."""
    for key, value in data.items():
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            _restyle_list(key, value)
    variants: Any = data.get("variants")
    for sku in variants if isinstance(variants, Mapping) else ():
        variant: Any = variants[sku]
        if isinstance(variant, Mapping) and len(lines[variants.lc.data[sku][0]]) > VARIANT_WIDTH:
            variants[sku].fa.set_block_style()


def _restyle_list(key: str, value: Any) -> None:
    if key in _CODES and not value.ca.items:
        value.fa.set_flow_style()
    elif key not in _CODES and any(" " in item for item in value):
        value.fa.set_block_style()


def _with_sorted(lines: list[str], top: str) -> list[str]:
    """Return the lines with the entries below `top` sorted by key; a comment moves with the line below it."""
    start = next((n + 1 for n, line in enumerate(lines) if re.fullmatch(rf"{top}:(\s+#.*)?", line)), len(lines))
    end = next((n for n in range(start, len(lines)) if lines[n][:1] not in ("", " ", "#")), len(lines))
    entries, rest = _entries(lines[start:end])
    ordered = [line for _, entry in sorted(entries, key=lambda entry: entry[0]) for line in entry]
    return lines[:start] + ordered + rest + lines[end:]


def _entries(lines: list[str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return key and lines of each entry, and the comments and empty lines after the last one."""
    entries: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for line in lines:
        found = _ENTRY.match(line)
        if found:
            entries.append((_key(found.group("key")), [*waiting, line]))
            waiting = []
        elif entries and line.startswith("   "):
            entries[-1][1].extend([*waiting, line])
            waiting = []
        else:
            waiting.append(line)
    return entries, waiting


def _key(written: str) -> str:
    if written[0] not in "\"'":
        return written
    raw, _ = load(f"{written}: x\n".encode(), "")
    return next(iter(raw), written)


def _not_canonical(path: str, text: str, canonical: str) -> Finding:
    before, after = text.split("\n"), canonical.split("\n")
    diff = list(difflib.unified_diff(before, after, lineterm="", n=0))[2:]
    excerpt = "\n".join([*diff[:_EXCERPT], *["..."] * (len(diff) > _EXCERPT)])
    line = next((number for number, (old, new) in enumerate(zip_longest(before, after), 1) if old != new), 1)
    return report("not-canonical", Location(path, line=line, column=1), excerpt=excerpt)
