"""An editor as far as schemas go: it takes the schema that the patterns give a file, reads YAML 1.2, and judges."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from packshot.authoring.schema.made import MOST, made
from packshot.authoring.schema.wiring import CATALOG
from packshot.git.tree import Tree

BASE = "file:///schema/"
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class Editor:
    """The schemas of a tree, and which file has which."""

    def __init__(self, tree: Tree, most: int = MOST) -> None:
        self.made = made(tree, "2026-11-20T12:00:00Z", most)
        files = {name: json.loads(data) for name, data in self.made.files.items()}
        self.schemas = {name: each for name, each in files.items() if name != CATALOG}
        resources = [(BASE + name, Resource.from_contents(each)) for name, each in self.schemas.items()]
        self._registry: Any = Registry().with_resources(resources)

    def schemas_for(self, path: str) -> list[str]:
        """The schemas whose patterns take a file."""
        return [name for name, patterns in self.made.patterns.items() if _takes(patterns, path)]

    def problems(self, path: str, text: str) -> list[str]:
        """What the editor underlines."""
        (name,) = self.schemas_for(path)
        judge = Draft202012Validator({"$ref": BASE + name}, registry=self._registry)
        return [f"{'.'.join(map(str, each.path))}: {each.message[:200]}" for each in judge.iter_errors(seen(text))]

    def sound(self) -> None:
        """Every schema is one, and every reference leads somewhere."""
        for name, schema in self.schemas.items():
            Draft202012Validator.check_schema(schema)
            for reference in _references(schema):
                self._registry.resolver(BASE + name).lookup(reference)


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        yield from (each for value in part.values() for each in _references(value))
    elif isinstance(part, list):
        yield from (each for value in part for each in _references(value))


def _takes(patterns: list[str], path: str) -> bool:
    wanted = [each for each in patterns if not each.startswith("!")]
    unwanted = [each[1:] for each in patterns if each.startswith("!")]
    return any(_matches(each, path) for each in wanted) and not any(_matches(each, path) for each in unwanted)


def _matches(pattern: str, path: str) -> bool:
    regex = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return re.fullmatch(regex, path) is not None


def seen(text: str) -> Any:
    """A text as an editor reads it: plain numbers, truths and null are no texts."""
    return _value(yaml.compose(text, yaml.BaseLoader))


def _value(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    if node is None or (not node.style and node.value in ("", "~", "null", "Null", "NULL")):
        return None
    if not node.style and node.value.lower() in ("true", "false"):
        return node.value.lower() == "true"
    return _number(node.value) if not node.style and NUMBER.fullmatch(node.value) else node.value


def _number(text: str) -> Any:
    return int(text) if re.fullmatch(r"[-+]?[0-9]+", text) else float(text)


def yaml_files(tree: Tree) -> Mapping[str, str]:
    """Every YAML file of a tree that has a place."""
    return {entry.path: tree.read(entry.path).decode() for entry in tree.entries() if entry.path.endswith(".yaml")}
