"""YAML: reads one documented subset, ordinary files fast and others carefully, with line and column of each finding."""
