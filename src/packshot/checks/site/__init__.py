"""Rules of catalog.yaml."""
