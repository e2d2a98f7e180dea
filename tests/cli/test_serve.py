"""`packshot serve`: a preview that real requests read."""

import contextlib
import http.client
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Told, shop

from packshot.cli.serve import server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    (folder / "de").mkdir()
    (folder / "index.html").write_text("<h1>Schale</h1>", encoding="utf-8")
    (folder / "404.html").write_text("<h1>Nicht da</h1>", encoding="utf-8")
    for name in ("a.json", "a.css", "a.webp", "a.jpg", "a.xml", "a.jsonl", "a.tsv", "robots.txt"):
        (folder / "de" / name).write_bytes(b"{}")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    httpd = server(folder, 0)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_a_page_is_served(address: str) -> None:
    with urllib.request.urlopen(f"{address}/") as answer:
        assert answer.read().decode() == "<h1>Schale</h1>"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.json", "application/json; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.webp", "image/webp"),
        ("a.jpg", "image/jpeg"),
        ("a.xml", "application/xml; charset=utf-8"),
        ("a.jsonl", "application/jsonl; charset=utf-8"),
        ("a.tsv", "text/tab-separated-values; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_types(address: str, name: str, kind: str) -> None:
    with urllib.request.urlopen(f"{address}/de/{name}") as answer:
        assert answer.headers["Content-Type"] == kind


@pytest.mark.parametrize("path", ["/nowhere", "/de/", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"])
def test_what_is_missing_has_the_release_s_own_page(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{address}{path}")
    assert caught.value.code == 404
    assert caught.value.read().decode() == "<h1>Nicht da</h1>"
    caught.value.close()


def ask(address: str, method: str, path: str, **headers: str) -> tuple[int, bytes]:
    with contextlib.closing(http.client.HTTPConnection(address.removeprefix("http://"))) as connection:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_a_head_request_has_no_body(address: str) -> None:
    assert ask(address, "HEAD", "/") == (200, b"")
    assert ask(address, "HEAD", "/nowhere") == (404, b"")


def test_a_foreign_name_that_points_here_gets_nothing(address: str) -> None:
    assert ask(address, "GET", "/", Host="evil.example")[0] == 421
    assert ask(address, "GET", "/", Host="evil.example:80")[0] == 421
    assert ask(address, "GET", "/", Host="localhost")[0] == 200


def test_only_this_machine_is_answered(folder: Path) -> None:
    httpd = server(folder, 0)
    assert httpd.server_address[0] == "127.0.0.1"
    httpd.server_close()


def test_a_port_that_is_taken_is_refused(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shop(tmp_path / "shop")
    told = Told(capsys, "-C", str(root), "serve", "--port", address.rpartition(":")[2], "--as-of", "2026-11-01")
    assert told.code == 3
    assert told.err.startswith("refused[port-taken]")
    assert "--port" in told.err
    assert (root / ".packshot/preview/index.html").is_file()
    assert not (root / "dist").exists()


def test_the_command_builds_serves_and_stops(tmp_path: Path) -> None:
    root = shop(tmp_path / "shop")
    (root / "catalog/products/cup/mug/de.yaml").write_text("name: Henkelbecher\n")
    command = [sys.executable, "-u", "-m", "packshot", "-C", str(root), "serve", "--port", "0", "--as-of", "2026-11-01"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        line = next(line for line in running.stdout if "Serving" in line)
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found
        with urllib.request.urlopen(f"{found[0]}de/de/products/mug/") as answer:
            assert "Henkelbecher" in answer.read().decode()
        running.send_signal(2)
        assert running.wait(20) == 0
