"""Feeds: channel files and presets, compiled to rows of products, and the formats that write them."""
