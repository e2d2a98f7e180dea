"""Compiled templates, kept with the compiled modules of the package (`__pycache__`) and trusted as much as those.

Code is run from here, so nothing of a product repository may ever be cached: only the loader of packaged templates gets
this cache.
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
    """One file per template. It begins with a digest over the toolchain, the template and the code that follows: a file
    of another version and a damaged one are ignored. Nothing is written if Python may not write.
    """

    def __init__(self, toolchain: str) -> None:
        self._toolchain = toolchain

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the file of a template, at the path that Python would use for the code of a module there."""
        return cache_from_source(filename) if filename and sys.implementation.cache_tag else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Set the code of a template, if there is a file of exactly this source."""
        with suppress(OSError):
            data = Path(bucket.key).read_bytes()
            code = data[_HEAD:]
            if data[:_HEAD] == self._head(bucket, code):
                bucket.code = marshal.loads(code)  # noqa: S302 - as Python does; the digest is verified

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the code of a template atomically."""
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
