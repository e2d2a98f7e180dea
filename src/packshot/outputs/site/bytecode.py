"""Compiled templates, kept beside the compiled modules of the package (`__pycache__`) and trusted as much as those.

Code is run from here, so nothing of a product repository may ever be kept: the loader of packaged templates alone
gets this cache.
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
    """One file a template. It begins with a digest over the toolchain, the template and the code that follows: a file
    of another version and a damaged one are no file. Where Python may not write, nothing is kept.
    """

    def __init__(self, toolchain: str) -> None:
        self._toolchain = toolchain

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file of a template, where Python would keep the code of a module of that path."""
        return cache_from_source(filename) if filename and sys.implementation.cache_tag else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if there is some of these very sources."""
        with suppress(OSError):
            data = Path(bucket.key).read_bytes()
            code = data[_HEAD:]
            if data[:_HEAD] == self._head(bucket, code):
                bucket.code = marshal.loads(code)  # noqa: S302 - as Python itself does with its own; it is whole

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template: readers see all of it or none."""
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
