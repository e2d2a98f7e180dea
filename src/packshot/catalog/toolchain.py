"""What may change the bytes of a release: packshot's own code, its templates, and the tools it stands on."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from packshot.engine import fingerprint as digests

PACKAGE = Path(__file__).parent.parent
TEMPLATES = PACKAGE / "outputs" / "templates"
DISTRIBUTIONS = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdurl",
    "nh3",
    "pillow",
    "pydantic",
    "pydantic-core",
    "pyyaml",
    "rapidyaml",
    "tzdata",
)
"""What the bytes of a release may depend on besides packshot and Python."""


@cache  # the code of a running program does not change
def toolchain() -> str:
    """Digest of packshot's source, of Python's version and of the versions of what it depends on."""
    return digests.toolchain(PACKAGE, DISTRIBUTIONS)


def recipe(output: Any) -> str:
    """Digest of what makes an output's bytes: its module and all it imports from packshot, its templates, its tools.

    `templates`, `tools` and `generation` are attributes that an output may have.
    """
    whole = sha256(_sources().closure(type(output).__module__).encode())
    for name in getattr(output, "templates", ()):
        whole.update((TEMPLATES / name).read_bytes())
    whole.update(digests.toolchain(TEMPLATES / "none", getattr(output, "tools", ())).encode())
    whole.update(str(getattr(output, "generation", "")).encode())
    return whole.hexdigest()


@cache  # each module is parsed once
def _sources() -> digests.Sources:
    return digests.Sources(PACKAGE)
