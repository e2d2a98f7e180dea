"""Assignment of schemas to files: by patterns in editor settings and schema catalogs, or by a modeline in each file."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packshot.authoring import edits
from packshot.authoring.schema.files import LOCALE, PARTS, PRODUCT, of_family, of_kind
from packshot.catalog import nodes
from packshot.catalog.entities import MAPS, MODELS
from packshot.catalog.layout import GLOBS, role_of
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.git.repository_files import Inside

Globs = dict[str, list[str]]
"""Schema file -> patterns of its files; a pattern with `!` excludes files."""

SETTINGS = ".vscode/settings.json"

CATALOG = "catalog.json"
"""The list of the schemas that have file patterns, in the format of JetBrains and SchemaStore."""

SHELVES = 200
"""Maximum number of folders whose products are all in one family; above it, locale files may be of any family."""

MODELINE = re.compile(r"\A# yaml-language-server: \$schema=[^\n]*\n", re.ASCII)


def globs(reader: Reader, facts: MemoryFacts) -> Globs:
    """Return the patterns of the schemas that are assigned by path. A file never matches the patterns of two schemas.

    The family schemas for product.yaml have no patterns, because the schema of product.yaml refers to them. The family
    schemas for locale files of products are assigned by folder.
    """
    found: Globs = {of_kind(kind): list(GLOBS[kind]) for kind in (*MODELS, *MAPS, *PARTS)}
    found[PRODUCT] = list(GLOBS["product"])
    for key in reader.names("family"):
        family = reader.family(key)
        if family is not None and family.kind == "record":
            found[of_family(key)] = [f"catalog/records/{key}/*.yaml", f"!catalog/records/{key}/*.*.yaml"]
            found[of_family(key, translated=True)] = [f"catalog/records/{key}/*.*.yaml"]
    return found | _locale_globs(reader, facts)


def _locale_globs(reader: Reader, facts: MemoryFacts) -> Globs:
    """Return the patterns for locale files of products, by folders whose products are all in one family."""
    locales = [locale for locale in reader.locales() if locale != reader.source()]
    shelves = dict(_shelves(families(reader, facts)))
    if len(shelves) > SHELVES:
        return {LOCALE: [f"catalog/products/**/{locale}.yaml" for locale in locales]}
    found: Globs = {}
    for shelf, family in sorted(shelves.items()):
        patterns = [f"{shelf}/**/{locale}.yaml" for locale in locales]
        found.setdefault(of_family(family, translated=True), []).extend(patterns)
    return found


def families(reader: Reader, facts: MemoryFacts) -> dict[str, str]:
    """Return a map from the folder of each product to its family; products of unknown families are left out."""
    found: dict[str, str] = {}
    for node in map(nodes.product, nodes.product_keys(facts)):
        raw = reader.raw(node)
        family = raw.get("family") if isinstance(raw, dict) else None
        if isinstance(family, str) and reader.has(nodes.family(family)):
            found[posixpath.dirname(reader.path_of(node))] = family
    return found


def _shelves(families: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the highest folders whose products are all in one family."""
    below: dict[str, set[str]] = {}
    for folder, family in families.items():
        for above in _upwards(folder):
            below.setdefault(above, set()).add(family)
    for folder, found in below.items():
        parent = posixpath.dirname(folder)
        if len(found) == 1 and (parent not in below or len(below[parent]) > 1):
            yield folder, next(iter(found))


def _upwards(folder: str) -> Iterator[str]:
    while folder.count("/") > 1:  # never catalog/products itself: a family that is added later would be wrong there
        yield folder
        folder = posixpath.dirname(folder)


def schema_of(path: str, family: str, patterns: Globs) -> str | None:
    """Return the file name of the schema for a file; None if there is none.

    `family` is the family of the product in whose folder the file is; empty if unknown.
    """
    place = role_of(path)
    if place.kind == "product-locale":
        return of_family(family, translated=True) if family else LOCALE
    if place.kind in ("record", "record-locale"):
        name = of_family(place.entity, translated=place.kind == "record-locale")
        return name if name in patterns else None
    return of_kind(place.kind) if of_kind(place.kind) in patterns else None


def with_modeline(text: str, path: str, schema: str) -> str:
    """Return the text with a modeline that contains the relative path of the schema. An old modeline is replaced."""
    way = posixpath.relpath(schema, posixpath.dirname(path) or ".")
    return f"# yaml-language-server: $schema={way}\n{MODELINE.sub('', text)}"


def catalog(patterns: Globs, name: str) -> bytes:
    """Return the schema catalog: a JSON file that lists the schemas in `patterns` with their file patterns."""
    entries = [
        {
            "name": f"{name}: {file.removesuffix('.json')}",
            "description": f"Files of {name}.",
            "fileMatch": each,
            "url": file,
        }
        for file, each in sorted(patterns.items())
    ]
    return dumped({"$schema": "https://json.schemastore.org/schema-catalog.json", "version": 1, "schemas": entries})


def wire(root: Path, patterns: Globs, folder: str) -> str:
    """Add the schemas to the settings of VS Code.

    Return `written`, `unchanged`, or `left` if the settings must be edited manually. Raise RefusedError if the settings
    cannot be written.
    """
    inside = Inside(root)
    before = inside.read(SETTINGS)
    after = settings(before, patterns, folder) if before or inside.mode(SETTINGS) is None else None
    if after is None or before == after:
        return "left" if after is None else "unchanged"
    if before is None:
        (root / SETTINGS).parent.mkdir(exist_ok=True)
        (root / SETTINGS).touch()
    edits.rewrite(root, SETTINGS, after)
    return "written"


def settings(before: bytes | None, patterns: Globs, folder: str) -> bytes | None:
    """Return the settings of VS Code with these schemas. Previous schemas from the same folder are replaced.

    All other settings are kept. Return None if the settings must be edited manually: they are not plain JSON (for
    example, they have comments), they are not an object, or the value of `yaml.schemas` is not an object.
    """
    try:
        found = json.loads(before) if before else {}
    except (ValueError, RecursionError):
        return None
    schemas = found.get("yaml.schemas", {}) if isinstance(found, dict) else None
    if not isinstance(schemas, dict):
        return None
    others = {url: each for url, each in schemas.items() if not url.startswith(f"./{folder}/")}
    ours = {f"./{folder}/{file}": each for file, each in sorted(patterns.items())}
    after = {**found, "yaml.schemas": {**others, **ours}}
    return before if before and after == found else dumped(after, indent=2)


def dumped(value: Any, indent: int = 1) -> bytes:
    """Return a value as the bytes of a JSON file."""
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
