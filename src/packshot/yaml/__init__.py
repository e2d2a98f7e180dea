"""YAML: reads a documented subset of YAML, and reports the line and column of each finding."""
