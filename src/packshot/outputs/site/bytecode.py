"""A cache of compiled templates. It is stored in `__pycache__` folders of the package, as compiled modules are, and is
trusted like these modules.

The cached code is executed, so templates of a product repository must never be cached. Only the loader of packaged
templates uses this cache.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """A bytecode cache for Jinja with one file per template.

    A file begins with a digest of the toolchain, the template and the code, so files of another version and damaged
    files are ignored. No file is written if Python is configured not to write bytecode.
    """

    def __init__(self, toolchain: str) -> None:
        self._toolchain = toolchain

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the path of a template's cache file, as Python derives it for a module; empty if the template cannot
        be cached.
        """
        return cache_from_source(filename) if filename and sys.implementation.cache_tag else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Set the code of a template if the cache has a valid file for its source."""
        with suppress(OSError):
            data = Path(bucket.key).read_bytes()
            code = data[_HEAD:]
            if data[:_HEAD] == self._head(bucket, code):
                bucket.code = marshal.loads(code)  # noqa: S302 - as Python does; the digest is verified

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the code of a template atomically. A file that cannot be written is skipped."""
        if sys.dont_write_bytecode or not bucket.key:
            return
        path, code = Path(bucket.key), marshal.dumps(bucket.code)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._head(bucket, code) + code)
            temporary.replace(path)

    def _head(self, bucket: Bucket, code: bytes) -> bytes:
        return sha256(f"{self._toolchain} {bucket.checksum} ".encode() + code).digest()


_HEAD = sha256().digest_size
