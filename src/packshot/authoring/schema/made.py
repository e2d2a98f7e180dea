"""Creation of all schemas of a tree, and of the modelines that refer to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from packshot.authoring import edits
from packshot.authoring.schema import wiring
from packshot.authoring.schema.files import all_schemas
from packshot.authoring.schema.words import MOST, Words
from packshot.catalog.layout import role_of
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.engine.types import Timestamp
from packshot.git.tree import Tree
from packshot.git.work_tree import WorkTree
from packshot.local_state import HOME
from packshot.yaml import reader as yaml

SCHEMAS = f"{HOME}/schema"
"""The default folder of the schemas; the .gitignore of a new repository excludes it."""


class Made(NamedTuple):
    """The schemas of a tree: generated files, file patterns per schema, and the kinds with too many names to list."""

    files: Mapping[str, bytes]
    patterns: wiring.Globs
    too_long: tuple[str, ...]
    family_of: Mapping[str, str]
    """Folder of each product -> its family."""


def made(tree: Tree, as_of: Timestamp, most: int = MOST) -> Made:
    """Return all schemas of a tree. Files with errors contribute their valid parts.

    The names of a kind are listed if there are at most `most` of them.
    """
    facts = read_facts(tree)
    reader = read_whole(tree, facts, as_of)
    words = Words(reader, facts, most)
    patterns = wiring.globs(reader, facts)
    catalog = reader.catalog()
    files = {name: wiring.dumped(schema) for name, schema in all_schemas(reader, words).items()}
    files[wiring.CATALOG] = wiring.catalog(patterns, catalog.name if catalog else "packshot")
    return Made(files, patterns, words.too_long, wiring.families(reader, facts))


def add_modelines(tree: WorkTree, schemas: Made, folder: str) -> list[str]:
    """Add a modeline with the path of its schema to each valid YAML file that has a schema; return the paths of the
    changed files.

    An old modeline is replaced. Raise RefusedError if a file cannot be written.
    """
    changed: dict[str, bytes] = {}
    for path, data in tree.read_many([entry.path for entry in tree.entries() if entry.path.endswith(".yaml")]):
        family = schemas.family_of.get(path.rpartition("/")[0], "") if role_of(path).kind == "product-locale" else ""
        schema = wiring.schema_of(path, family, schemas.patterns)
        if schema is not None and not yaml.load(data, path).findings:
            new = wiring.with_modeline(data.decode(), path, f"{folder}/{schema}").encode()
            changed |= {path: new} if new != data else {}
    for path, new in changed.items():
        edits.rewrite(tree.repository.root, path, new)
    return list(changed)
