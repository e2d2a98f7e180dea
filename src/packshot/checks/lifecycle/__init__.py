"""Rules of catalog/lifecycle.yaml."""
