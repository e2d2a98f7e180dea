"""The command line: parse arguments, call, print, exit. Nothing heavy is imported here (`--help` stays quick)."""

from packshot.cli.main import main

__all__ = ["main"]
