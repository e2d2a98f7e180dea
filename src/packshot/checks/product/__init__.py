"""Rules of products: product.yaml, its locale files, and their folder."""
