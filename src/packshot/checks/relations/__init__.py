"""Rules of catalog/relations.yaml."""
