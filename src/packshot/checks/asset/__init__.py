"""Rules of assets: originals below assets/ and their sidecars."""
