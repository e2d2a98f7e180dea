"""The catalogue site: the types of its views, its pages, and one module for each output that makes files."""
