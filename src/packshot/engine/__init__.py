"""The engine: facts, dirty tasks, views, keys, bytes, manifest and `dist/`. It does not depend on products.

Start with `run.build`: each phase is one module, and stores its tables before the next phase reads them.
"""
