"""Runs the command line with `python -m packshot`."""

from packshot.cli import main

main()
