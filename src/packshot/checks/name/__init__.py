"""Rules of names: product keys and SKUs share one namespace, ignoring case."""
