"""The engine: facts in, dirty records, views, keys, bytes, manifest, `dist/`. Knows nothing of products.

Read it as a story from `run.build`; each phase is one module and seals its tables before the next reads them.
"""
