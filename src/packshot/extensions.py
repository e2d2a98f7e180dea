"""Discovery of the folders in which other installed packages add modules to packshot.

A folder `packshot_extensions/<path>` on Python's search path extends `packshot/<path>`, so
`packshot_extensions/outputs/channels/formats/fixed.py` is the module `packshot.outputs.channels.formats.fixed`. The
command `packshot` does not add the product repository to this path, because the files of a repository are data.
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = "packshot_extensions"


def roots() -> tuple[Path, ...]:
    """Return the folders that extend `packshot/`, in the order of Python's search path."""
    return tuple(folder for entry in dict.fromkeys(sys.path) if (folder := Path(entry, FOLDER)).is_dir())


def folders(package: str) -> list[str]:
    """Return the folders to add to `__path__` of a packshot package, given its dotted name."""
    found = (root.joinpath(*package.split(".")[1:]) for root in roots())
    return [str(folder) for folder in found if folder.is_dir()]
