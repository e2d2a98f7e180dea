"""Rules of all files but those of products and records: attributes, families, options, prices, assets, channels..."""
