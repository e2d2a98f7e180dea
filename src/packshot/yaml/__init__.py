"""YAML: one accepted subset, read fast where a file is ordinary and carefully where it is not, with line and column."""
