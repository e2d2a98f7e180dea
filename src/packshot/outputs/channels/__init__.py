"""Feeds: channel files and presets, compiled to rows of products, and the formats of their files."""
