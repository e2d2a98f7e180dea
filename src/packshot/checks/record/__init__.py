"""Rules of records: brands, licences and all else that products refer to, with their locale files."""
