"""Rules of catalog/units.yaml."""
