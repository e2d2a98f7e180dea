"""`packshot serve`: build the working tree once and serve it on this machine."""

from __future__ import annotations

import functools
import io
import os
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

import click

from packshot.catalog.finding_report import safe
from packshot.cli.build import STORE, build_and_print, options
from packshot.findings import Location, refusal

PREVIEW = "preview"
"""The folder in `.packshot/` that is served; `dist/` keeps the release."""

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".xml": "application/xml; charset=utf-8",
}

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Host names of this machine in requests."""


class _Pages(SimpleHTTPRequestHandler):
    """A handler that serves a release with index pages and its 404 page, and prints only failed requests."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the response head and return the file; for a request to another host, send status 421 and return None.

        The check is needed because the host name of another site may resolve to this machine.
        """
        host = self.headers.get("Host", "")
        if (host.rpartition(":")[0] or host) in LOOPBACK:
            return super().send_head()
        super().send_error(421, "Misdirected Request", "This server answers requests to localhost only.")
        return None

    def end_headers(self) -> None:
        """Add a header that forbids caching, because the next build may differ."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Return the media type of a file by its extension; text types of a release include `charset=utf-8`."""
        return TYPES.get(os.path.splitext(path)[1]) or super().guess_type(path)  # noqa: PTH122 - a name, not a file

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Send status 404 for a folder without an index page."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send an error response; for status 404, send the 404 page of the release if there is one."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Print a request to stderr if its status is 400 or higher."""
        if len(args) > 1 and str(args[1]) >= "400":
            click.echo(f"{safe(str(args[0]))} -> {args[1]}", err=True)


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a web server for a folder on the loopback address. Port 0 selects a free port."""
    return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Pages, directory=str(folder)))


@click.command("serve")
@click.option("--port", metavar="N", default=8000, show_default=True, help="Port on 127.0.0.1; 0 selects a free port.")
@click.option(
    "--as-of", metavar="DATE", help="Show the catalogue as of this date, or timestamp with time zone [default: now]."
)
@STORE
@click.pass_obj
def command(folder: str, port: int, as_of: str | None, store: str | None) -> int:
    """Build the working tree and serve it on this machine.

    The result cannot be published, and dist/ is not changed.
    """
    from packshot.git import repository
    from packshot.local_state import HOME

    dist = repository.find(Path(folder)).root / HOME / PREVIEW
    code = build_and_print(replace(options(folder, worktree=True, as_of=as_of, store=store), dist=dist))
    return code or _serve(dist, port)


def _serve(dist: Path, port: int) -> int:
    """Serve the folder until Ctrl-C and return exit code 0.

    Raises RefusedError if the port cannot be opened.
    """
    try:
        httpd = server(dist, port)
    except (OSError, OverflowError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise refusal("port-taken", Location(""), port=port, reason=reason) from problem
    click.echo(f"Serving on http://127.0.0.1:{httpd.server_address[1]}/  (Ctrl-C stops)")
    try:
        httpd.serve_forever()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        httpd.server_close()
    return 0
