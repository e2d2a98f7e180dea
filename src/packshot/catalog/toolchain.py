"""Digests of everything that may change the bytes of a release: packshot's code, its templates and its dependencies."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import ZLIB_RUNTIME_VERSION

from packshot import extensions
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
"""Packages besides packshot and Python that may affect the bytes of a release."""


@cache  # the code of a running program does not change
def toolchain() -> str:
    """Return one digest of packshot's source and extensions, and of the versions of Python, the dependencies and zlib.

    A manifest contains the digests of compressed item indexes, which depend on zlib, a library of the system.
    """
    return digests.toolchain((PACKAGE, *extensions.roots()), DISTRIBUTIONS, f"zlib={ZLIB_RUNTIME_VERSION}")


def recipe(module: str, output: Any) -> str:
    """Return the digest of the code that makes an output: its module, the packshot modules that this module imports
    (also indirectly), its templates and its tools.

    The digest includes the optional attributes `templates`, `tools` and `generation` of the output.
    """
    whole = sha256(_sources().closure(module).encode())
    for name in getattr(output, "templates", ()):
        whole.update((TEMPLATES / name).read_bytes())
    whole.update(digests.toolchain((), getattr(output, "tools", ())).encode())
    whole.update(str(getattr(output, "generation", "")).encode())
    return whole.hexdigest()


@cache  # each module is parsed once
def _sources() -> digests.Sources:
    return digests.Sources(PACKAGE, *extensions.roots())
