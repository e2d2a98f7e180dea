"""Rules of records: brands, licences and other entries that products refer to, with their locale files."""
