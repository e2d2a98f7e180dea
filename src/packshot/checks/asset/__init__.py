"""Rules of assets: originals below assets/ and the sidecars beside them."""
