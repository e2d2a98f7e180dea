"""Rules of stock lists."""
