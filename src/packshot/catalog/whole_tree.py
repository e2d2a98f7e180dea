"""Reads a whole source tree at once, for commands without a state. The facts of all files are kept in memory."""

from __future__ import annotations

from packshot.catalog import scan
from packshot.catalog.documents import Files
from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.catalog.reader_memory import Memory
from packshot.engine.types import Facts, FileFacts, Reads, Timestamp
from packshot.git.tree import Tree


def read_facts(tree: Tree) -> MemoryFacts:
    """Return the facts of all files of a tree."""
    blobs = {entry.path: entry.blob for entry in tree.entries()}
    found: dict[str, FileFacts] = {}
    files = Files(tree)
    for path, data in tree.read_many([path for path in blobs if scan.is_text(path)]):
        found[path] = scan.scan(files.parsed([(path, data)])[0], data)
    return MemoryFacts({path: found.get(path) or scan.scan_original(path, blob) for path, blob in blobs.items()})


def read_whole(tree: Tree, facts: Facts, as_of: Timestamp) -> Reader:
    """Return a reader of a tree, with `as_of` as the current time."""
    return Reader(Files(tree), facts, as_of, Memory(), Reads())
