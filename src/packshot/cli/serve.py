"""`packshot serve`: build the working tree once and show it on this machine."""

from __future__ import annotations

import functools
import os
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webp": "image/webp",
}


class _Pages(SimpleHTTPRequestHandler):
    """Serves a release as a web server would: clean addresses, its own page for what is missing, quiet."""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The types that a release has; text says that it is UTF-8."""
        return TYPES.get(os.path.splitext(path)[1]) or super().guess_type(path)  # noqa: PTH122 - a name, not a file

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The release's own 404 page, where it has one."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Only what went wrong is worth a line."""
        if len(args) > 1 and str(args[1]) >= "400":
            click.echo(f"{args[0]} -> {args[1]}", err=True)


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of that folder on the loopback address; port 0 takes any free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Pages, directory=str(folder)))


@click.command("serve")
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1; 0 takes a free one.")
@click.option(
    "--as-of", metavar="INSTANT", help="Show the catalogue as at this instant (2026-12-24 or with time and zone)."
)
@click.pass_obj
def command(folder: str, port: int, as_of: str | None) -> int:
    """Build the working tree and show it in the browser.

    The result is marked unreleased: `publish` will not take it.
    """
    from packshot.cli.build import build_and_print, options

    code, built = build_and_print(options(folder, worktree=True, as_of=as_of))
    dist = built.dist or Path()
    if code:
        return code
    try:
        httpd = server(dist, port)
    except OSError as error:
        raise click.ClickException(f"port {port} is taken ({error.strerror}); choose another with --port") from error
    click.echo(f"Serving {dist} on http://127.0.0.1:{httpd.server_address[1]}/  (Ctrl-C stops)")
    try:
        httpd.serve_forever()
    except KeyboardInterrupt:
        httpd.server_close()
    return 0
