"""URLs of targets, and remote services that fail in ways of their own."""

import errno
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from toy_releases import new_store, release

from packshot.findings import RefusedError
from packshot.publish.files import read
from packshot.publish.publish import Publication
from packshot.publish.target import failures_reported, open_target, shown


class NoCredentialsError(Exception):
    """As services have them: neither an OSError nor a ValueError."""


class Refusing(MemoryFileSystem):
    """A service that cannot be reached."""

    protocol = "refusing"
    cachable = False

    def _open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        raise NoCredentialsError("no credentials for user:secret@")

    def info(self, path: str, **options: Any) -> Any:
        raise NoCredentialsError("no credentials")

    ls = info


class Conditional(MemoryFileSystem):
    """A service whose exclusive creation answers with an error of its own."""

    protocol = "conditional"
    cachable = False

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **options: Any) -> None:
        if mode == "create" and self.exists(path):
            raise OSError(errno.EINVAL, "At least one of the pre-conditions you specified did not hold")
        super().pipe_file(path, value)


@pytest.fixture(autouse=True, scope="module")
def services() -> None:
    for service in (Refusing, Conditional):
        fsspec.register_implementation(service.protocol, service, clobber=True)


@pytest.mark.parametrize("does", ["preview", "publish"])
def test_whatever_a_service_raises_is_a_refusal_without_secrets(does: str) -> None:
    store, url = new_store(), "refusing://user:secret@host/shop?sig=secret"
    root = release(store, {"a/index.html": "a"})
    with pytest.raises(RefusedError) as caught, failures_reported(url):
        getattr(Publication(store, open_target(url), root), does)()
    assert caught.value.findings[0].code == "target-failed"
    assert "no credentials" in caught.value.findings[0].text
    assert "secret" not in str(caught.value)


def test_a_file_is_created_once_whatever_the_service_says_to_the_second() -> None:
    target = open_target("conditional://shop")
    assert [target.create("a.json", data) for data in (b"1", b"2")] == [True, False]
    assert read(target, "a.json", 10) == b"1"


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("s3://bucket/shop", "s3://bucket/shop"),
        ("s3://key:secret@bucket/shop", "s3://bucket/shop"),
        ("ftp://user:p@ss@host/shop", "ftp://host/shop"),
        ("sftp://kari@host/shop", "sftp://kari@host/shop"),
        ("abfs://container@account.dfs.core.windows.net/shop", "abfs://container@account.dfs.core.windows.net/shop"),
        ("az://shop/x?sig=secret#part", "az://shop/x"),
        ("/srv/www/a:b@c?", "/srv/www/a:b@c?"),
    ],
)
def test_a_url_is_printed_without_credentials(url: str, printed: str) -> None:
    assert shown(url) == printed
