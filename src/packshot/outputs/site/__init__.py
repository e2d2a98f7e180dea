"""The catalogue site: shapes of its views, paths of its pages, and one module for each output that makes its files."""
