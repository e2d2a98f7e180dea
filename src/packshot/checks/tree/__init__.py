"""Rules of category trees: each file of catalog/categories/ with all its categories."""
