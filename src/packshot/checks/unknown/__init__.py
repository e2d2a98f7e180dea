"""Rules of files for which the layout has no place."""
