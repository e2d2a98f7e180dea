"""Rules of files that are not part of the layout."""
