"""packshot publishes products from a Git repository."""

__version__ = "0.1.0"
