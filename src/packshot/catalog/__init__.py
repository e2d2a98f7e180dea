"""The catalogue: from files to entities and what follows from them, such as visibility, offers and relations."""
