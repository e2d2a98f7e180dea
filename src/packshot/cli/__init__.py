"""The command line: parse arguments, call, print, exit. No slow module is imported here, so that `--help` is fast."""

from packshot.cli.main import main

__all__ = ["main"]
