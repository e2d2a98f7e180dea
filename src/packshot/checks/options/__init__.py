"""Rules of option lists."""
