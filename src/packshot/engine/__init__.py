"""The engine: facts, dirty tasks, views, keys, bytes, manifest and `dist/`. It knows nothing of products.

Start with `run.build`: each phase is one module and seals its tables before the next phase reads them.
"""
