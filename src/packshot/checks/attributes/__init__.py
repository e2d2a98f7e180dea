"""Rules of attribute files."""
