"""Rules of channel files."""
