"""The entities: frozen pydantic models of every kind of file, the typing of values and the resolver.

No module reads a file or the clock, or depends on lines and columns.

Every run imports these classes, so they must be cheap to create. Modules with entities do not use
`from __future__ import annotations`, which would make pydantic compile each annotation from its text. A default that is
an entity is created with `model_construct`, so that no validator is built for it.
"""
