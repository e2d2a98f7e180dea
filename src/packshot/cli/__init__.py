"""The command line: parses arguments, calls the engine, prints results and exits.

No slow module is imported here, so that `--help` is fast.
"""

from packshot.cli.main import main

__all__ = ["main"]
