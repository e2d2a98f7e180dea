"""Rules of all files except those of products and records: attributes, families, options, prices, assets, channels."""
