"""Rules of category trees: the files of catalog/categories/, each with all its categories."""
