"""Rules of families."""
