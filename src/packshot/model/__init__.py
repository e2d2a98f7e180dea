"""The entities: frozen pydantic models of every kind of file, the typing of values and the resolver.

Pure: nothing here reads a file or a clock, and nothing knows lines and columns.

Every run of the program makes these classes, so it matters what they cost. A module with entities does without
`from __future__ import annotations`: pydantic would compile each annotation from its text. A default that is an entity
is made by `model_construct`: else its validator would be built for the sake of the default.
"""
