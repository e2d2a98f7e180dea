"""Rules of products: product.yaml, its locale files, the folder they lie in."""
