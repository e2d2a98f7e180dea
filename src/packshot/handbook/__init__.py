"""The handbook: the catalogue's own data dictionary as pages. For the people who keep it, not for its customers."""
