"""Notes in the store about the content of targets, so that the blobs of published releases are not deleted."""

from __future__ import annotations

import json
from hashlib import sha256

from packshot.engine.storage import Storage
from packshot.publish.target import shown


def note(store: Storage, url: str, release: str, state: str) -> None:
    """Record in the store which release and which state a target has. The record contains the target's URL without
    credentials.
    """
    target = shown(url)
    name = f"published/{sha256(target.encode()).hexdigest()}.json"
    line = {"packshot": 1, "target": target, "release": release, "state": state}
    raw = (json.dumps(line, indent=1) + "\n").encode()
    if store.read(name) != raw:
        store.write(name, raw)
