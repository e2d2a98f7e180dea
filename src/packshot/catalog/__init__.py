"""The catalogue: reads files into entities and derives visibility, offers and relations from them."""
