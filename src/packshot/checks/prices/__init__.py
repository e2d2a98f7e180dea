"""Rules of price lists."""
