"""The nouns: frozen pydantic models of every kind of file, the typing of values and the resolver.

Pure: nothing here reads a file or a clock, and nothing knows lines and columns.
"""
